"""What becomes of a request while it waits for its answer: it is cancelled, or the text that it asks about changes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lsp.client import Json, write_files
from tests.lsp.shop import PACKAGER, PACKAGER_PATH, SHOP
from tests.lsp.wire import PING, Wire, notification, request

CANCELLED, MODIFIED = -32800, -32801
WAITING = """
import asyncio
from ringfence.lsp import serving

server = serving.new_server()
stopped = []

@server.feature("test/wait")
async def wait(_):
    try:
        await asyncio.Event().wait()
    finally:
        stopped.append(True)

@server.command("test.wait")
async def carry_out(*_):
    await wait(None)

@server.feature("test/stopped")
async def count(_):
    return len(stopped)

serving.end(asyncio.run(serving.run_stdio(server)))
"""
"""The server, with a request that is never answered by itself."""


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Wire]:
    with Wire(write_files(tmp_path, SHOP), command=[sys.executable, "-c", WAITING]) as wire:
        wire.initialize()
        yield wire


@pytest.mark.parametrize("number", [1, "one", 0, 2.0])
def test_a_request_that_is_running_can_be_cancelled(waiting: Wire, number: object) -> None:
    waiting.send(request("test/wait", {}, number))
    waiting.send(PING)
    waiting.answer("ping")
    waiting.send(notification("$/cancelRequest", {"id": number}))
    assert waiting.answer(number)["error"]["code"] == CANCELLED
    waiting.send(request("test/stopped", {}, "stopped"))
    assert waiting.answer("stopped")["result"] == 1


def test_a_command_is_given_up_with_its_request(waiting: Wire) -> None:
    waiting.send(request("workspace/executeCommand", {"command": "test.wait"}, 1), PING)
    waiting.answer("ping")
    waiting.send(notification("$/cancelRequest", {"id": 1}), request("test/stopped", {}, "stopped"))
    assert waiting.answer(1)["error"]["code"] == CANCELLED
    waiting.send(request("test/stopped", {}, "stopped now"))
    assert waiting.answer("stopped now")["result"] == 1


def test_a_request_that_has_not_begun_can_be_cancelled(waiting: Wire) -> None:
    cancel = notification("$/cancelRequest", {"id": 1})
    waiting.send(request("test/wait", {}, 1), cancel, cancel, request("test/stopped", {}, "stopped"))
    assert waiting.answer(1)["error"]["code"] == CANCELLED
    assert waiting.answer("stopped")["result"] == 0
    waiting.send(PING)
    waiting.answer("ping")
    assert [message for message in waiting.messages if message.get("id") == 1] == []


def test_an_id_is_free_again_after_its_request(waiting: Wire) -> None:
    for _ in range(2):
        waiting.send(request("test/wait", {}, 1))
        waiting.send(notification("$/cancelRequest", {"id": 1}))
        assert waiting.answer(1)["error"]["code"] == CANCELLED


def test_a_cancel_that_comes_too_late_is_passed_over(waiting: Wire) -> None:
    waiting.send(PING)
    assert "result" in waiting.answer("ping")
    waiting.send(notification("$/cancelRequest", {"id": "ping"}), request("test/stopped", {}, 2))
    assert "result" in waiting.answer(2)
    assert [message for message in waiting.messages if "method" not in message] == []


def test_shutdown_cancels_what_is_not_answered(waiting: Wire) -> None:
    waiting.send(*(request("test/wait", {}, number) for number in range(3)), request("shutdown", None, "end"))
    assert [waiting.answer(number)["error"]["code"] for number in range(3)] == [CANCELLED] * 3
    assert waiting.answer("end") == {"jsonrpc": "2.0", "id": "end", "result": None}


@pytest.mark.parametrize("method", ["textDocument/hover", "textDocument/codeAction"])
@pytest.mark.parametrize("change", ["didChange", "didClose"])
def test_an_answer_about_a_text_that_has_changed_meanwhile_is_not_given(
    method: str, change: str, waiting: Wire
) -> None:
    asked = _open(waiting) | {"context": {"diagnostics": []}}
    identifier = asked["textDocument"] | {"version": 2}
    changed = {"textDocument": identifier, "contentChanges": [{"text": "\n" + PACKAGER}]}
    waiting.send(request(method, asked, 1), notification(f"textDocument/{change}", changed))
    assert waiting.answer(1)["error"]["code"] == MODIFIED


def test_an_answer_is_given_although_another_text_has_changed(waiting: Wire) -> None:
    asked = _open(waiting)
    other = {"uri": (waiting.root / "shop/__init__.py").as_uri(), "version": 2}
    changed = {"textDocument": other, "contentChanges": [{"text": "import os\n"}]}
    waiting.send(request("textDocument/hover", asked, 1), notification("textDocument/didChange", changed))
    assert waiting.answer(1)["result"]["contents"]


def _open(wire: Wire) -> Json:
    """Open two documents; returns the parameters of a request about a place in the first one."""
    for path in (PACKAGER_PATH, "shop/__init__.py"):
        item = {"uri": (wire.root / path).as_uri(), "languageId": "python", "version": 1, "text": SHOP[path]}
        wire.send(notification("textDocument/didOpen", {"textDocument": item}))
    place = {"line": 0, "character": 40}
    uri = {"uri": (wire.root / PACKAGER_PATH).as_uri()}
    return {"textDocument": uri, "position": place, "range": {"start": place, "end": place}}
