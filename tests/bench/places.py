"""Where the bench keeps its things, and the error that stops it with one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
CACHE = ROOT / ".cache" / "bench"
LOGS = CACHE / "logs"
RESULTS = CACHE / "results.json"
PERFORMANCE = ROOT / "server" / "docs" / "performance.md"
EXAMPLE = ROOT / "examples" / "agency"
SCRIPTS = Path(sys.executable).parent
"""The scripts of the Python that runs the bench: `ringfence` is one of them."""
PEERS = CACHE / "venv" / "bin"
"""The scripts of the venv with the other tools."""


class BenchError(Exception):
    """The bench cannot go on; the text is one sentence that says what is missing and what to do."""


def ringfence() -> str:
    """The path of our own command, as a user would run it."""
    return existing(SCRIPTS / "ringfence", "install the package into this Python with `pip install -e .`")


def peer(name: str) -> str:
    """The path of another tool's command."""
    return existing(PEERS / name, "delete .cache/bench/venv and run the bench again")


def existing(path: Path, advice: str) -> str:
    """`path` as text when it is there; else the bench stops with `advice`."""
    if not path.exists():
        raise BenchError(f"{path} is missing: {advice}.")
    return str(path)
