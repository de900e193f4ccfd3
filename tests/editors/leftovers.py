"""Holds an editor to leaving no process behind, whoever has started it."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 20.0
"""Seconds that processes have to end by themselves, once their editor was told to."""


@contextmanager
def no_process_left() -> Iterator[dict[str, str]]:
    """Yield the environment to start an editor in; at the end, whatever was started in it has to be gone.

    Whatever is left is ended, and is a failure. Its `TMPDIR` is a folder of its own that goes with it.
    """
    # A short name: the paths of sockets are, and may not be longer than about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="rf-", ignore_cleanup_errors=True) as folder:
        yield {**os.environ, "TMPDIR": folder}
        deadline = time.monotonic() + _PATIENCE
        while (left := _processes_of(folder)) and time.monotonic() < deadline:
            time.sleep(0.1)
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert list(left.values()) == [], "These processes were left behind."


def _processes_of(folder: str) -> dict[int, str]:
    """The processes that have a folder in their environment, or name it on their command line.

    Browsers write over the memory in which their environment is read; their profile lies in the folder.
    """
    name = folder.encode()
    found = {}
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes()
                if command and name in command + (process / "environ").read_bytes():
                    found[int(process.name)] = command.replace(b"\0", b" ").decode("utf-8", "replace").strip()
    return found
