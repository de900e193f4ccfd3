"""Files on disk that are hard to find: links to nowhere, names that are no text, patterns that make no sense."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ringfence.adapters.fact_cache import read_cache, write_cache
from ringfence.adapters.indexing import index_files
from ringfence.adapters.source_files import Found, Layout, find_files
from ringfence.model.config import Config


def _found(root: Path, *, source_roots: tuple[str, ...] = (".",), exclude: tuple[str, ...] = ()) -> Found:
    return find_files(Layout(root, Config(source_roots=source_roots, exclude=exclude)))


def _write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("import a\n", encoding="utf-8")


def test_links_that_lead_to_themselves_are_passed_by(tmp_path: Path) -> None:
    _write(tmp_path, "shop/a.py")
    (tmp_path / "shop/loop").symlink_to("loop")
    (tmp_path / "shop/there").symlink_to("back")
    (tmp_path / "shop/back").symlink_to("there")
    found = _found(tmp_path)
    assert [file.path for file in found.files] == ["shop/a.py"]
    assert found.unreadable == []


def test_a_python_file_that_links_to_itself_or_to_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "nowhere.py").symlink_to("gone.py")
    found = _found(tmp_path)
    assert found.files == []
    assert sorted(path for path, _ in found.unreadable) == ["loop.py", "nowhere.py"]


def test_what_an_editor_leaves_beside_an_unsaved_file_is_not_asked_for(tmp_path: Path) -> None:
    _write(tmp_path, "shop/a.py")
    (tmp_path / "shop/.#a.py").symlink_to("me@machine.123:456")
    assert [file.path for file in _found(tmp_path).files] == ["shop/a.py"]
    assert _found(tmp_path).unreadable == []


def test_an_excluded_link_to_nothing_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "generated").mkdir()
    (tmp_path / "generated/a.py").symlink_to("gone.py")
    assert _found(tmp_path, exclude=("generated/*.py",)).unreadable == []


def test_a_folder_with_the_name_of_a_python_file_is_neither(tmp_path: Path) -> None:
    _write(tmp_path, "shop.py/inner.py", "a.py")
    assert [file.path for file in _found(tmp_path).files] == ["a.py"]


def test_a_source_root_that_is_not_there_is_said(tmp_path: Path) -> None:
    _write(tmp_path, "a.py")
    found = _found(tmp_path, source_roots=("src",))
    assert found.files == []
    assert found.unreadable == [("src", "the folder cannot be opened (No such file or directory)")]


def test_patterns_of_source_roots_find_every_folder_that_fits(tmp_path: Path) -> None:
    _write(tmp_path, "libs/one/src/a/b.py", "libs/two/src/c.py", "libs/two/test/d.py", "e.py")
    found = _found(tmp_path, source_roots=("libs/*/src",))
    assert [(file.path, file.name) for file in found.files] == [
        ("libs/one/src/a/b.py", "a.b"),
        ("libs/two/src/c.py", "c"),
    ]


@pytest.mark.parametrize("pattern", ["a**", "**b/c", "***", "nothing/*", "["])
def test_a_pattern_that_fits_nothing_or_makes_no_sense_finds_nothing(tmp_path: Path, pattern: str) -> None:
    _write(tmp_path, "ab/c/d.py")
    assert _found(tmp_path, source_roots=(pattern,)).files == []


@pytest.mark.parametrize(
    "name", ["module", "package/__init__", "ünïcode", "with-dash", "with space", "a.b", "__init__"]
)
def test_a_file_is_called_by_its_path(tmp_path: Path, name: str) -> None:
    _write(tmp_path, f"{name}.py")
    called = name.removesuffix("/__init__").replace("/", ".")
    assert [file.name for file in _found(tmp_path).files] == [called]


def test_a_name_that_is_no_text_is_read_and_costs_no_cache(tmp_path: Path) -> None:
    _write(tmp_path, "a.py")
    with open(os.fsencode(tmp_path) + b"/caf\xe9.py", "wb") as file:  # noqa: PTH123  (a path cannot be made of bytes)
        file.write(b"import b\n")
    found = _found(tmp_path).files
    records = {item.file.path: item.record for batch in index_files(tmp_path, found, {}) for item in batch}
    assert [record.facts.imports[0].names[0].name for record in records.values()] == ["a", "b"]
    write_cache(tmp_path, records)
    assert list(read_cache(tmp_path)) == ["a.py"]
