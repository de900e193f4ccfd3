"""A cache changes how long an answer takes, and nothing else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
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


_MODELS = (
    "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): ...\n"
    "class LeadDB(Base):\n    __tablename__ = 'leads'\n"
)
_WRITE = "from shop.cam.db import LeadDB\ndef add(session): session.add(LeadDB())\n"


def _shop_with_models(root: Path) -> None:
    _shop(root)
    (root / "shop/cam/db.py").write_text(_MODELS, encoding="utf-8")
    (root / "shop/delivery/a.py").write_text(_WRITE, encoding="utf-8")


@pytest.mark.parametrize("name", ["code.msgpack", "facts.msgpack", "findings.msgpack"])
def test_a_cache_that_is_damaged_anywhere_says_nothing_wrong(name: str, tmp_path: Path) -> None:
    _shop_with_models(tmp_path)
    expected = _check(tmp_path, use_cache=False)
    assert "foreign-model-write" in {finding.rule for finding in expected}
    assert _check(tmp_path) == expected
    whole = (tmp_path / FOLDER / name).read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole.replace(b"LeadDB", b"Lea\xc1DB"), b"\xc1" * 100):
        for other in (tmp_path / FOLDER).glob("*.msgpack"):
            other.unlink()
        (tmp_path / FOLDER / name).write_bytes(damaged)
        assert _check(tmp_path) == expected


def test_a_file_whose_name_is_no_text_has_its_writes_found(tmp_path: Path) -> None:
    _shop_with_models(tmp_path)
    name = os.fsdecode(b"shop/delivery/b\xffd.py")
    try:
        (tmp_path / name).write_text(_WRITE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    for _ in range(2):
        assert {finding.path for finding in _check(tmp_path) if finding.rule == "foreign-model-write"} == {
            "shop/delivery/a.py",
            name,
        }
