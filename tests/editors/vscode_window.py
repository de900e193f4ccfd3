"""Works in a real VS Code window, and tells of each step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.editors.leftovers import no_process_left
from tests.editors.vscode_results import drive, judge
from tests.editors.vscode_server import vscode_server


def work_in_window(
    packed: Path, opened: Path, file: str, settings: Mapping[str, object], pictures: Path, folder: Path
) -> None:
    """Install a packed extension, open a folder with a file of it in front, and take every step.

    `pictures` and `folder` are where pictures, and everything else that is written, are put.
    """
    results = folder / "results.jsonl"
    with (
        no_process_left() as environment,
        vscode_server(folder / "vscode", environment, settings, extensions=[packed]) as address,
    ):
        options = {
            "server": address,
            "folder": str(opened),
            "file": file,
            "results": str(results),
            "pictures": str(pictures),
            "picture": str(folder / "window.png"),
        }
        code = drive("window", options, folder, environment)
    judge(results, code, folder)
