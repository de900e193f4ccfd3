"""The packed VS Code extension in a real window, worked with as a person does: see `vscode-client/test/drive/steps`."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from tests.editors.setup import CLIENT, ROOT
from tests.editors.vscode_build import package_extension
from tests.editors.vscode_results import in_a_window
from tests.editors.vscode_window import work_in_window

PICTURES = "RINGFENCE_PICTURES"
"""An environment variable: when it is set, the pictures of the extension's documents are made anew."""

_SETTINGS = {
    "ringfence.interpreter": [sys.executable],
    "editor.minimap.enabled": False,
    "files.exclude": {"**/.ringfence_cache": True, "**/__pycache__": True},
    "workbench.colorTheme": "Default Dark Modern",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
}


def test_the_packed_extension_in_a_window(extension: Path, tmp_path: Path) -> None:
    in_a_window(_work, tmp_path)


def _work(folder: Path) -> None:
    agency = shutil.copytree(ROOT / "examples" / "agency", folder / "agency")
    pictures = CLIENT / "images" if os.environ.get(PICTURES) else folder
    _tidy(agency)
    file = "aicmo/delivery/execution_orchestrator.py"
    work_in_window(package_extension(), agency, file, _SETTINGS, pictures, folder)


def _tidy(project: Path) -> None:
    """Take away the comments by which other tests say what is to be found: people do not have them."""
    for file in [*project.rglob("*.py"), project / "boundaries.yaml"]:
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"  # expect[^\n]*", "", text), "utf-8")
