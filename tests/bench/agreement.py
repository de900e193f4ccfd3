"""Whether the three tools were asked the same: the pairs of modules that each of them reports."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence

from tests.bench.boundaries import Edge, dotted_name
from tests.bench.corpus import PACKAGE, Corpus
from tests.bench.edges import module_of
from tests.bench.full_check import FOUND
from tests.bench.places import ROOT, BenchError, peer, ringfence

SHOWN = 3
PATIENCE = 180
"""Seconds for one report."""


def notes(corpus: Corpus) -> Iterator[str]:
    """Sentences: how many pairs of modules each tool reports, and where they differ."""
    yield (
        f"{corpus.files:,} files, {corpus.modules:,} modules; {len(corpus.removed)} pairs that exist were "
        f"left out of the allowed ones, and the shared modules may import no component."
    )
    try:
        yield from _compared(corpus)
    except subprocess.TimeoutExpired as late:
        command = " ".join(late.cmd).removeprefix(f"{ROOT}/")
        yield f"Findings were not compared: `{command}` took more than {PATIENCE} seconds."


def _compared(corpus: Corpus) -> Iterator[str]:
    ours = _pairs(corpus, [ringfence(), "check", "--format", "json"], _of_ringfence)
    others = {
        "tach": _pairs(corpus, [peer("tach"), "check", "--output", "json"], _of_tach),
        "import-linter": _pairs(corpus, [peer("lint-imports")], _of_import_linter),
    }
    for name, theirs in others.items():
        if ours == theirs:
            yield f"ringfence and {name} report the same {len(ours)} pairs of modules."
            continue
        only_ours, only_theirs = _shown(ours - theirs), _shown(theirs - ours)
        yield (
            f"ringfence reports {len(ours)} pairs of modules, {name} {len(theirs)}; "
            f"only ringfence: {only_ours}; only {name}: {only_theirs}."
        )


def _pairs(corpus: Corpus, command: Sequence[str], read: Callable[[str], Iterator[Edge]]) -> set[Edge]:
    done = subprocess.run(command, cwd=corpus.root, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode not in FOUND:
        raise BenchError(f"`{' '.join(command)}` ended with {done.returncode}: run it in {corpus.root} to see why.")
    return set(read(done.stdout))


def _of_ringfence(output: str) -> Iterator[Edge]:
    for found in json.loads(output)["diagnostics"]:
        if found["rule"] == "forbidden-import" and found["imported"]:
            yield dotted_name(PACKAGE, found["importer"]), dotted_name(PACKAGE, found["imported"])


def _of_tach(output: str) -> Iterator[Edge]:
    for found in json.loads(output):
        undeclared = found.get("Located", {}).get("details", {}).get("Code", {}).get("UndeclaredDependency")
        if undeclared:
            yield undeclared["usage_module"], undeclared["definition_module"]


def _of_import_linter(output: str) -> Iterator[Edge]:
    for importer, imported in re.findall(rf"^- ({PACKAGE}\S*) ->\s+({PACKAGE}\S*)", output, re.MULTILINE):
        yield module_of(importer), module_of(imported)


def _shown(pairs: set[Edge]) -> str:
    if not pairs:
        return "none"
    listed = ", ".join(f"{importer} → {imported}" for importer, imported in sorted(pairs)[:SHOWN])
    return f"{len(pairs)} ({listed}{', …' if len(pairs) > SHOWN else ''})"
