"""Our own layers: stated in `boundaries.yaml`, held by Ringfence itself, and by import-linter as a second opinion."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pytest
from ringfence.app import check_repository, load_config, load_repository
from ringfence.model.diagnostic import Status

from tests.harness.judge import shown
from tests.harness.markdown import USUAL_DAY
from tests.self.sources import LAYERS, PACKAGE, ROOT, Source, below, package_sources

# What the layers below the adapters would need to look at the world.
_WORLD = frozenset(
    {
        *("asyncio", "concurrent", "ctypes", "fileinput", "getpass", "glob", "http", "io", "locale", "mmap"),
        *("multiprocessing", "os", "pathlib", "pickle", "platform", "pwd", "random", "secrets", "select", "shelve"),
        *("shutil", "signal", "site", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading"),
        *("time", "urllib", "uuid", "webbrowser", "zoneinfo"),
    }
)
_HARMLESS = ("sys.stdlib_module_names", "sys.intern", "pathlib.PurePosixPath")
"""Facts about the language, a way to share strings, paths as plain values: nothing of the world."""
_WORLDLY_CALLS = frozenset({"breakpoint", "eval", "exec", "input", "open", "print", "__import__"})
_CLOCKS = frozenset({"now", "today", "utcnow", "fromtimestamp", "localtime", "gmtime"})
_OUTSIDE = {
    "model": {"msgspec"},
    "adapters": {"grimp", "msgspec", "pathspec", "yaml", "sqlglot", "ringfence", "tree_sitter", "tree_sitter_python"},
    "inference": {"msgspec"},
    "refactor": {"yaml", "tree_sitter"},
    "syntax": {"tree_sitter", "tree_sitter_python", "ringfence"},
}
"""The packages that a layer may import beside the standard library; where nothing is said, only our own."""


def _findings(root: Path) -> list[str]:
    found = check_repository(load_repository(root / "boundaries.yaml", USUAL_DAY, use_cache=False))
    return [shown(finding) for finding in found if finding.status is Status.NEW]


def _lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    settings = ["--config", str(root / "pyproject.toml")]
    return subprocess.run([*command, *settings], cwd=root / "server", capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of ourselves that may be broken."""
    shutil.copytree(PACKAGE, tmp_path / "server" / "ringfence", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("boundaries.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_ringfence_finds_nothing_in_itself() -> None:
    assert _findings(ROOT) == []


def test_import_linter_finds_nothing_either() -> None:
    result = _lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("path", "line", "message"),
    [
        ("model/names.py", "from ringfence.app import find_config", "model is below app"),
        ("rules/god_module.py", "import ringfence.engine.check", "rules is below engine"),
        ("lsp/__init__.py", "from ringfence.cli.main import run", "lsp is a sibling of cli"),
    ],
)
def test_both_find_an_import_that_goes_up_or_across(copy: Path, path: str, line: str, message: str) -> None:
    file = copy / "server" / "ringfence" / path
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert [finding for finding in _findings(copy) if "layer-violation" in finding and message in finding]
    assert "BROKEN" in _lint_imports(copy).stdout


def test_the_folders_are_the_layers_in_both_files() -> None:
    config, _ = load_config(ROOT / "boundaries.yaml")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    theirs = [layer.replace("ringfence.", "") for layer in contracts[0]["layers"]]
    assert config is not None
    ours = [" | ".join(layer) for layer in config.layers]
    assert ["__main__", *ours] == theirs
    assert [name for layer in theirs for name in layer.split(" | ")] == list(LAYERS)
    folders = {source.layer for source in package_sources()} - {"__init__"}
    assert folders == set(LAYERS)


def test_only_the_language_server_knows_its_protocol() -> None:
    others = [source for source in package_sources() if source.layer != "lsp"]
    assert list(_imports_of(others, {"pygls", "lsprotocol"})) == []


def test_only_the_command_line_prints() -> None:
    sources = list(below("lsp"))
    assert list(_imports_of(sources, {"rich", "curses", "readline"})) == []
    assert list(_calls_of(sources, {"print", "input", "pprint"})) == []
    assert [source.path for source in sources if "sys.stdout" in source.text or "sys.stderr" in source.text] == []


def test_nothing_below_the_adapters_can_look_at_the_world() -> None:
    sources = list(below("adapters"))
    assert list(_imports_of(sources, _WORLD)) == []
    assert list(_calls_of(sources, _WORLDLY_CALLS | _CLOCKS)) == []


_BY_NAME = ("f'ringfence.cli.", "f'{rules.__name__}.", "f'{features.__name__}.")


def test_user_code_is_never_imported_or_executed() -> None:
    running = {"__import__", "find_spec", "exec_module", "load_module", "exec", "eval", "run_path", "run_module"}
    assert list(_calls_of(package_sources(), running)) == []
    assert list(_imports_of(package_sources(), {"runpy", "code", "codeop", "imp", "zipimport"})) == []
    # Our own rules, commands and features are found by name.
    by_name = [call for source in package_sources() for call in source.calls_of("import_module")]
    assert [call for call in by_name if not call.startswith(_BY_NAME)] == []


def test_each_layer_uses_only_the_packages_that_are_its_business() -> None:
    allowed = {layer: {*sys.stdlib_module_names, "ringfence", *_OUTSIDE.get(layer, ())} for layer in LAYERS}
    found = [
        f"{source.path}:{line}: {name}"
        for source in below("app")
        for line, name in source.imports()
        if name.split(".")[0] not in allowed[source.layer]
    ]
    assert found == []


def test_no_rule_knows_another_rule() -> None:
    found = [
        f"{source.path}:{line}: {name}"
        for source in package_sources()
        for line, name in source.imports()
        if source.layer == "rules" and name.startswith("ringfence.rules")
    ]
    assert found == []


def _imports_of(sources: Iterable[Source], packages: Collection[str]) -> Iterator[str]:
    for source in sources:
        for line, name in source.imports():
            if name.split(".")[0] in packages and name not in _HARMLESS:
                yield f"{source.path}:{line}: {name}"


def _calls_of(sources: Iterable[Source], names: Collection[str]) -> Iterator[str]:
    for source in sources:
        yield from (f"{source.path}:{line}: {name}" for line, name in source.calls() if name in names)
