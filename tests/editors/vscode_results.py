"""What tests that run elsewhere have said: one line of JSON for each."""

from __future__ import annotations

import json
import subprocess
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.editors.setup import CHROMIUM, CLIENT, NODE


class FailedError(AssertionError):
    """Something in the editor was not as it should be."""


def drive(script: str, options: Mapping[str, object], folder: Path, environment: Mapping[str, str]) -> int:
    """Run one of the scripts that open a browser; what it prints is `driver.log` in `folder`. Returns its exit code."""
    command = [str(NODE), str(CLIENT / "out" / "drive" / f"{script}.js"), json.dumps(options)]
    with (folder / "driver.log").open("wb") as log:
        return subprocess.run(
            command,
            env={**environment, "CHROMIUM": str(CHROMIUM)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        ).returncode


def judge(results: Path, code: int, folder: Path) -> None:
    """Fail with the failure of every test in `results`, or when they have not come to their end."""
    told = [json.loads(line) for line in results.read_text("utf-8").splitlines()] if results.is_file() else []
    passed = [result for result in told if "took" in result]
    for result in passed:
        print(f"passed: {result['test']} ({result['took']} ms)")
    failures = [f"{result['test']}\n{result['failure']}" for result in told if "failure" in result]
    if not failures and (code != 0 or not passed or not told[-1].get("end")):
        log = (folder / "driver.log").read_text("utf-8", "replace").splitlines()[-40:]
        failures = [f"The tests have not come to their end (exit code {code}).\n" + "\n".join(log)]
    if failures:
        raise FailedError("\n\n".join([*failures, f"What the editor has written is in {folder}."]))


def in_a_window(work: Callable[[Path], None], folder: Path) -> None:
    """Do some work in a window, with a folder below `folder` for all that is written; once more when it fails.

    Now and then a browser takes the focus from a list, or a window does not see the folders of its workspace. What
    fails in a second window as well is a failure; what fails in the first one alone is a warning.
    """
    for name in ("first window", "second window"):
        (folder / name).mkdir()
        try:
            work(folder / name)
            return
        except FailedError as error:
            if name == "second window":
                raise
            warnings.warn(f"Only a second window did all of it. In the first one: {error}", stacklevel=2)
