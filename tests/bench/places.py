"""Where the bench keeps its things, and the error that stops it with one sentence."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def alone() -> Iterator[None]:
    """Keep every other bench of this working tree out: two would disturb each other's times and files."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BenchError("Another bench is running in this working tree: wait for its end.") from None
        yield
