"""How messages come and go: over standard input and output, or a TCP connection for debugging."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import BinaryIO

from ringfence.lsp.frames import length_in, read_frames

Receive = Callable[[bytes], None]

_GRACE = 0.5
"""Seconds that the loop has, once the client is gone, to end in order."""


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


def claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for the protocol alone.

    What anything else prints goes to standard error, and child processes do not hold the client's pipes.
    """
    sys.stdout.flush()
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(incoming, "rb"), os.fdopen(outgoing, "wb")


class Inbox:
    """The messages that were read and not handled yet, oldest first."""

    def __init__(self, receive: Receive) -> None:
        """Handle each message with `receive`, on the event loop."""
        self._receive = receive
        self._waiting: deque[bytes] = deque()

    def __len__(self) -> int:
        """How many messages wait."""
        return len(self._waiting)

    def read_from(self, stream: BinaryIO, loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
        """Read `stream` in a thread of its own until it ends; then call `end` on the loop, and leave it some time."""

        def run() -> None:
            with contextlib.suppress(RuntimeError, OSError):
                for body in read_frames(stream):
                    self._waiting.append(body)
                    loop.call_soon_threadsafe(self._handle_next)
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(end)
            # The client is gone. Whatever keeps the loop busy must not keep this process alive.
            threading.Event().wait(_GRACE)
            os._exit(1)

        threading.Thread(target=run, daemon=True, name="ringfence-reader").start()

    def _handle_next(self) -> None:
        self._receive(self._waiting.popleft())


async def receive_from(reader: asyncio.StreamReader, receive: Receive) -> None:
    """Handle the messages of a TCP connection until it ends."""
    length = 0
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        while line := await reader.readline():
            if line.strip():
                length = length_in(line, length)
            else:
                receive(await reader.readexactly(length))
                length = 0
