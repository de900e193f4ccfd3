"""Nothing that a stranger writes takes for ever. Each of these would take hours, or all memory, if it were not bounded.

No time is measured: what is not bounded does not come back.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ringfence.adapters.config_file import LoadedConfig, parse_config
from ringfence.adapters.path_patterns import PathPatterns
from ringfence.adapters.source_files import Layout, find_files
from ringfence.app import check_repository, load_repository
from ringfence.engine.registry import all_rules
from ringfence.model.config import Config
from ringfence.model.names import matches

from tests.lsp.client import write_files

LONG_PATH = "/".join(["a" * 250] * 12) + ".py"
LONG_NAME = ".".join(["a" * 250] * 60)


def _parse(text: str) -> LoadedConfig:
    return parse_config(text.encode(), "boundaries.yaml", all_rules())


@pytest.mark.parametrize(
    "pattern", ["*a" * 60 + "b", "**/*a*a*a*a*b/" * 4 + "x", "a**a" * 40 + "b", "*[ab]" * 40 + "c"]
)
def test_a_path_is_compared_with_a_malicious_pattern(pattern: str) -> None:
    assert not PathPatterns((pattern,)).match(LONG_PATH)
    assert not PathPatterns(("!b", pattern)).match(LONG_PATH)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*a*b*.py", "xaxbx.py", True),
        ("*a*b*.py", "xbxax.py", False),
        ("*ab*ab", "abab", True),
        ("*ab*ab", "aab", False),
        ("x[ab]*c*d", "xaccd", True),
        ("\\*a*b*c", "*abc", True),
        ("a**b", "a/b", False),
        ("a***b", "axb", True),
        ("*/", "shop/x.py", True),
        ("*/", "x.py", False),
    ],
)
def test_a_pattern_with_several_wildcards_means_what_it_means_to_git(pattern: str, path: str, expected: bool) -> None:
    assert PathPatterns((pattern,)).match(path) is expected


@pytest.mark.parametrize("pattern", ["*a" * 60 + "b", ".".join(["*a" * 20 + "b"] * 3), "**.a." * 4 + "b"])
def test_a_name_is_compared_with_a_malicious_pattern(pattern: str) -> None:
    assert not matches(pattern, LONG_NAME)


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("shop.*_db.*", "shop.cam_db.models", True),
        ("shop.a*b*c", "shop.axbxc", True),
        ("shop.a*b*c", "shop.axcxb", False),
        ("*b*b", "bb", True),
        ("*b*b", "b", False),
        ("**.db", "shop.cam.db.x", True),
    ],
)
def test_a_name_pattern_with_several_wildcards_means_what_it_says(pattern: str, name: str, expected: bool) -> None:
    assert matches(pattern, name) is expected


@pytest.mark.parametrize(
    "text",
    [
        "exclude: ['" + "**/a/" * 5 + "']",
        "tests: ['" + "**/" * 500 + "x']",
        "discover: ['" + "**.a." * 5 + "b']",
        "source_roots: ['**/a/**']",
        "allow: [{from: '" + "a.**." * 5 + "b', to: x, reason: y}]",
    ],
)
def test_a_pattern_with_too_many_double_wildcards_is_a_mistake(text: str) -> None:
    loaded = _parse(f"version: 1\nmodules: {{cam: {{}}}}\n{text}\n")
    assert [found.rule for found in loaded.diagnostics] == ["invalid-config"]
    assert loaded.config is not None


def test_aliases_that_stand_for_each_other_again_and_again_are_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert "too big" in _messages(bomb) or "more than" in _messages(bomb)


def test_brackets_without_end_are_refused() -> None:
    assert "nested deeper" in _messages("modules: " + "[" * 100_000)


def test_a_hundred_thousand_modules_are_refused_or_read() -> None:
    text = "version: 1\nmodules:\n" + "".join(f"  m{number}:\n" for number in range(100_000))
    assert _parse(text).diagnostics


def _messages(text: str) -> str:
    return " ".join(found.message for found in _parse(text).diagnostics)


def test_a_very_large_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "boundaries.yaml").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing, which takes no place on disk
    loaded = load_repository(tmp_path / "boundaries.yaml", date(2026, 1, 1), use_cache=False)
    assert not loaded.usable
    assert [found.rule for found in check_repository(loaded)] == ["invalid-config"]


def test_folders_without_end_are_left_at_some_depth(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(100):
        folder /= "a"
    write_files(folder, {"x.py": ""})
    found = find_files(Layout(tmp_path, Config()))
    assert [reason for _, reason in found.unreadable] == ["the folder lies more than 64 folders deep"]


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    write_files(tmp_path, {"shop/a.py": ""})
    for name in ("one", "two", "three"):
        (tmp_path / "shop" / name).symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert [file.path for file in find_files(Layout(tmp_path, Config())).files] == ["shop/a.py"]
