"""Run a command once and say what it took: wall time, peak memory, exit code, output."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.bench.places import BenchError

SAMPLE_SECONDS = 0.05
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process."""

    seconds: float
    processor_seconds: float
    """Of the process and of the children that it waited for, whatever else the machine did meanwhile."""
    peak_mb: float
    """The largest resident set of the process or of one of its children, from `wait4`."""
    code: int
    stdout: str
    stderr: str


def run(command: Sequence[str], cwd: Path, codes: Sequence[int] = (0,)) -> Run:
    """Run `command` in `cwd`; an exit code outside `codes` stops the bench."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=err) as process:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        busy = usage.ru_utime + usage.ru_stime
        done = Run(seconds, busy, usage.ru_maxrss / 1024, process.returncode, _text(out), _text(err))
    if done.code not in codes:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[-1]
        raise BenchError(f"`{' '.join(command)}` ended with {done.code} and said: {said}")
    return done


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


class TreeMemory:
    """The peak memory of a process together with its children, sampled while a `with` block runs.

    Proportional set sizes are added up, so that pages that several processes share count once.
    """

    def __init__(self, pid: int) -> None:
        """Watch the process `pid` and everything below it."""
        self.peak_mb = 0.0
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> TreeMemory:
        """Start sampling."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop sampling; `peak_mb` is final."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(SAMPLE_SECONDS):
            self.peak_mb = max(self.peak_mb, sum(map(_proportional_mb, _tree(self._pid))))


def tree_peak(command: Sequence[str], cwd: Path) -> float:
    """Run `command` once more for its peak memory in MB with all its children; 0 where /proc is missing."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=cwd, stdin=quiet, stdout=quiet, stderr=quiet)
    with process, TreeMemory(process.pid) as memory:
        process.wait()
    return memory.peak_mb


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in PROC.glob(f"{pid}/task/*/children"):
        try:
            below = children.read_text().split()
        except OSError:
            continue
        for child in below:
            yield from _tree(int(child))


def _proportional_mb(pid: int) -> float:
    try:
        rollup = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    line = next((line for line in rollup.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) / 1024


def p95(samples: Sequence[float]) -> float:
    """The 95th percentile: the smallest sample that 95 % of all do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def median(samples: Sequence[float]) -> float:
    """The median."""
    return statistics.median(samples)
