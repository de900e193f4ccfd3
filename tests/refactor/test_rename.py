"""Renaming and moving files: every import means the same afterwards, and so does `boundaries.yaml`."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import findings
from tests.refactor.renames import edit_for, place_of, renamed

CONFIG = """\
version: 1
source_roots: ["."]
discover: ["shop.*"]   # every package below shop
exclude: [shop/cam/generated.py, "**/old/**"]
modules:
  cam:
    public: [api, views.pages]
    session: shop.cam.internal.db
  delivery: {may_import: [cam, shop.core.text], must_not_import: ["shop.cam.internal.*"]}
  billing: {paths: ["shop.billing", shop.invoices]}
  core: {kind: shared}
  domain:
    kind: god
    moved: {Lead: shop.cam.api.dtos.Lead}
layers: [delivery | billing, cam]
allow:
  - {from: shop.delivery.pack, to: shop.cam.internal, rule: private-import, reason: soon}
"""
DB = """\
from ..api.dtos import Lead
from ...core.text import shout
from . import tools

loud = shout(Lead.name) + tools.END
"""
SHOP = {
    "boundaries.yaml": CONFIG,
    "shop/__init__.py": "",
    "shop/core/__init__.py": "",
    "shop/core/text.py": "def shout(word):\n    return word.upper()\n",
    "shop/domain/__init__.py": "class Lead: ...\n",
    "shop/invoices.py": "",
    "shop/billing/__init__.py": "",
    "shop/cam/__init__.py": "from . import internal\n",
    "shop/cam/api/__init__.py": "from .dtos import Lead\n",
    "shop/cam/api/dtos.py": "class Lead:\n    name = 'x'\n",
    "shop/cam/views/__init__.py": "",
    "shop/cam/views/pages.py": "",
    "shop/cam/internal/__init__.py": "",
    "shop/cam/internal/db.py": DB,
    "shop/cam/internal/tools.py": "END = '!'\n",
    "shop/delivery/__init__.py": "",
    "shop/delivery/pack.py": """\
import shop.cam.internal.db
import shop.cam.api.dtos as dtos
from shop.cam import api
from shop.cam.internal import db as database, tools  # both
from shop.cam.api import (
    Lead,  # the lead
)


def pack():
    import shop.cam.internal.tools

    return [shop.cam.internal.db.loud, dtos.Lead.name, api.Lead.name, database.loud, tools.END, Lead.name]
""",
    "main.py": "from shop.delivery.pack import pack\n\nprint(pack())\n",
}

MOVES: dict[str, dict[str, str]] = {
    "a package": {"shop/cam": "shop/crm"},
    "a package to another place": {"shop/cam/internal": "shop/cam/inside/deep"},
    "a package up": {"shop/cam/internal": "shop/insides"},
    "a file": {"shop/cam/internal/db.py": "shop/cam/internal/store.py"},
    "a file to another package": {"shop/cam/internal/db.py": "shop/core/db.py"},
    "a file to the top": {"shop/cam/internal/tools.py": "tools.py"},
    "a file into a package of its own": {"shop/core/text.py": "shop/core/text/__init__.py"},
    "several at once": {"shop/cam/internal/tools.py": "shop/core/ends.py", "shop/cam/api": "shop/cam/contract"},
    "the top package": {"shop": "store"},
    "an importer": {"shop/delivery/pack.py": "shop/delivery/inner/packing.py"},
    "a package and a file in it": {"shop/core/text.py": "shop/core/words.py", "shop/core": "shop/kernel"},
    "two that change places": {
        "shop/cam/internal/db.py": "shop/cam/internal/tools.py",
        "shop/cam/internal/tools.py": "shop/cam/internal/db.py",
    },
    "what nobody imports": {"shop/cam/views/pages.py": "shop/cam/views/sheets.py"},
}


def _run(root: Path, texts: Mapping[str, str]) -> str:
    """What the program prints."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "main.py"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("moves", MOVES.values(), ids=MOVES.keys())
def test_the_program_does_the_same_afterwards(moves: dict[str, str], tmp_path: Path) -> None:
    after = renamed(SHOP, moves)
    for path, text in after.items():
        if path.endswith(".py"):
            ast.parse(text, path)
    assert _run(tmp_path / "after", after) == _run(tmp_path / "before", SHOP)


