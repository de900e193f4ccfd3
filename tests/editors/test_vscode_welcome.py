"""The Boundaries tree where there are no boundaries yet, and where there are two repositories, in a real window."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.editors.leftovers import no_process_left
from tests.editors.vscode_build import package_extension
from tests.editors.vscode_results import drive, in_a_window, judge
from tests.editors.vscode_server import vscode_server
from tests.lsp.client import write_files
from tests.lsp.shop import SHOP

_SETTINGS = {
    "ringfence.interpreter": [sys.executable],
    "workbench.secondarySideBar.defaultVisibility": "hidden",
}


def test_the_tree_without_boundaries_and_with_two_repositories(extension: Path, tmp_path: Path) -> None:
    in_a_window(_work, tmp_path)


def _work(folder: Path) -> None:
    without = {path: text for path, text in SHOP.items() if path != "boundaries.yaml"}
    bare = write_files(folder / "bare", without)
    folders = [write_files(folder / name, SHOP) for name in ("first", "second")]
    workspace = folder / "both.code-workspace"
    workspace.write_text(json.dumps({"folders": [{"path": str(each)} for each in folders]}), "utf-8")
    results = folder / "results.jsonl"
    packed = [package_extension()]
    with no_process_left() as env, vscode_server(folder / "vscode", env, _SETTINGS, extensions=packed) as address:
        options = {
            "server": address,
            "bare": str(bare),
            "workspace": str(workspace),
            "results": str(results),
            "pictures": str(folder),
            "picture": str(folder / "window.png"),
        }
        code = drive("welcome", options, folder, env)
    judge(results, code, folder)
