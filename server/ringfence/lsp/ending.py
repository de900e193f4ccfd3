"""How this process ends: soon, whatever it is busy with, and with all of its worker processes.

Exit codes: 0 for `exit` after `shutdown`; 1 for `exit` alone and for a client that is gone; 128 and the number of the
signal, as in a shell, for a signal.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from types import FrameType

_GRACE = 0.5
"""Seconds that the loop has, once the client is gone, to end in order: it is only slower than that when it hangs."""
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def end(code: int) -> None:
    """End this process now: threads and worker processes that are in the middle of something must not keep it."""
    for child in multiprocessing.active_children():
        with contextlib.suppress(OSError):
            child.kill()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)


def end_in_vain(code: int) -> None:
    """The client is gone: give the loop a moment, then end the process whatever it is busy with. Not on the loop."""
    time.sleep(_GRACE)
    os._exit(code)


def end_with_signals() -> None:
    """End in order when the process is told to, and not where whoever has started it said that it should not."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end_for_signal)


def _end_for_signal(number: int, _: FrameType | None) -> None:
    end(128 + number)
