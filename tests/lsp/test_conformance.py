"""The lifecycle and the errors of the protocol, line by line, over pipes and over TCP.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ringfence.lsp.frames import frame

from tests.lsp.client import Json, write_files
from tests.lsp.shop import PACKAGER, PACKAGER_PATH, SHOP
from tests.lsp.wire import NOWHERE, PING, Wire, notification, request

INITIALIZE: Json = {"processId": None, "capabilities": {}}
NO_JSON, NO_REQUEST, NO_METHOD, NO_PARAMS, TOO_EARLY = -32700, -32600, -32601, -32602, -32002


@pytest.fixture(params=["pipes", "tcp"])
def wire(request: pytest.FixtureRequest, shop: Path) -> Iterator[Wire]:
    """A server that has not been spoken to."""
    with Wire(shop, tcp=request.param == "tcp") as wire:
        yield wire


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """A server after the handshake, one for all tests: none of them ends it, and none of them may confuse it."""
    with Wire(write_files(tmp_path_factory.mktemp("shop"), SHOP)) as wire:
        wire.initialize()
        yield wire


# The order of things


@pytest.mark.parametrize("method", ["textDocument/hover", "shutdown", "no/such/thing", "$/no/such/thing"])
def test_a_request_before_initialize_is_refused(wire: Wire, method: str) -> None:
    wire.send(request(method, NOWHERE if "hover" in method else None, 1))
    assert wire.answer(1)["error"]["code"] == TOO_EARLY


def test_notifications_before_initialize_are_dropped(wire: Wire, shop: Path) -> None:
    item = {"uri": (shop / PACKAGER_PATH).as_uri(), "languageId": "python", "version": 1, "text": PACKAGER}
    wire.send(
        notification("initialized", {}),
        notification("textDocument/didOpen", {"textDocument": item}),
        notification("textDocument/didChange", {"textDocument": item, "contentChanges": [{"text": ""}]}),
        notification("$/cancelRequest", {"id": 1}),
        notification("no/such/thing", {}),
    )
    assert "result" in wire.initialize()
    wire.send(PING)
    wire.answer("ping")
    published = [each["params"] for each in wire.messages if each.get("method") == "textDocument/publishDiagnostics"]
    assert all("version" not in each for each in published)


def test_initialize_is_answered_once(wire: Wire) -> None:
    wire.initialize()
    wire.send(request("initialize", INITIALIZE, 2))
    assert wire.answer(2)["error"]["code"] == NO_REQUEST
    wire.send(PING)
    assert "result" in wire.answer("ping")


def test_initialize_can_be_sent_again_after_one_that_was_refused(wire: Wire) -> None:
    wire.send(request("initialize", {"processId": "x"}, 1))
    assert wire.answer(1)["error"]["code"] == NO_PARAMS
    assert "result" in wire.initialize()


def test_after_shutdown_everything_but_exit_is_refused(wire: Wire) -> None:
    wire.initialize()
    wire.send(request("shutdown", None, 1))
    assert wire.answer(1) == {"jsonrpc": "2.0", "id": 1, "result": None}
    for number, method in enumerate(("textDocument/hover", "shutdown", "initialize", "no/such/thing"), 2):
        wire.send(request(method, None, number))
        assert wire.answer(number)["error"]["code"] == NO_REQUEST
    wire.send(notification("textDocument/didOpen", {}), notification("exit", None))
    assert wire.wait() == 0


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ([request("shutdown", None, 1), notification("exit", None)], 0),
        ([{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}, {"jsonrpc": "2.0", "method": "exit"}], 0),
        ([notification("exit", None)], 1),
        ([request("shutdown", None, 1)], 1),
        ([], 1),
    ],
)
def test_the_exit_code_says_whether_it_ended_in_order(wire: Wire, last: list[Json], code: int) -> None:
    wire.initialize()
    wire.send(*last)
    wire.hang_up()
    assert wire.wait() == code


def test_exit_ends_a_server_that_was_not_initialized(wire: Wire) -> None:
    wire.send(notification("exit", None))
    assert wire.wait() == 1


def test_what_was_asked_before_shutdown_is_answered_as_cancelled_or_done(wire: Wire) -> None:
    wire.initialize()
    wire.send(
        *(request("textDocument/hover", NOWHERE, number) for number in range(50)), request("shutdown", None, "end")
    )
    wire.answer("end")
    for number in range(50):
        answer = wire.answer(number)
        assert "result" in answer or answer["error"]["code"] == -32800


# What is no request


@pytest.mark.parametrize(
    ("body", "number", "code"),
    [
        (b"{", None, NO_JSON),
        (b"", None, NO_JSON),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "\xff"}', None, NO_JSON),
        (b"[" * 100_000, None, NO_JSON),
        (b"[]", None, NO_REQUEST),
        (json.dumps([PING]).encode(), None, NO_REQUEST),
        (b"null", None, NO_REQUEST),
        (b'"text"', None, NO_REQUEST),
        (b"{}", None, NO_REQUEST),
        (b'{"jsonrpc": "2.0"}', None, NO_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 4}', 4, NO_REQUEST),
        (b'{"jsonrpc": "1.0", "id": 5, "method": "shutdown"}', 5, NO_REQUEST),
        (b'{"id": 6, "method": "shutdown"}', 6, NO_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 7, "method": 7}', 7, NO_REQUEST),
        (b'{"jsonrpc": "2.0", "id": null, "method": "shutdown"}', None, NO_REQUEST),
        (b'{"jsonrpc": "2.0", "id": true, "method": "shutdown"}', None, NO_REQUEST),
        (b'{"jsonrpc": "2.0", "id": {}, "method": "shutdown"}', None, NO_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 0.5, "method": "shutdown"}', None, NO_REQUEST),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_no_request_is_answered_with_an_error(begun: Wire, body: bytes, number: object, code: int) -> None:
    begun.send(body)
    assert begun.answer(number)["error"]["code"] == code
    begun.send(PING)
    assert "result" in begun.answer("ping")


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"method": "no/such/thing", "params": {}}, NO_METHOD),
        ({"method": "no/such/thing"}, NO_METHOD),
        ({"method": "$/no/such/thing"}, NO_METHOD),
        ({"method": "textDocument/didChange", "params": {}}, NO_METHOD),
        ({"method": "window/showMessageRequest", "params": {"type": 1, "message": ""}}, NO_METHOD),
        ({"method": "textDocument/hover"}, NO_PARAMS),
        ({"method": "textDocument/hover", "params": None}, NO_PARAMS),
        ({"method": "textDocument/hover", "params": 7}, NO_PARAMS),
        ({"method": "textDocument/hover", "params": []}, NO_PARAMS),
        ({"method": "textDocument/hover", "params": {"textDocument": {}}}, NO_PARAMS),
        ({"method": "textDocument/hover", "params": NOWHERE | {"position": {"line": -1, "character": 0}}}, NO_PARAMS),
        ({"method": "textDocument/codeAction", "params": NOWHERE}, NO_PARAMS),
    ],
    ids=str,
)
def test_a_request_that_cannot_be_handled_is_answered_under_its_id(begun: Wire, message: Json, code: int) -> None:
    begun.send({"jsonrpc": "2.0", "id": "it"} | message)
    assert begun.answer("it")["error"]["code"] == code


@pytest.mark.parametrize("number", [0, 1, -1, 2**53, 3.0, "", "a", "é😀", "0"])
def test_an_answer_has_the_id_of_its_request(begun: Wire, number: object) -> None:
    begun.send(request("textDocument/hover", NOWHERE, number), request("no/such/thing", None, number))
    answers = [begun.answer(number), begun.answer(number)]
    assert sorted("error" in answer for answer in answers) == [False, True]


@pytest.mark.parametrize(
    "message",
    [
        notification("$/no/such/thing", {}),
        notification("no/such/thing", None),
        notification("textDocument/hover", NOWHERE),
        notification("shutdown", None),
        notification("textDocument/didOpen", {"textDocument": 7}),
        notification("textDocument/didClose", None),
        notification("$/cancelRequest", {"id": 99}),
        notification("$/cancelRequest", {"id": "gone"}),
        notification("$/cancelRequest", {"id": None}),
        notification("$/cancelRequest", {"id": []}),
        notification("$/cancelRequest", None),
        notification("$/setTrace", {"value": "verbose"}),
        {"jsonrpc": "2.0", "id": 99, "result": None},
        {"jsonrpc": "2.0", "id": "unknown", "error": {"code": -1, "message": "no"}},
        {"jsonrpc": "2.0", "id": "ping", "result": None},
    ],
    ids=str,
)
def test_what_asks_for_no_answer_gets_none(begun: Wire, message: Json) -> None:
    begun.send(message, PING)
    assert "result" in begun.answer("ping")
    unasked = [each for each in begun.messages if "method" not in each or each["method"].startswith("window/show")]
    assert unasked == []


def test_an_answer_to_a_request_that_is_being_handled_is_no_answer_of_ours(begun: Wire) -> None:
    begun.send(PING, {"jsonrpc": "2.0", "id": "ping", "result": "forged"})
    assert begun.answer("ping").get("result") is None


def test_an_id_that_is_in_use_is_refused(begun: Wire) -> None:
    begun.send(PING, PING)
    answers = [begun.answer("ping"), begun.answer("ping")]
    assert [answer["error"]["code"] for answer in answers if "error" in answer] == [NO_REQUEST]


# Headers


def _ping(number: int) -> bytes:
    return json.dumps(request("textDocument/hover", NOWHERE, number)).encode()


@pytest.mark.parametrize(
    "header",
    [
        "Content-Length: {}\r\n\r\n",
        "content-length:{}\r\n\r\n",
        "CONTENT-LENGTH: {}\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        "Content-Length: {}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
        "Content-Length: {}\n\n",
    ],
)
def test_a_header_may_be_written_in_several_ways(wire: Wire, header: str) -> None:
    wire.send_bytes(header.format(len(_ping(1))).encode() + _ping(1))
    assert wire.answer(1)["error"]["code"] == TOO_EARLY


@pytest.mark.parametrize("length", ["-5", "x", "", "1e3", "999999999999", "9" * 100])
def test_a_length_that_cannot_be_is_passed_over(wire: Wire, length: str) -> None:
    wire.send_bytes(b"Content-Length: %b\r\n\r\n" % length.encode() + frame(_ping(1)))
    assert wire.answer(None)["error"]["code"] == NO_JSON
    assert wire.answer(1)["error"]["code"] == TOO_EARLY


def test_a_flood_without_a_header_is_survived(wire: Wire) -> None:
    for _ in range(20):
        wire.send_bytes(b"x" * 1_000_000)
        wire.answer(None)
    wire.send_bytes(b"\r\n\r\n" + frame(_ping(1)))
    assert wire.answer(1)["error"]["code"] == TOO_EARLY


def test_a_message_of_fifty_megabytes_is_read(begun: Wire) -> None:
    text = "x = 1\n" * 2_000_000
    item = {"uri": (begun.root / "large.txt").as_uri(), "languageId": "text", "version": 1, "text": text}
    padding = " " * 38_000_000
    begun.send(notification("textDocument/didOpen", {"textDocument": item, "padding": padding}), PING)
    assert "result" in begun.answer("ping")
