"""The VS Code extension in a real extension host, with the real server: see `vscode-client/test/host`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editors.setup import ROOT
from tests.editors.vscode_build import build_bundled
from tests.editors.vscode_host import Scenario, run_scenario
from tests.editors.vscode_standins import (
    write_environments_extension,
    write_python_extension,
    write_yaml_extension,
)
from tests.lsp.client import write_files
from tests.lsp.shop import SHOP

pytestmark = pytest.mark.usefixtures("extension")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The small project on disk, in a folder whose name needs an escape in a URI."""
    return write_files(tmp_path / "the shop", SHOP)


@pytest.mark.parametrize("tests", ["typing", "commands", "views"])
def test_in_a_small_project(tests: str, shop: Path, tmp_path: Path) -> None:
    run_scenario(Scenario(tests, shop), tmp_path)


def test_fixes_in_the_example_project(tmp_path: Path) -> None:
    agency = shutil.copytree(ROOT / "examples" / "agency", tmp_path / "agency")
    run_scenario(Scenario("fixes", agency), tmp_path)


def test_two_folders_in_one_window(shop: Path, tmp_path: Path) -> None:
    other = write_files(tmp_path / "other", SHOP)
    workspace = tmp_path / "both.code-workspace"
    workspace.write_text(json.dumps({"folders": [{"path": str(shop)}, {"path": str(other)}]}), "utf-8")
    run_scenario(Scenario("multiroot", workspace), tmp_path)


def test_a_folder_that_is_not_trusted(shop: Path, tmp_path: Path) -> None:
    run_scenario(Scenario("restricted", shop, trusting=False), tmp_path)


def test_starts_restarts_and_interpreters_that_do_not_work(shop: Path, tmp_path: Path) -> None:
    build_bundled()
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    environment = {
        "PATH": str(_path_without_python(tmp_path)),
        "RINGFENCE_PYTHON": sys.executable,
        "RINGFENCE_BARE_PYTHON": str(bare / "bin" / "python"),
    }
    run_scenario(Scenario("lifecycle", shop, settings={}, environment=environment), tmp_path)


def test_the_interpreter_that_is_selected_in_another_extension(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "python"
    other.parent.mkdir()
    other.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    other.chmod(0o755)
    environment = {
        "PATH": str(_path_without_python(tmp_path)),
        "RINGFENCE_PYTHON": sys.executable,
        "RINGFENCE_OTHER_PYTHON": str(other),
    }
    extensions = [
        write_python_extension(tmp_path, sys.executable),
        write_environments_extension(tmp_path),
        write_yaml_extension(tmp_path),
    ]
    run_scenario(Scenario("selection", shop, settings={}, extensions=extensions, environment=environment), tmp_path)


def _path_without_python(folder: Path) -> Path:
    """A folder to be `PATH`, with what the editor and the tests need of the system and no Python at all."""
    commands = folder / "bin"
    commands.mkdir()
    for name in ("sh", "sleep", "ps", "getconf", "cat"):
        found = shutil.which(name)
        if found is not None:
            (commands / name).symlink_to(found)
    return commands