@pytest.mark.parametrize(
    "moves",
    [{"shop/cam": "shop/crm"}, {"shop/cam/internal/db.py": "shop/cam/internal/store.py"}, {"shop": "store"}],
    ids=str,
)
def test_the_same_is_found_afterwards(moves: dict[str, str]) -> None:
    before = Counter((place_of(each.path, moves), each.rule) for each in findings(SHOP, USUAL_DAY))
    after = Counter((each.path, each.rule) for each in findings(renamed(SHOP, moves), USUAL_DAY))
    assert after == before
    assert before


def test_the_name_of_a_module_changes_everywhere_in_boundaries_yaml() -> None:
    after = renamed(SHOP, {"shop/cam": "shop/crm"})["boundaries.yaml"]
    wanted = CONFIG.replace("shop.cam", "shop.crm").replace("shop/cam", "shop/crm").replace("  cam:", "  crm:")
    assert after == wanted.replace("[cam,", "[crm,").replace("cam]", "crm]")


def test_paths_below_a_module_and_dotted_names_change_too() -> None:
    moves = {
        "shop/cam/views/pages.py": "shop/cam/views/sheets.py",
        "shop/cam/internal/db.py": "shop/cam/internal/store.py",
    }
    after = renamed(SHOP, moves)["boundaries.yaml"]
    assert after == CONFIG.replace("views.pages", "views.sheets").replace("internal.db", "internal.store")


@pytest.mark.parametrize(
    ("moves", "line"),
    [
        ({"shop/cam": "lib/cam"}, "    paths: [lib.cam]\n"),
        ({"shop/delivery": "lib/parcels"}, "  parcels: {may_import: [cam, shop.core.text], "),
        ({"shop/delivery": "lib/parcels"}, "paths: [lib.parcels]}\n"),
    ],
)
def test_a_module_that_is_not_discovered_any_more_says_where_it_is(moves: dict[str, str], line: str) -> None:
    assert line in renamed(SHOP, moves)["boundaries.yaml"]


def test_a_module_that_is_only_named_is_declared_when_it_is_not_discovered_any_more() -> None:
    config = 'version: 1\ndiscover: ["shop.*"]\nmodules:\n  delivery: {may_import: [cam]}\n'
    after = renamed({**SHOP, "boundaries.yaml": config}, {"shop/cam": "lib/cam"})["boundaries.yaml"]
    assert after == config + "  cam:\n    paths: [lib.cam]\n"
    assert renamed({**SHOP, "boundaries.yaml": config}, {"shop/core": "lib/core"})["boundaries.yaml"] == config


def test_a_relative_import_stays_relative_and_layout_stays_as_it_is() -> None:
    after = renamed(SHOP, {"shop/cam/api": "shop/cam/contract"})
    assert after["shop/cam/internal/db.py"].startswith("from ..contract.dtos import Lead\n")
    assert "from shop.cam.contract import (\n    Lead,  # the lead\n)\n" in after["shop/delivery/pack.py"]


def test_nothing_is_done_where_nothing_speaks_of_the_file() -> None:
    assert edit_for(SHOP, {"shop/invoices.py": "shop/invoices2.py"}, imports=True).files[0].path == "boundaries.yaml"
    assert edit_for(SHOP, {"README.md": "READ.md"}).files == ()
    assert edit_for(SHOP, {"docs": "texts"}).files == ()


@pytest.mark.parametrize("new", ["shop/the-cam", "shop/class", "shop/cam.old", "shop/1cam"])
def test_a_name_that_no_import_can_spell_changes_no_import(new: str) -> None:
    assert [file.path for file in edit_for(SHOP, {"shop/cam": new}).files] == ["boundaries.yaml"]
    assert edit_for(SHOP, {"shop/cam/api/dtos.py": "shop/cam/api/dtos.txt"}).files == ()


def test_without_imports_only_boundaries_yaml_changes() -> None:
    edit = edit_for(SHOP, {"shop/cam": "shop/crm"}, imports=False)
    assert [file.path for file in edit.files] == ["boundaries.yaml"]


def test_a_source_root_that_is_renamed_changes_no_import() -> None:
    texts = {
        "boundaries.yaml": 'version: 1\nsource_roots: [src]\ndiscover: ["shop.*"]\n',
        "src/shop/__init__.py": "",
        "src/shop/a.py": "from shop import b\nfrom . import b\n",
        "src/shop/b.py": "",
    }
    after = renamed(texts, {"src": "lib"})
    assert after["boundaries.yaml"] == texts["boundaries.yaml"].replace("[src]", "[lib]")
    assert after["lib/shop/a.py"] == texts["src/shop/a.py"]
