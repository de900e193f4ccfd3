"""Which files belong to a project, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ringfence.adapters.indexing import index_files
from ringfence.adapters.source_files import FoundFile, Layout, find_files
from ringfence.model.config import Config


def _write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("import os\n", encoding="utf-8")


def _names(root: Path, config: Config | None = None) -> dict[str, str]:
    return {file.path: file.name for file in find_files(Layout(root, config or Config())).files}


def test_hidden_folders_environments_and_caches_are_left_out(tmp_path: Path) -> None:
    _write(tmp_path, ".git/a.py", "venv/lib/b.py", "__pycache__/c.py", "node_modules/d.py", "site-packages/e.py")
    (tmp_path / "venv/pyvenv.cfg").touch()
    assert _names(tmp_path) == {}


def test_excluded_paths_are_left_out_as_git_would(tmp_path: Path) -> None:
    _write(tmp_path, "shop/migrations/m.py", "shop/a.py", "build/b.py", "shop/keep/gen.py")
    config = Config(exclude=("**/migrations/**", "build/", "gen.py", "!shop/keep/gen.py"))
    assert sorted(_names(tmp_path, config)) == ["shop/a.py", "shop/keep/gen.py"]


def test_files_are_named_by_the_longest_source_root(tmp_path: Path) -> None:
    _write(tmp_path, "src/shop/__init__.py", "src/shop/cam.py", "libs/one/src/a/b.pyi", "tool.py", "docs/x/y.py")
    config = Config(source_roots=(".", "src", "libs/*/src"))
    assert _names(tmp_path, config) == {
        "src/shop/__init__.py": "shop",
        "src/shop/cam.py": "shop.cam",
        "libs/one/src/a/b.pyi": "a.b",
        "tool.py": "tool",
        "docs/x/y.py": "docs.x.y",
    }


def test_a_loop_of_links_ends_and_a_file_keeps_its_own_path(tmp_path: Path) -> None:
    _write(tmp_path, "shop/cam/a.py")
    (tmp_path / "shop/cam/again").symlink_to(tmp_path / "shop", target_is_directory=True)
    (tmp_path / "aaa").symlink_to(tmp_path / "shop", target_is_directory=True)
    assert _names(tmp_path) == {"shop/cam/a.py": "shop.cam.a"}


def test_a_folder_that_is_linked_twice_is_read_once(tmp_path: Path) -> None:
    _write(tmp_path, ".store/lib/a.py", "shop/b.py")
    (tmp_path / "lib").symlink_to(tmp_path / ".store/lib", target_is_directory=True)
    (tmp_path / "lib2").symlink_to(tmp_path / ".store/lib", target_is_directory=True)
    found = _names(tmp_path)
    assert len(found) == 2
    assert "shop/b.py" in found


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    _write(tmp_path, "shop/a.py")
    (tmp_path / "shop/gone.py").symlink_to(tmp_path / "nowhere.py")
    found = find_files(Layout(tmp_path, Config()))
    assert [file.path for file in found.files] == ["shop/a.py"]
    assert [path for path, _ in found.unreadable] == ["shop/gone.py"]
    assert "cannot be opened" in found.unreadable[0][1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_with_the_name_of_a_python_file_is_not_read(tmp_path: Path) -> None:
    _write(tmp_path, "shop/a.py")
    os.mkfifo(tmp_path / "shop/pipe.py")
    assert list(_names(tmp_path)) == ["shop/a.py"]


def test_a_file_that_vanishes_before_it_is_read_is_said(tmp_path: Path) -> None:
    gone = FoundFile("shop/a.py", "shop.a", is_package=False, is_test=False, mtime_ns=1, size=1)
    (indexed,) = (item for batch in index_files(tmp_path, [gone], {}) for item in batch)
    assert "cannot be opened" in indexed.file.unreadable
    assert indexed.file.facts.imports == ()


def test_tests_are_told_by_their_patterns(tmp_path: Path) -> None:
    _write(tmp_path, "tests/a.py", "shop/test_b.py", "shop/contest.py", "shop/tests/c.py", "shop/conftest.py")
    found = {file.path: file.is_test for file in find_files(Layout(tmp_path, Config())).files}
    assert found == {
        "tests/a.py": True,
        "shop/test_b.py": True,
        "shop/contest.py": False,
        "shop/tests/c.py": True,
        "shop/conftest.py": True,
    }
