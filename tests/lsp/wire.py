"""A client that sends bytes, whatever they say, and reads what comes back: over pipes or a TCP connection."""

from __future__ import annotations

import json
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ringfence.lsp.frames import FrameReader, frame

from tests.lsp.client import TIMEOUT, Json

SERVER = [sys.executable, "-m", "ringfence", "server"]


class Wire:
    """One server process. Use as a context manager; it is killed at the end."""

    def __init__(self, root: Path, *, tcp: bool = False, command: list[str] | None = None) -> None:
        self.root = root
        self.messages: list[Json] = []
        """Everything that the server has sent and that was read, in order."""
        self._frames = FrameReader()
        pipe = None if tcp else subprocess.PIPE
        self.process = subprocess.Popen(
            [*(command or SERVER), *(["--tcp", "127.0.0.1:0"] if tcp else [])],
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.PIPE,
            cwd=root,
            bufsize=0,
        )
        self._connection = self._connect() if tcp else None

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def _connect(self) -> socket.socket:
        assert self.process.stderr is not None
        said = re.search(rb":(\d+)\n", self.process.stderr.readline())
        assert said is not None
        return socket.create_connection(("127.0.0.1", int(said[1])), TIMEOUT)

    # Sending

    def send(self, *messages: object) -> None:
        """Send messages in one piece; bytes are sent as the body that they are."""
        bodies = (each if isinstance(each, bytes) else json.dumps(each).encode() for each in messages)
        self.send_bytes(b"".join(map(frame, bodies)))

    def send_bytes(self, data: bytes) -> None:
        if self._connection is not None:
            self._connection.sendall(data)
            return
        assert self.process.stdin is not None
        left = memoryview(data)
        while left:
            left = left[self.process.stdin.write(left) or 0 :]

    def hang_up(self) -> None:
        """Say nothing any more."""
        if self._connection is not None:
            self._connection.shutdown(socket.SHUT_WR)
        else:
            assert self.process.stdin is not None
            self.process.stdin.close()

    # Reading

    def answer(self, number: object) -> Json:
        """The answer to the request with this id, None included."""
        return self.wait_for(
            lambda each: "method" not in each and each["id"] == number and type(each["id"]) is type(number)
        )

    def wait_for(self, wanted: Callable[[Json], bool]) -> Json:
        """The first message that is `wanted`; it is taken out of `messages`."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            for position, message in enumerate(self.messages):
                if wanted(message):
                    return self.messages.pop(position)
            self._read(deadline)

    def _read(self, deadline: float) -> None:
        source: Any = self._connection or self.process.stdout
        ready = select.select([source], [], [], max(0.0, deadline - time.monotonic()))[0]
        assert ready, f"The server kept silent after {self.messages[-3:]}."
        data = self._connection.recv(1 << 16) if self._connection is not None else source.read(1 << 16)
        assert data, f"The server ended after {self.messages[-3:]}."
        self.messages += map(json.loads, self._frames.feed(data))

    # Life

    def initialize(self, **params: object) -> Json:
        """Do the handshake; returns the answer."""
        folders = [{"uri": self.root.as_uri(), "name": "root"}]
        said = {"processId": None, "capabilities": {}, "workspaceFolders": folders} | params
        self.send(request("initialize", said, "initialize"))
        answer = self.answer("initialize")
        self.send(notification("initialized", {}))
        return answer

    def wait(self) -> int:
        """The exit code, once it has ended; what it sends until then is read."""
        deadline = time.monotonic() + TIMEOUT
        while self.process.poll() is None and time.monotonic() < deadline:
            source: Any = self._connection or self.process.stdout
            if select.select([source], [], [], 0.05)[0] and not self._read_some(source):
                break
        return self.process.wait(TIMEOUT)

    def _read_some(self, source: Any) -> bool:
        try:
            data = self._connection.recv(1 << 16) if self._connection is not None else source.read(1 << 16)
        except ConnectionError:
            return False
        self.messages += map(json.loads, self._frames.feed(data))
        return bool(data)

    def stderr(self) -> str:
        """Everything that the process has said beside the protocol. Waits for its end."""
        assert self.process.stderr is not None
        return self.process.stderr.read().decode()


def request(method: str, params: object, number: object) -> Json:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def notification(method: str, params: object) -> Json:
    return {"jsonrpc": "2.0", "method": method, "params": params}


NOWHERE: Json = {"textDocument": {"uri": "file:///nowhere.py"}, "position": {"line": 0, "character": 0}}
PING = request("textDocument/hover", NOWHERE, "ping")
"""A request that is always answered: what was sent before it has been handled when its answer comes."""
