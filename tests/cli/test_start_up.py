"""The command line loads only what it needs, and is the same through each of its doors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from ringfence import __version__

from tests.cli.running import copied, ringfence

_HEAVY = ("pygls", "lsprotocol", "asyncio")
_SHOW_MODULES = """
import sys
from ringfence.cli.main import run
try:
    run(sys.argv[1:])
except SystemExit:
    pass
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""


def _loaded(folder: Path, *arguments: str) -> set[str]:
    """The Python modules that are loaded at the end of a run."""
    command = [sys.executable, "-c", _SHOW_MODULES, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("check", "--help"),
        ("check",),
        ("check", "--format", "json"),
        ("fix", "--diff"),
        ("explain",),
        ("explain", "private-import"),
        ("schema",),
    ],
    ids=" ".join,
)
def test_no_command_but_server_loads_the_protocol(arguments: tuple[str, ...], tmp_path: Path) -> None:
    loaded = _loaded(copied("findings", tmp_path), *arguments)
    assert "ringfence.cli.main" in loaded
    assert loaded.isdisjoint(_HEAVY)


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("check", "--help")], ids=" ".join)
def test_version_and_help_load_no_library_at_all(arguments: tuple[str, ...], tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, *arguments)
    assert loaded.isdisjoint({"msgspec", "yaml", "rich", "grimp", "tree_sitter", "pathspec", "ringfence.app"})


def test_a_check_in_a_pipe_loads_no_terminal_library(tmp_path: Path) -> None:
    loaded = _loaded(copied("silence", tmp_path), "check")
    assert loaded.isdisjoint({"rich", "sqlglot", "difflib"})


def test_the_version_is_told() -> None:
    assert ringfence(["--version"], Path.cwd()).stdout == f"ringfence {__version__}\n"


def test_the_console_script_says_the_same_as_the_python_module(tmp_path: Path) -> None:
    project = copied("findings", tmp_path)
    script = Path(sys.executable).with_name("ringfence")
    done = subprocess.run([script, "check"], cwd=project, capture_output=True, text=True, check=False)
    outcome = ringfence(["check"], project)
    assert (done.stdout, done.returncode) == (outcome.stdout, outcome.code)


def test_explain_lists_every_rule(tmp_path: Path) -> None:
    from ringfence.engine.registry import all_rules

    listed = ringfence(["explain"], tmp_path).stdout
    for rule in all_rules().values():
        assert f"{rule.id} " in listed
        assert rule.summary in listed


@pytest.mark.parametrize("rule", ["private-import", "invalid-config"])
def test_explain_says_what_the_documentation_of_a_rule_says(rule: str, tmp_path: Path) -> None:
    from ringfence.engine.registry import all_rules

    explained = ringfence(["explain", rule], tmp_path).stdout
    assert explained.startswith(f"# {rule}\n\n*Severity: error*\n")
    assert all_rules()[rule].doc.strip() in explained


def test_schema_prints_the_published_schema(tmp_path: Path) -> None:
    from ringfence.adapters.config_schema import SCHEMA_PATH

    assert ringfence(["schema"], tmp_path).stdout == SCHEMA_PATH.read_text(encoding="utf-8")
