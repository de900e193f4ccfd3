"""Runs tests inside the extension host of a real VS Code, and tells of each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.editors.leftovers import no_process_left
from tests.editors.setup import CHROMIUM, CLIENT, NODE
from tests.editors.vscode_server import vscode_server

_PATIENCE = 240.0
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
            code = _drive(scenario, address, folder, environment)
    _judge(results, code, folder)


def _drive(scenario: Scenario, address: str, folder: Path, environment: Mapping[str, str]) -> int:
    is_workspace = scenario.opened.suffix == ".code-workspace"
    options = {
        "server": address,
        "opened": {"workspace" if is_workspace else "folder": str(scenario.opened)},
        "extension": str(CLIENT),
        "tests": str(CLIENT / "out" / "host" / "index.js"),
        "wishes": str(folder / _WISHES),
        "picture": str(folder / "window.png"),
        "patience": int(_PATIENCE * 1000),
    }
    command = [str(NODE), str(CLIENT / "out" / "drive" / "host.js"), json.dumps(options)]
    with (folder / "driver.log").open("wb") as log:
        return subprocess.run(
            command,
            env={**environment, "CHROMIUM": str(CHROMIUM)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            timeout=_PATIENCE + 60,
            check=False,
        ).returncode


def _judge(results: Path, code: int, folder: Path) -> None:
    told = [json.loads(line) for line in results.read_text("utf-8").splitlines()] if results.is_file() else []
    passed = [result for result in told if "took" in result]
    for result in passed:
        print(f"passed: {result['test']} ({result['took']} ms)")
    failures = [f"{result['test']}\n{result['failure']}" for result in told if "failure" in result]
    if not failures and (code != 0 or not passed or not told[-1].get("end")):
        log = (folder / "driver.log").read_text("utf-8", "replace").splitlines()[-40:]
        failures = [f"The tests have not come to their end (exit code {code}).\n" + "\n".join(log)]
    assert not failures, "\n\n".join([*failures, f"What the editor has written is in {folder}."])
