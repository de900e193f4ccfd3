"""A cache changes how long an answer takes, and nothing else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from ringfence.adapters.fact_cache import FOLDER, read_cache
from ringfence.app import check_repository, load_repository
from ringfence.model.diagnostic import Diagnostic

DAY = date(2026, 1, 1)
CONFIG = """version: 1
discover: ["shop.*"]
rules: {private-import: {severity: warning, error_from: 2026-06-01}}
"""


def _shop(root: Path) -> None:
    for path, text in {
        "boundaries.yaml": CONFIG,
        "shop/cam/api.py": "class Lead: ...\n",
        "shop/cam/db.py": "class LeadDB: ...\n",
        "shop/delivery/a.py": "from shop.cam.db import LeadDB\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _check(root: Path, *, use_cache: bool = True, today: date = DAY) -> tuple[Diagnostic, ...]:
    return check_repository(load_repository(root / "boundaries.yaml", today, use_cache=use_cache))


def test_a_warm_check_says_what_a_cold_one_says(tmp_path: Path) -> None:
    _shop(tmp_path)
    cold = _check(tmp_path, use_cache=False)
    assert not (tmp_path / FOLDER).exists()
    assert [_check(tmp_path), _check(tmp_path)] == [cold, cold]
    assert sorted(read_cache(tmp_path)) == ["shop/cam/api.py", "shop/cam/db.py", "shop/delivery/a.py"]
    assert [finding.rule for finding in cold] == ["forbidden-import"]


def test_every_change_is_seen(tmp_path: Path) -> None:
    _shop(tmp_path)
    before = _check(tmp_path)
    (tmp_path / "shop/delivery/b.py").write_text("import shop.cam.db\n", encoding="utf-8")
    assert len(_check(tmp_path)) == len(before) + 1
    (tmp_path / "shop/delivery/b.py").unlink()
    assert _check(tmp_path) == before
    (tmp_path / "boundaries.yaml").write_text(CONFIG + 'defaults: {may_import: ["*"]}\n', encoding="utf-8")
    assert [finding.rule for finding in _check(tmp_path)] == ["private-import"]
    assert [finding.severity.value for finding in _check(tmp_path, today=date(2026, 7, 1))] == ["error"]


def test_a_touched_file_with_the_same_text_keeps_its_facts(tmp_path: Path) -> None:
    _shop(tmp_path)
    before = _check(tmp_path)
    os.utime(tmp_path / "shop/delivery/a.py", ns=(1, 1))
    assert _check(tmp_path) == before
    assert read_cache(tmp_path)["shop/delivery/a.py"].mtime_ns == 1


def test_damaged_caches_are_ignored(tmp_path: Path) -> None:
    _shop(tmp_path)
    before = _check(tmp_path)
    for name in ("facts.msgpack", "findings.msgpack"):
        for damage in (b"", b"\x93garbage", (tmp_path / FOLDER / name).read_bytes()[:-3]):
            (tmp_path / FOLDER / name).write_bytes(damage)
            assert _check(tmp_path) == before


def test_a_cache_folder_that_cannot_be_made_costs_nothing_else(tmp_path: Path) -> None:
    _shop(tmp_path)
    (tmp_path / FOLDER).write_text("not a folder", encoding="utf-8")
    assert [finding.rule for finding in _check(tmp_path)] == ["forbidden-import"]


def test_git_does_not_see_the_cache(tmp_path: Path) -> None:
    _shop(tmp_path)
    _check(tmp_path)
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"
