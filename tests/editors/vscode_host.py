"""Runs tests inside the extension host of a real VS Code, and tells of each."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.editors.leftovers import no_process_left
from tests.editors.setup import CLIENT
from tests.editors.vscode_results import drive, judge
from tests.editors.vscode_server import vscode_server

_PATIENCE = 240
"""Seconds for one scenario."""
_WISHES = "wishes.txt"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a file of tests below `vscode-client/test/host` is run in."""

    tests: str
    """The name of the file, without its suffix."""
    opened: Path
    """The folder, or the `.code-workspace`, that the window shows."""
    settings: Mapping[str, object] = field(default_factory=lambda: {"ringfence.interpreter": [sys.executable]})
    trusting: bool = True
    extensions: Sequence[Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


def run_scenario(scenario: Scenario, folder: Path) -> None:
    """Run the tests of a scenario. Each one that fails is told; a process that is left behind is a failure, too.

    `folder` is where everything is kept that the editor writes: `driver.log`, `server.log`, `window.png`.
    """
    results = folder / "results.jsonl"
    with no_process_left() as environment:
        environment |= scenario.environment
        environment |= {"RINGFENCE_SCENARIO": scenario.tests, "RINGFENCE_RESULTS": str(results)}
        environment["RINGFENCE_WISHES"] = str(folder / _WISHES)
        served = vscode_server(
            folder / "vscode",
            environment,
            scenario.settings,
            trusting=scenario.trusting,
            extensions=scenario.extensions,
        )
        with served as address:
            code = drive("host", _options(scenario, address, folder), folder, environment)
    judge(results, code, folder)


def _options(scenario: Scenario, address: str, folder: Path) -> dict[str, object]:
    is_workspace = scenario.opened.suffix == ".code-workspace"
    return {
        "server": address,
        "opened": {"workspace" if is_workspace else "folder": str(scenario.opened)},
        "extension": str(CLIENT),
        "tests": str(CLIENT / "out" / "host" / "index.js"),
        "wishes": str(folder / _WISHES),
        "picture": str(folder / "window.png"),
        "patience": _PATIENCE * 1000,
    }
