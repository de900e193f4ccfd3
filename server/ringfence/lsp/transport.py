"""How messages come and go: over standard input and output, or a TCP connection for debugging."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import select
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from ringfence.lsp.ending import end_in_vain
from ringfence.lsp.frames import FrameReader
from ringfence.lsp.writer import poll_of

_CHUNK = 1 << 16
_BEGINNING = 3.0
_TURN = 0.05
"""Seconds that messages are handled one after the other before the loop may do something else."""
_MOST_READ = 1 << 20
"""Bytes that are read ahead while the loop is busy."""
_PATIENCE = 0.25
"""Seconds that the loop may leave messages unread before a thread looks whether `exit` is among them."""
_HUNG_UP = getattr(select, "POLLHUP", 0) | getattr(select, "POLLERR", 0) | getattr(select, "POLLRDHUP", 0)

Read = Callable[[int], bytes]
"""Gives at most so many bytes; none when there will be no more."""


def claim_pipes() -> tuple[int, int]:
    """Standard input and output for the protocol alone: a file descriptor to read from, and one to write to.

    What anything else prints goes to standard error, and child processes do not hold the client's pipes.
    """
    sys.stdout.flush()
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing


class Inbox:
    """The messages that were read and not handled yet, oldest first."""

    def __init__(self, receive: Callable[[bytes], None], is_shut_down: Callable[[], bool]) -> None:
        """Handle each message with `receive`, on the event loop. `is_shut_down` says whether `exit` is expected."""
        self._receive = receive
        self._is_shut_down = is_shut_down
        self._waiting: deque[bytes] = deque()
        self._frames = FrameReader()
        self._reading = threading.Lock()
        self._turn = 0
        self._is_ahead = False
        self._next: asyncio.Handle | None = None
        self._end: Callable[[], None] | None = None

    def __len__(self) -> int:
        """How many messages wait."""
        return len(self._waiting)

    def take(self, data: bytes) -> None:
        """Handle the messages that are complete with `data`."""
        with self._reading:
            self._waiting.extend(self._frames.feed(data))
        self._handle()

    def _handle(self) -> None:
        if self._next is not None:
            # One turn is enough: of several, each would call for another one.
            self._next.cancel()
            self._next = None
        until = time.monotonic() + _TURN
        while self._waiting:
            self._receive(self._waiting.popleft())
            if self._waiting and time.monotonic() > until:
                # What else the loop has to do, to end among others, does not wait for all of them.
                self._next = asyncio.get_running_loop().call_soon(self._handle)
                return
        if self._end is not None:
            self._end()

    def read_from(self, file: int, loop: asyncio.AbstractEventLoop, end: Callable[[], None], read: Read) -> None:
        """Read a file descriptor until it ends; then call `end` on the loop, and end the process if that is in vain."""

        def readable() -> None:
            self._turn += 1
            with self._reading:
                # The thread may have been faster: to read would be to wait.
                is_quick = not self._is_ahead or _is_ready(file)
                data = read(_CHUNK) if is_quick else b""
                self._waiting.extend(self._frames.feed(data))
            if is_quick and not data:
                loop.remove_reader(file)
                self._end = end
            self._handle()

        try:
            # Without a thread in between: a keystroke waits for one process to wake up, not for two threads.
            loop.add_reader(file, readable)
            _in_thread(lambda: self._watch(file, loop, read))
        except (NotImplementedError, OSError):
            # Windows, or no pipe but a file.
            _in_thread(lambda: self._read_all(loop, end, read))

    def _read_all(self, loop: asyncio.AbstractEventLoop, end: Callable[[], None], read: Read) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the server ends
            while data := read(_CHUNK):
                with self._reading:
                    read_now = list(self._frames.feed(data))
                    self._waiting.extend(read_now)
                loop.call_soon_threadsafe(self._handle)
                if any(_says(body, "exit") for body in read_now):
                    break
            self._end = end
            loop.call_soon_threadsafe(self._handle)
        # A whole conversation from a file is here at once, while the loop is still at its beginning.
        time.sleep(_BEGINNING)
        self._end_in_vain()

    # While the loop is busy

    def _watch(self, file: int, loop: asyncio.AbstractEventLoop, read: Read) -> None:
        """End the process when the client has hung up or said `exit`, and the loop is too busy to do it."""
        watch = poll_of(file, select.POLLIN | getattr(select, "POLLRDHUP", 0))
        has_ended = False
        while not has_ended:
            # Nothing wakes this thread up while nothing comes.
            has_ended = bool(watch.poll()[0][1] & _HUNG_UP)
            turn = self._turn
            if not has_ended:
                time.sleep(_PATIENCE)
            if turn == self._turn and _is_ready(file):
                self._read_ahead(file, loop, read)
            has_ended = has_ended or self._exit_code() is not None
        self._end_in_vain()

    def _read_ahead(self, file: int, loop: asyncio.AbstractEventLoop, read: Read) -> None:
        with self._reading:
            self._is_ahead = True
            size = 0
            while size < _MOST_READ and _is_ready(file) and (data := read(_CHUNK)):
                size += len(data)
                self._waiting.extend(self._frames.feed(data))
        with contextlib.suppress(RuntimeError):  # the loop is closed: the server ends
            loop.call_soon_threadsafe(self._handle)

    def _exit_code(self) -> int | None:
        """What the process ends with when the messages that wait are handled; None when none of them ends it."""
        is_shut_down = self._is_shut_down()
        for body in self._waiting.copy():
            if _says(body, "shutdown"):
                is_shut_down = True
            elif _says(body, "exit"):
                return 0 if is_shut_down else 1
        return None

    def _end_in_vain(self) -> None:
        code = self._exit_code()
        end_in_vain(1 if code is None else code)


def read_pipe(file: int) -> Read:
    """How a pipe is read; one that fails has ended."""

    def read(size: int) -> bytes:
        try:
            return os.read(file, size)
        except OSError:
            return b""

    return read


def read_socket(connection: socket.socket) -> Read:
    """How a connection is read; one that was reset has ended."""

    def read(size: int) -> bytes:
        try:
            return connection.recv(size)
        except OSError:
            return b""

    return read


def _says(body: bytes, method: str) -> bool:
    if f'"{method}"'.encode() not in body:
        return False
    with contextlib.suppress(ValueError, RecursionError):
        message = json.loads(body)
        return isinstance(message, dict) and message.get("method") == method
    return False


def _is_ready(file: int) -> bool:
    return bool(poll_of(file, select.POLLIN).poll(0))


def _in_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True, name="ringfence-input").start()
