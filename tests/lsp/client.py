"""A language client without dependencies: raw frames over the pipes of a real server process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]

TIMEOUT = 60.0
"""Seconds that a test waits before it fails. Only a failing test waits so long."""
FULL: Json = {
    "general": {"positionEncodings": ["utf-16", "utf-32", "utf-8"]},
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {
            "versionSupport": True,
            "relatedInformation": True,
            "tagSupport": {"valueSet": [1, 2]},
            "codeDescriptionSupport": True,
            "dataSupport": True,
        },
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source", "source.fixAll"]}},
            "isPreferredSupport": True,
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "window": {"workDoneProgress": True},
    "workspace": {
        "workspaceEdit": {
            "documentChanges": True,
            "resourceOperations": ["create", "rename", "delete"],
            "changeAnnotationSupport": {"groupsOnLabel": True},
        },
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}
"""A client that can do everything that the server asks about."""


class AnswerError(Exception):
    """The server answered a request with an error."""

    def __init__(self, error: Json) -> None:
        super().__init__(f"{error['code']}: {error['message']}")
        self.code: int = error["code"]


class Client:
    """One server process, and everything that it has said. Use as a context manager."""

    def __init__(self, root: Path, capabilities: Json | None = None, command: list[str] | None = None) -> None:
        self.root = root
        self.capabilities = FULL if capabilities is None else capabilities
        self.messages: list[Json] = []
        """Everything that the server has sent, in order."""
        self.published: dict[str, list[Json]] = {}
        """The last diagnostics of each URI, empty ones left out."""
        self.settings: Json | None = None
        """What is answered when the server asks for settings, for each folder."""
        self._last_id = 0
        self._arrived = threading.Condition()
        self._ended = False
        self.process = subprocess.Popen(
            command or [sys.executable, "-m", "ringfence", "server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=root if root.is_dir() else None,
        )
        self.stderr: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_stderr, daemon=True).start()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self.process.poll() is None:
            self.shutdown()
        self.process.kill()
        self.process.wait()

    # The conversation

    def start(self, **params: Any) -> Json:
        """Do the handshake; returns the answer to `initialize`."""
        uri = self.root.as_uri()
        folders = [{"uri": uri, "name": self.root.name}]
        said = {"processId": os.getpid(), "rootUri": uri, "workspaceFolders": folders} | params
        answer: Json = self.request("initialize", said | {"capabilities": self.capabilities})
        self.notify("initialized", {})
        return answer

    def shutdown(self) -> int:
        """Say goodbye; returns the exit code of the process."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(TIMEOUT)

    def request(self, method: str, params: object) -> Any:
        """Ask, and wait for the answer. Raises `AnswerError` for an error."""
        number = self.ask(method, params)
        answer = self.wait_for(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise AnswerError(answer["error"])
        return answer["result"]

    def ask(self, method: str, params: object) -> int:
        """Send a request without waiting; returns its id."""
        self._last_id += 1
        self.send({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params})
        return self._last_id

    def notify(self, method: str, params: object) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def send(self, message: object) -> None:
        self.send_raw(json.dumps(message).encode())

    def send_raw(self, body: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    # Documents

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def open(self, path: str, text: str | None = None, *, version: int = 1, uri: str = "") -> str:
        """Open a file, with the text on disk unless another one is given; returns its URI."""
        uri = uri or self.uri(path)
        if text is None:
            text = (self.root / path).read_bytes().decode()
        language = "yaml" if path.endswith(".yaml") else "python"
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, version: int, *changes: Json) -> None:
        identifier = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})

    def replace(self, uri: str, version: int, text: str) -> None:
        """Change the whole text of an open document."""
        self.change(uri, version, {"text": text})

    def save(self, uri: str) -> None:
        self.notify("textDocument/didSave", {"textDocument": {"uri": uri}})

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def log(self) -> list[str]:
        """What the server has logged."""
        entries = (message for message in self.messages if message.get("method") == "window/logMessage")
        return [message["params"]["message"] for message in entries]

    # Waiting

    def wait_for(self, wanted: Callable[[Json], bool], since: int = 0) -> Json:
        """The first message that is `wanted`, among those sent since the one with number `since`."""
        deadline = time.monotonic() + TIMEOUT
        position = since
        with self._arrived:
            while True:
                for message in self.messages[position:]:
                    if wanted(message):
                        return message
                position = len(self.messages)
                self._wait(deadline)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that changes with the server's messages."""
        deadline = time.monotonic() + TIMEOUT
        with self._arrived:
            while not holds():
                self._wait(deadline)

    def diagnostics(self, uri: str, version: int) -> list[Json]:
        """The diagnostics published for one version of a document."""
        message = self.wait_for(lambda message: _is_published(message, uri, version))
        found: list[Json] = message["params"]["diagnostics"]
        return found

    def wait_until_read(self, times: int = 1) -> None:
        """Wait until the workspace was read and judged, for the first or a later time."""
        self.wait_until(lambda: self._count_ended() >= times)

    def _count_ended(self) -> int:
        progress = (message for message in self.messages if message.get("method") == "$/progress")
        return sum(message["params"]["value"]["kind"] == "end" for message in progress)

    def _wait(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if self._ended or left <= 0 or not self._arrived.wait(left):
            why = "ended" if self._ended else "kept silent"
            last = json.dumps(self.messages[-3:], indent=1)
            raise AssertionError(f"The server {why}. Its last messages: {last}\nIts stderr: {''.join(self.stderr)}")

    # Reading

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        assert self.process.stdin is not None
        while (length := _read_length(stream.readline)) is not None:
            message = json.loads(stream.read(length))
            with self._arrived:
                self.messages.append(message)
                self._note(message)
                self._arrived.notify_all()
            if "id" in message and "method" in message and not self.process.stdin.closed:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": self._answer(message)})
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    def _answer(self, message: Json) -> object:
        if message["method"] == "workspace/configuration":
            return [self.settings for _ in message["params"]["items"]]
        return None

    def _note(self, message: Json) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published.pop(params["uri"], None)
            if params["diagnostics"]:
                self.published[params["uri"]] = params["diagnostics"]

    def _read_stderr(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.stderr.append(line.decode("utf-8", "replace"))


def without(capabilities: Json, *keys: str) -> Json:
    """Capabilities without the one that `keys` lead to."""
    first, *rest = keys
    if not rest:
        return {key: value for key, value in capabilities.items() if key != first}
    return capabilities | {first: without(capabilities[first], *rest)}


def summary(diagnostics: list[Json]) -> list[str]:
    """Diagnostics in short: the place of the start, 1-based, and the rule."""
    return [
        f"{each['range']['start']['line'] + 1}:{each['range']['start']['character'] + 1} {each['code']}"
        for each in diagnostics
    ]


def write_files(root: Path, texts: Mapping[str, str]) -> Path:
    """Write the files of a project, line ends as they are."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def _read_length(readline: Callable[[], bytes]) -> int | None:
    length = 0
    while line := readline():
        if not line.strip():
            return length
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    return None


def _is_published(message: Json, uri: str, version: int) -> bool:
    if message.get("method") != "textDocument/publishDiagnostics":
        return False
    return bool(message["params"]["uri"] == uri and message["params"].get("version") == version)
