"""How the server writes to its client without ever waiting for it."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import stat
import sys
import threading
from collections import deque
from collections.abc import Callable

_MOST_WAITING = 1 << 26
"""Bytes that wait for a client which does not read them."""

Write = Callable[[int, bytes], int]
"""Writes to a file, waits until there is room, and says how many bytes it has written."""


class Writer:
    """Writes at once what there is room for, and the rest later, from a thread."""

    def __init__(self, file: int, lost: Callable[[str], None], write: Write = os.write) -> None:
        """Write to a pipe or socket. `lost` is called, from any thread, with the reason when nothing goes any more."""
        self._file = file
        self._lost = lost
        self._write = write
        self._write_now = without_waiting(file)
        self._changed = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._thread: threading.Thread | None = None
        self._is_lost = False

    def write(self, data: bytes) -> None:
        """Send bytes, after those that wait; nothing happens when nobody reads any more."""
        with self._changed:
            if self._is_lost:
                return
            # At once, where that can be: a keystroke waits for one process to wake up, not for a thread as well.
            left = data if self._waiting else self._try(data)
            if left:
                self._waiting.append(left)
                self._size += len(left)
                self._wake_thread()
            if self._size > _MOST_WAITING:
                self._give_up("The client has stopped reading what the server sends: the server ends.")

    def drain(self, seconds: float) -> None:
        """Wait until everything is written, but not for longer than that."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_lost or not self._waiting, seconds)

    def close(self) -> None:
        """Leave the stream open: it ends with the process."""

    def _try(self, data: bytes) -> bytes:
        """Write what the other end has room for. Returns the rest."""
        try:
            return data[self._write_now(data) :]
        except BlockingIOError:
            return data
        except OSError:
            self._give_up("")
            return b""

    def _wake_thread(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True, name="ringfence-output")
            self._thread.start()
        self._changed.notify_all()

    def _run(self) -> None:
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._waiting)
                    data = self._waiting[0]
                sent = self._write(self._file, data)
                with self._changed:
                    self._size -= sent
                    self._waiting[0] = data[sent:]
                    if not self._waiting[0]:
                        self._waiting.popleft()
                    self._changed.notify_all()
        except OSError:
            with self._changed:
                self._give_up("")

    def _give_up(self, why: str) -> None:
        self._is_lost = True
        self._lost(why)


def without_waiting(file: int) -> Callable[[bytes], int]:
    """A way to write to a pipe or socket that raises BlockingIOError where `os.write` would wait for the reader."""
    kind = os.fstat(file).st_mode
    if stat.S_ISSOCK(kind) and hasattr(socket, "MSG_DONTWAIT"):
        connection = socket.socket(fileno=os.dup(file))
        return lambda data: connection.send(data, socket.MSG_DONTWAIT)
    if stat.S_ISFIFO(kind) and sys.platform == "linux":
        # A flag on the pipe as we got it would hold for every process that shares it. This is one of our own.
        with contextlib.suppress(OSError):
            own = os.open(f"/proc/self/fd/{file}", os.O_WRONLY | os.O_NONBLOCK)
            return lambda data: os.write(own, data)
    if hasattr(select, "poll"):
        watch = poll_of(file, select.POLLOUT)
        return lambda data: _write_when_ready(file, data, watch)
    return _never


def _write_when_ready(file: int, data: bytes, watch: select.poll) -> int:
    # https://docs.python.org/3/library/select.html#select.PIPE_BUF
    return os.write(file, data[: select.PIPE_BUF]) if watch.poll(0) else _never(data)


def _never(_: bytes) -> int:
    raise BlockingIOError


def poll_of(file: int, events: int) -> select.poll:
    """What says whether something can be read from a file, or written to it."""
    watch = select.poll()
    watch.register(file, events)
    return watch
