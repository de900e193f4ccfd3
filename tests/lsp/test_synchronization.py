"""An edit that arrives damaged never lets the server judge a text that nobody has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.lsp.client import Client, Json, summary
from tests.lsp.conftest import Serve
from tests.lsp.shop import PACKAGER, PACKAGER_PATH

CLEAN = "def pack() -> None:\n    print()\n"
START = {"line": 0, "character": 0}
INSIDE: Json = {"start": START, "end": START}
DISAGREES = ["1:1 not-analysed", "1:37 private-import"]


def _damaged(uri: str) -> list[bytes]:
    """Messages that change the text of a document, nobody knows how."""
    change = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"range": INSIDE, "text": "x"}]}
    whole = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change}).encode()
    below = {"start": {"line": 99, "character": 0}, "end": {"line": 99, "character": 0}}
    wrong = [
        change | {"contentChanges": {"text": "x"}},
        change | {"contentChanges": [{"range": below, "text": "x"}]},
        change | {"contentChanges": [{"range": INSIDE}]},
        change | {"textDocument": {"uri": uri, "version": 0}},
        {"contentChanges": [{"range": INSIDE, "text": "x"}]},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": each}) for each in wrong]
    return [whole[:-2], whole.replace(b'"x"', b'"\xff"'), *(body.encode() for body in bodies)]


@pytest.mark.parametrize("number", range(7))
def test_after_a_damaged_edit_the_disk_is_judged_and_the_file_says_so(number: int, shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH, CLEAN)
    assert client.diagnostics(uri, 1) == []
    client.send_raw(_damaged(uri)[number])
    client.wait_until(lambda: summary(client.published.get(uri, [])) == DISAGREES)
    # Whatever is typed now is typed into a text that nobody knows.
    client.change(uri, 3, {"range": INSIDE, "text": "import os\n"})
    assert client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": START}) is None
    assert summary(client.published[uri]) == DISAGREES
    assert sum("damaged" in line for line in _log(client)) == 1
    assert not any(message.get("method", "").startswith("window/show") for message in client.messages)


def test_a_change_of_the_whole_text_ends_the_doubt(shop: Path, serve: Serve) -> None:
    client, uri = _doubted(shop, serve)
    client.replace(uri, 5, "\n" + PACKAGER)
    assert summary(client.diagnostics(uri, 5)) == ["2:37 private-import"]
    client.change(uri, 6, {"range": INSIDE, "text": "\n"})
    assert summary(client.diagnostics(uri, 6)) == ["3:37 private-import"]


def test_saving_ends_the_doubt(shop: Path, serve: Serve) -> None:
    client, uri = _doubted(shop, serve)
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}, "text": "\n" + PACKAGER})
    client.change(uri, 6, {"range": INSIDE, "text": "\n"})
    assert summary(client.diagnostics(uri, 6)) == ["3:37 private-import"]


def test_opening_again_ends_the_doubt(shop: Path, serve: Serve) -> None:
    client, uri = _doubted(shop, serve)
    client.close(uri)
    client.wait_until(lambda: summary(client.published.get(uri, [])) == DISAGREES[1:])
    client.open(PACKAGER_PATH, CLEAN, version=6)
    assert client.diagnostics(uri, 6) == []


def test_a_text_that_is_saved_as_it_is_known_changes_nothing(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH)
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}, "text": PACKAGER})
    client.change(uri, 2, {"range": INSIDE, "text": "\n"})
    assert summary(client.diagnostics(uri, 2)) == ["2:37 private-import"]
    assert _log(client) == []


def test_a_saved_text_that_is_another_one_is_believed(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH, CLEAN)
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}, "text": PACKAGER})
    client.wait_until(lambda: summary(client.published.get(uri, [])) == DISAGREES[1:])


def test_a_message_that_changes_no_text_leaves_them_all_sure(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH)
    for body in (b"{", b"\xff", b'{"method": "textDocument/hover", "params": {"uri": "' + uri.encode()):
        client.send_raw(body)
    other = {"textDocument": {"uri": client.uri("shop/__init__.py"), "version": 7}, "contentChanges": None}
    client.notify("textDocument/didChange", other)
    client.change(uri, 2, {"range": INSIDE, "text": "\n"})
    assert summary(client.diagnostics(uri, 2)) == ["2:37 private-import"]
    assert _log(client) == []


def test_a_damaged_edit_of_one_text_leaves_the_others_sure(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    lost, kept = client.open("shop/__init__.py"), client.open(PACKAGER_PATH)
    client.send_raw(b'{"method": "textDocument/didChange", "params": {"textDocument": {"uri": "' + lost.encode())
    client.wait_until(lambda: summary(client.published.get(lost, [])) == DISAGREES[:1])
    client.change(kept, 2, {"range": INSIDE, "text": "\n"})
    assert summary(client.diagnostics(kept, 2)) == ["2:37 private-import"]


def _doubted(shop: Path, serve: Serve) -> tuple[Client, str]:
    """A client, and a document that server and client may disagree about."""
    client = serve(shop)
    uri = client.open(PACKAGER_PATH, CLEAN)
    client.change(uri, 2, {"range": INSIDE})
    client.wait_until(lambda: summary(client.published.get(uri, [])) == DISAGREES)
    return client, uri


def _log(client: Client) -> list[str]:
    entries = (message for message in client.messages if message.get("method") == "window/logMessage")
    return [*client.stderr, *(message["params"]["message"] for message in entries)]
