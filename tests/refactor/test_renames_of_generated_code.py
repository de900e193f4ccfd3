"""Programs made at random, and files of them renamed at random: they print the same before and after."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from ringfence.model.diagnostic import Diagnostic

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import findings
from tests.refactor.renames import place_of, renamed

PACKAGES = ("pkg.a", "pkg.b", "pkg.b.c", "pkg")
LEAVES = ("x", "y", "z")
MANY = 25


def _leaves() -> list[str]:
    return [f"{package}.{leaf}" for package in PACKAGES for leaf in LEAVES]


def _path(name: str) -> str:
    return name.replace(".", "/") + ".py"


def _use(chance: random.Random, user: str, leaf: str, number: int) -> tuple[str, str]:
    """An import of a leaf, and an expression that reads its value."""
    package, _, name = leaf.rpartition(".")
    above, _, last = package.rpartition(".")
    here = user.split(".")[:-1]
    there = package.split(".")
    same = len([None for one, other in zip(here, there, strict=False) if one == other])
    dots = "." * (len(here) - same + 1) + ".".join(there[same:])
    forms = [
        (f"from {package} import {name}", f"{name}.VALUE"),
        (f"from {package} import {name} as n{number}", f"n{number}.VALUE"),
        (f"from {leaf} import VALUE as v{number}  # why", f"v{number}"),
        (f"from {leaf} import (\n    VALUE as w{number},\n)", f"w{number}"),
        (f"import {leaf}", f"{leaf}.VALUE"),
        (f"import os, {leaf}", f"{leaf}.VALUE"),
        (f"import {leaf} as m{number}", f"m{number}.VALUE"),
        (f"from {leaf} import *", "type('', (), globals())().VALUE"),
        (f"from {dots} import {name} as r{number}", f"r{number}.VALUE"),
        (f"from {dots}{'' if dots.endswith('.') else '.'}{name} import VALUE as s{number}", f"s{number}"),
    ]
    if above:
        forms.append((f"import {leaf}\nfrom {above} import {last} as p{number}", f"p{number}.{name}.VALUE"))
    return chance.choice(forms)


def _user(chance: random.Random, user: str) -> str:
    """A file that imports some leaves, at its top or in a function, and gives their values."""
    lines, values, inner = [], [], []
    taken: set[str] = set()
    for number, leaf in enumerate(chance.sample(_leaves(), 4)):
        statement, value = _use(chance, user, leaf, number)
        bound = value.partition(".")[0]
        # One name for two things is another program.
        if (bound in taken and bound != "pkg") or (value.startswith("type(") and taken & {"*"}):
            continue
        taken.add("*" if value.startswith("type(") else bound)
        if chance.random() < 0.3 and "*" not in statement and "pkg" not in (bound, *taken):
            inner += statement.splitlines()
        else:
            lines += statement.splitlines()
        values.append(value)
    body = [f"    {line}" for line in inner]
    return "\n".join([*lines, "", "", "def show():", *body, f"    return [{', '.join(values)}]", ""])


def _program(chance: random.Random) -> dict[str, str]:
    texts = {f"{package.replace('.', '/')}/__init__.py": "" for package in PACKAGES}
    texts |= {_path(leaf): f"VALUE = '{leaf}'\n" for leaf in _leaves()}
    users = [f"{chance.choice(PACKAGES)}.user{number}" for number in range(4)]
    texts |= {_path(user): _user(chance, user) for user in users}
    calls = "".join(
        f"from {user} import show as show{number}\nprint(show{number}())\n" for number, user in enumerate(users)
    )
    return {**texts, "main.py": calls, "boundaries.yaml": 'version: 1\ndiscover: ["pkg.*"]\n'}


def _moves(chance: random.Random, texts: Mapping[str, str]) -> dict[str, str]:
    files = sorted(path for path in texts if path.startswith("pkg/") and not path.endswith("__init__.py"))
    file = chance.choice(files)
    name = file.rpartition("/")[2]
    folder = chance.choice(["pkg", "pkg/a", "pkg/b", "pkg/b/c"])
    return chance.choice(
        [
            {file: file.replace(name, f"new_{name}")},
            {file: f"{folder}/new_{name}"},
            {file: f"{folder}/deeper/new_{name}"},
            {file: f"top_{name}"},
            {"pkg/b": "pkg/bb"},
            {"pkg/b/c": "pkg/a/cc"},
            {"pkg/b/c": "outer"},
            {"pkg": "package"},
            {"pkg/a": "pkg/aa", "pkg/b": "pkg/bb"},
        ]
    )


def _run(root: Path, texts: Mapping[str, str]) -> str:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "main.py"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("seed", range(MANY))
def test_a_program_prints_the_same_after_its_files_are_renamed(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    before = _program(chance)
    moves = _moves(chance, before)
    assert _run(tmp_path / "after", renamed(before, moves)) == _run(tmp_path / "before", before), moves


def _config(chance: random.Random) -> str:
    """Boundaries that some of the imports break, written in one of several ways."""
    public = chance.choice(['["*"]', "[x]", "[api, y]"])
    listed = chance.choice(["[a, b.c]", "[pkg.a]", '["pkg.b.*"]', '["*"]'])
    denied = chance.choice(["pkg.a.x", '"pkg.b.c"', "'a'"])
    layers = chance.choice(["", "layers: [b, a]\n", 'layers: ["a | b"]\n'])
    allow = "{from: pkg.a, to: pkg.b.c.z, rule: private-import, reason: soon}"
    return f"""\
version: 1
discover: ["pkg.*"]  # all of it
defaults: {{public: {public}, contract: []}}
modules:
  a:
    may_import: {listed}
  b: {{must_not_import: [{denied}], may_import: [a]}}
{layers}allow:
  - {allow}
"""


def _in_place(chance: random.Random, texts: Mapping[str, str]) -> dict[str, str]:
    """A renaming after which everything is in the module that it was in."""
    file = chance.choice(sorted(path for path in texts if path.startswith("pkg/") and not path.endswith("__init__.py")))
    folder, _, name = file.rpartition("/")
    moves = [{"pkg/b": "pkg/bb"}, {"pkg/b/c": "pkg/b/cc"}, {"pkg": "package"}, {"pkg/a": "pkg/aa", "pkg/b": "pkg/bb"}]
    return chance.choice([*moves, {file: f"{folder}/new_{name}"}] if folder != "pkg" else moves)


@pytest.mark.parametrize("seed", range(MANY))
def test_the_same_rules_are_broken_in_the_same_places_afterwards(seed: int) -> None:
    chance = random.Random(seed)
    before = {**_program(chance), "boundaries.yaml": _config(chance)}
    moves = _in_place(chance, before)
    expected = Counter(_place(each, moves) for each in findings(before, USUAL_DAY))
    assert Counter(_place(each, {}) for each in findings(renamed(before, moves), USUAL_DAY)) == expected, moves


def _place(finding: Diagnostic, moves: Mapping[str, str]) -> tuple[str, str]:
    """Where a rule is broken; a cycle is shown in the file that comes first, by its name."""
    return finding.rule, "" if finding.rule == "module-cycle" else place_of(finding.path, moves)
