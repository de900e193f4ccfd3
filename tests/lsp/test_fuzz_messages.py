"""Whatever is done to the messages on their way, the server goes on, and answers what arrives whole."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ringfence.lsp.frames import frame

from tests.lsp.client import Json
from tests.lsp.shop import PACKAGER, PACKAGER_PATH
from tests.lsp.wire import PING, Wire, notification, request

MESSAGES = 3_000
PLACE = {"line": 0, "character": 40}
VALUES: list[Any] = [None, True, -1, 0, 2**70, 1.5, "", "x", "\ud800", [], {}, [[]], {"uri": 7}, "file:///%00"]


def _messages(uri: str) -> list[Json]:
    document = {"uri": uri, "languageId": "python", "version": 1, "text": PACKAGER}
    where = {"start": PLACE, "end": PLACE}
    asked = {"textDocument": {"uri": uri}, "position": PLACE, "range": where, "context": {"diagnostics": []}}
    methods = ("hover", "codeAction", "completion", "definition", "references", "documentSymbol", "codeLens")
    return [
        notification("textDocument/didOpen", {"textDocument": document}),
        notification(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [{"range": where, "text": ""}]}
        ),
        notification("textDocument/didSave", {"textDocument": document, "text": PACKAGER}),
        notification("textDocument/didClose", {"textDocument": document}),
        notification("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 2}]}),
        notification("workspace/didChangeConfiguration", {"settings": {"ringfence": {"diagnosticMode": "workspace"}}}),
        notification("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": []}}),
        notification("$/cancelRequest", {"id": 1}),
        *(request(f"textDocument/{method}", asked, 1) for method in methods),
        request("workspace/executeCommand", {"command": "ringfence.explain", "arguments": [{"rule": "x"}]}, 2),
        request("codeAction/resolve", {"title": "t", "kind": "source.fixAll.ringfence", "data": {"uri": uri}}, 3),
    ]


def _spoiled(message: Json, rng: random.Random) -> Json:
    """The message with one of its values, at any depth, replaced or left out."""
    message = json.loads(json.dumps(message))
    places = [(holder, key) for holder, key in _places(message) if key not in ("jsonrpc", "method")]
    holder, key = rng.choice(places)
    if rng.random() < 0.2:
        del holder[key]
    else:
        holder[key] = rng.choice(VALUES)
    return message


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, below in items:
        yield value, key
        yield from _places(below)


def _damaged(data: bytes, rng: random.Random) -> bytes:
    """A frame with some of its bytes changed, left out or doubled."""
    at, size = rng.randrange(len(data)), rng.choice((1, 1, 5, 50))
    new = rng.choice((b"", rng.randbytes(size), data[at : at + size] * 2))
    return data[:at] + new + data[at + size :]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("how", ["values", "bytes"])
def test_messages_that_were_spoiled_on_their_way_are_survived(how: str, seed: int, shop: Path) -> None:
    rng = random.Random(seed)
    with Wire(shop) as wire:
        wire.initialize()
        messages = _messages((shop / PACKAGER_PATH).as_uri())
        for number in range(MESSAGES):
            message = rng.choice(messages)
            if how == "values":
                wire.send(_spoiled(message, rng))
            else:
                wire.send_bytes(_damaged(frame(json.dumps(message).encode()), rng))
            if number % 100 == 0:
                _check_alive(wire)
        _check_alive(wire)
        said = [each["params"]["message"] for each in wire.messages if each.get("method") == "window/logMessage"]
    assert [line for line in said if "mistake" in line or "failed" in line] == []


def _check_alive(wire: Wire) -> None:
    # A damaged length swallows what comes behind it: after enough bytes that are no message, the next one is read.
    for _ in range(3):
        wire.send_bytes(b" " * 100_000 + b"\r\n\r\n")
    wire.send(PING)
    assert "result" in wire.answer("ping")
