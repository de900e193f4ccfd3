"""How messages come and go: over standard input and output, or a TCP connection for debugging."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import BinaryIO

from ringfence.lsp.frames import FrameReader

_CHUNK = 1 << 16
_GRACE = 3.0
"""Seconds that the loop has, once the client is gone, to end in order: it is only slower than that when it hangs."""


class PipeWriter:
    """Writes to the client, whole messages at a time."""

    def __init__(self, stream: BinaryIO) -> None:
        """Write to `stream`."""
        self._stream = stream

    def write(self, data: bytes) -> None:
        """Send bytes. Raises OSError when nobody reads any more."""
        self._stream.write(data)
        self._stream.flush()

    def close(self) -> None:
        """Leave the stream open: it ends with the process."""


def claim_pipes() -> tuple[int, BinaryIO]:
    """Standard input and output for the protocol alone: a file descriptor to read from, and a stream to write to.

    What anything else prints goes to standard error, and child processes do not hold the client's pipes.
    """
    sys.stdout.flush()
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, os.fdopen(outgoing, "wb")


class Inbox:
    """The messages that were read and not handled yet, oldest first."""

    def __init__(self, receive: Callable[[bytes], None]) -> None:
        """Handle each message with `receive`, on the event loop."""
        self._receive = receive
        self._waiting: deque[bytes] = deque()
        self._frames = FrameReader()

    def __len__(self) -> int:
        """How many messages wait."""
        return len(self._waiting)

    def take(self, data: bytes) -> None:
        """Handle the messages that are complete with `data`."""
        self._waiting.extend(self._frames.feed(data))
        while self._waiting:
            self._receive(self._waiting.popleft())

    def read_from(self, file: int, loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
        """Read a file descriptor until it ends; then call `end` on the loop, and end the process if that is in vain."""

        def readable() -> None:
            data = _read(file)
            if data:
                self.take(data)
            else:
                loop.remove_reader(file)
                end()

        try:
            # Without a thread in between: a keystroke waits for one process to wake up, not for two threads.
            loop.add_reader(file, readable)
            _in_thread(lambda: _wait_for_hangup(file), _end_in_vain)
        except (NotImplementedError, OSError):
            # Windows, or no pipe but a file.
            _in_thread(lambda: self._read_all(file, loop, end), _end_in_vain)

    def _read_all(self, file: int, loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):
            while data := _read(file):
                loop.call_soon_threadsafe(self.take, data)
            loop.call_soon_threadsafe(end)


def _read(file: int) -> bytes:
    try:
        return os.read(file, _CHUNK)
    except OSError:
        return b""


def _wait_for_hangup(file: int) -> None:
    """Wait until nobody can write to a pipe any more, whether all of it has been read or not."""
    watch = select.poll()
    watch.register(file, 0)
    watch.poll()


def _end_in_vain() -> None:
    # The client is gone. Whatever keeps the loop busy must not keep this process alive.
    threading.Event().wait(_GRACE)
    os._exit(1)


def _in_thread(*steps: Callable[[], None]) -> None:
    def run() -> None:
        for step in steps:
            step()

    threading.Thread(target=run, daemon=True, name="ringfence-input").start()
