"""The module map of a project with many modules, in a real window and in themes of every kind."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.editors.big_project import write_big_project
from tests.editors.leftovers import no_process_left
from tests.editors.vscode_build import package_extension
from tests.editors.vscode_results import drive, in_a_window, judge
from tests.editors.vscode_server import vscode_server

_MODULES = 1_500
_IMPORTS = 11_500
_AREAS = 25
_SETTINGS = {
    "ringfence.interpreter": [sys.executable],
    "workbench.colorTheme": "Default Dark Modern",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
}


def test_a_map_of_many_modules_in_light_dark_and_high_contrast(extension: Path, tmp_path: Path) -> None:
    in_a_window(_work, tmp_path)


def _work(folder: Path) -> None:
    project = write_big_project(folder / "corp", _MODULES, _IMPORTS)
    results = folder / "results.jsonl"
    packed = [package_extension()]
    with no_process_left() as env, vscode_server(folder / "vscode", env, _SETTINGS, extensions=packed) as address:
        options = {
            "server": address,
            "folder": str(project),
            "file": "corp/orders/audit/api.py",
            "results": str(results),
            "pictures": str(folder),
            "picture": str(folder / "window.png"),
            "name": "big",
            "items": _AREAS,
            "modules": _MODULES,
        }
        code = drive("map", options, folder, env)
    judge(results, code, folder)
