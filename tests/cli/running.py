"""Run `ringfence` on a copy of a project, and write down what happened as a transcript."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parent
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP")


@dataclass(frozen=True)
class Outcome:
    """What one run of the command line left behind."""

    stdout: str
    stderr: str
    code: int


def ringfence(
    arguments: list[str], folder: Path, environment: Mapping[str, str] | None = None, stdin: bytes = b""
) -> Outcome:
    """Run `ringfence` with `arguments` in `folder`, with nothing in its environment but `environment`."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "ringfence", *arguments],
        cwd=folder,
        env={**kept, **(environment or {})},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Outcome(done.stdout.decode(), done.stderr.decode(), done.returncode)


def copied(case: str, to: Path) -> Path:
    """A copy of a case's project in the folder `to`."""
    return Path(shutil.copytree(CASES / case / "project", to / "project", ignore=shutil.ignore_patterns(".*")))


def transcript(case: str, to: Path) -> tuple[str, list[Outcome]]:
    """Run the lines of a case's `cmd` one after the other; what was said, and the outcomes.

    A line is `ringfence` with its arguments, after any number of `NAME=value` for the environment, or `cd FOLDER`.
    """
    folder = copied(case, to)
    said, outcomes = [], []
    for line in (CASES / case / "cmd").read_text(encoding="utf-8").splitlines():
        said.append(f"$ {line}\n")
        words = shlex.split(line)
        if words[0] == "cd":
            folder = folder / words[1]
            continue
        start = words.index("ringfence")
        environment = dict(word.split("=", 1) for word in words[:start])
        outcome = ringfence(words[start + 1 :], folder, environment)
        outcomes.append(outcome)
        said.append(outcome.stdout)
        if outcome.stderr:
            said.append(f"[stderr]\n{outcome.stderr}")
        said.append(f"[exit {outcome.code}]\n")
    return "".join(said).replace(str(to.resolve()), "<here>"), outcomes
