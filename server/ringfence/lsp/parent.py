"""The client's process: when it is gone, nobody is left to say `exit`."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PAUSE = 1.0
"""Seconds between two looks, where nothing tells when a process ends."""


def watch_process(pid: int | None, gone: Callable[[], None]) -> bool:
    """Call `gone`, in a thread, when the client's process ends. Returns whether it is watched.

    `pid` is the `processId` of `initialize`, and may mean nothing here: None, a number of another container or
    machine, or by chance that of a stranger. The specification has a server exit when that process is not alive. Those
    that do so end at once for clients in another container (the usual advice is to send null), so this does as gopls,
    rust-analyzer and clangd do: such a number is passed over, the end of the input ends the server as well. Where that
    can be found out, only a process that this one descends from is watched: no stranger does.
    """
    if pid is None or pid <= 0 or pid == os.getpid() or not _is_client(pid):
        return False
    wait = _wait_on_windows if sys.platform == "win32" else _wait

    def run() -> None:
        with contextlib.suppress(OSError):
            wait(pid)
            gone()

    threading.Thread(target=run, daemon=True, name="ringfence-client").start()
    return True


def _is_client(pid: int) -> bool:
    if pid == os.getppid():
        return True
    if Path("/proc/self/stat").exists():
        return pid in _ancestors()
    return sys.platform == "win32" or _is_alive(pid)


def _ancestors() -> Iterator[int]:
    pid = os.getppid()
    while pid > 0:
        yield pid
        try:
            # The name of the program stands in brackets, and may hold some itself.
            fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            return
        pid = int(fields[1])


def _wait(pid: int) -> None:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    except (AttributeError, OSError):
        while _is_alive(pid):
            time.sleep(_PAUSE)
        return
    watch = select.poll()
    watch.register(handle, select.POLLIN)
    watch.poll()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _wait_on_windows(pid: int) -> None:
    # `os.kill` with 0 would send Ctrl+C there.
    import ctypes

    synchronize, for_ever = 0x00100000, 0xFFFFFFFF
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        raise OSError("there is no such process here")
    kernel.WaitForSingleObject(ctypes.c_void_p(handle), for_ever)
