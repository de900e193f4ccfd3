"""A raw language client: JSON-RPC over the pipes of a server process, with exact arrival times."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from tests.bench.places import LOGS, BenchError

Message: TypeAlias = dict[str, Any]
CAPABILITIES: Message = {
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True},
    },
    "window": {"workDoneProgress": True},
    "workspace": {"configuration": True, "workspaceFolders": True},
}


class Client:
    """One server process and the conversation with it. Not thread-safe; use as a context manager."""

    def __init__(self, name: str, command: Sequence[str], root: Path) -> None:
        """Spawn `command` in `root`; what the server writes to stderr goes to the log `name`."""
        LOGS.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.root = root
        self.running: set[str | int] = set()
        """Tokens of work that the server began and did not end."""
        self.ended = 0
        """How many pieces of work the server has ended."""
        self.percentage = 0
        """How far the last work that was announced is."""
        self.idle_since = 0.0
        """When it ended the last one."""
        self.published: dict[str, list[Message]] = {}
        """The last diagnostics of each URI."""
        self._buffer = bytearray()
        self._last_id = 0
        self._log = (LOGS / f"{name}.log").open("wb")
        self.spawned = time.perf_counter()
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, bufsize=0
        )

    def __enter__(self) -> Client:
        """The client itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Shut the server down in order, and end it when it does not go."""
        try:
            if kind is None:
                self.request("shutdown", None)
                self.notify("exit", None)
                self._process.wait(10)
        except (BenchError, OSError, ValueError, subprocess.TimeoutExpired):
            pass
        finally:
            self._process.kill()
            self._process.wait()
            self._log.close()

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self._process.pid

    def initialize(self) -> float:
        """Do the handshake; returns the seconds from the spawn to the answer."""
        uri = self.root.as_uri()
        params = {"processId": os.getpid(), "rootUri": uri, "capabilities": CAPABILITIES}
        self.request("initialize", params | {"workspaceFolders": [{"uri": uri, "name": self.root.name}]})
        seconds = time.perf_counter() - self.spawned
        self.notify("initialized", {})
        return seconds

    def request(self, method: str, params: object, timeout: float = 60) -> object:
        """Ask and wait for the answer's result."""
        mine = self.ask(method, params)
        answer, _ = self.wait_for(f"the answer to {method}", lambda m: m.get("id") == mine, timeout)
        if "error" in answer:
            raise BenchError(f"{self.name} answered {method} with an error: {answer['error']['message']}")
        return answer.get("result")

    def ask(self, method: str, params: object) -> int:
        """Send a request without waiting; returns its id."""
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        return self._last_id

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def hang_up(self) -> None:
        """Close the input of the server."""
        assert self._process.stdin is not None
        self._process.stdin.close()

    def wait_for_end(self) -> None:
        """Wait until the server is gone, and every process that holds its output."""
        assert self._process.stdout is not None
        while self._process.stdout.read(1 << 20):
            pass
        self._process.wait(60)

    def open(self, path: Path, text: str) -> str:
        """Open a document with unsaved `text`; returns its URI."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def wait_for(self, what: str, wanted: Callable[[Message], bool], timeout: float = 60) -> tuple[Message, float]:
        """The next message that is `wanted`, and when its last byte came; the others are handled."""
        deadline = time.perf_counter() + timeout
        while True:
            message, arrived = self._receive(what, deadline)
            if "method" not in message:
                if wanted(message):
                    return message, arrived
                continue
            self._handle(message, arrived)
            if wanted(message):
                return message, arrived

    def wait_until_idle(self, timeout: float = 300, patience: float = 3) -> bool:
        """Wait until all announced work has ended; False when none was announced for `patience` seconds."""
        deadline = time.perf_counter() + patience
        while self.running or not self.ended:
            try:
                self._handle(*self._receive("the end of indexing", deadline))
            except TimeoutError:
                if not self.running:
                    return False
                raise
            deadline = time.perf_counter() + (timeout if self.running else patience)
        return True

    def _handle(self, message: Message, arrived: float) -> None:
        method = message.get("method")
        if "id" in message and method == "workspace/configuration":
            self._send({"id": message["id"], "result": [None for _ in message["params"]["items"]]})
        elif "id" in message and method is not None:
            self._send({"id": message["id"], "result": None})
        elif method == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method == "$/progress":
            token, kind = message["params"]["token"], message["params"]["value"].get("kind")
            self.percentage = message["params"]["value"].get("percentage", self.percentage)
            if kind == "begin":
                self.running.add(token)
            elif kind == "end":
                self.running.discard(token)
                self.ended += 1
                self.idle_since = arrived

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        rest = memoryview(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        assert self._process.stdin is not None
        while rest:
            rest = rest[self._process.stdin.write(rest) or 0 :]

    def _receive(self, what: str, deadline: float) -> tuple[Message, float]:
        assert self._process.stdout is not None
        while (frame := self._frame()) is None:
            left = max(0.0, deadline - time.perf_counter())
            if not select.select([self._process.stdout], [], [], left)[0]:
                raise TimeoutError(f"{self.name} did not send {what} in time; see .cache/bench/logs/{self.name}.log.")
            read = self._process.stdout.read(1 << 20)
            if not read:
                raise BenchError(f"{self.name} ended; see .cache/bench/logs/{self.name}.log for the reason.")
            self._buffer += read
        arrived = time.perf_counter()
        return json.loads(frame), arrived

    def _frame(self) -> bytes | None:
        head, found, _ = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        lengths = [line for line in bytes(head).split(b"\r\n") if line.lower().startswith(b"content-length:")]
        start = len(head) + 4
        end = start + int(lengths[0].partition(b":")[2])
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[start:end])
        del self._buffer[:end]
        return body
