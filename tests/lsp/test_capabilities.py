"""Everything that is advertised is answered: a new capability needs a line in the tables here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import FULL, Json, write_files
from tests.lsp.shop import PACKAGER, PACKAGER_PATH, SHOP
from tests.lsp.wire import Wire, notification, request

CAPABILITIES: dict[str, Json] = {
    "bare": {},
    "full": FULL,
    "vscode": json.loads((Path(__file__).parent / "profiles" / "vscode-1.139.json").read_text()),
}
PLACE = {"line": 0, "character": 40}
RANGE = {"start": PLACE, "end": PLACE}
ASKED_IN_A_TEXT: dict[str, Json] = {
    "textDocument/codeAction": {"range": RANGE, "context": {"diagnostics": []}},
    "textDocument/codeLens": {},
    "textDocument/completion": {"position": PLACE},
    "textDocument/declaration": {"position": PLACE},
    "textDocument/definition": {"position": PLACE},
    "textDocument/diagnostic": {},
    "textDocument/documentLink": {},
    "textDocument/documentSymbol": {},
    "textDocument/hover": {"position": PLACE},
    "textDocument/inlayHint": {"range": RANGE},
    "textDocument/prepareRename": {"position": PLACE},
    "textDocument/references": {"position": PLACE, "context": {"includeDeclaration": True}},
    "textDocument/rename": {"position": PLACE, "newName": "other"},
}
OF_A_FILE = {"files": [{"uri": "file:///a.py"}]}
OF_A_NAME = {"files": [{"oldUri": "file:///a.py", "newUri": "file:///b.py"}]}
ASKED: dict[str, Json] = {
    "codeAction/resolve": {"title": "t", "kind": "source.fixAll.ringfence", "data": {"uri": "file:///a.py"}},
    "codeLens/resolve": {"range": RANGE, "data": {"uri": "file:///boundaries.yaml"}},
    "workspace/diagnostic": {"previousResultIds": []},
    "workspace/symbol": {"query": ""},
    "workspace/willCreateFiles": OF_A_FILE,
    "workspace/willDeleteFiles": OF_A_FILE,
    "workspace/willRenameFiles": OF_A_NAME,
}
TOLD: dict[str, Json] = {
    "workspace/didChangeConfiguration": {"settings": None},
    "workspace/didChangeWatchedFiles": {"changes": [{"uri": "file:///a.py", "type": 2}]},
    "workspace/didChangeWorkspaceFolders": {"event": {"added": [], "removed": []}},
    "workspace/didCreateFiles": OF_A_FILE,
    "workspace/didDeleteFiles": OF_A_FILE,
    "workspace/didRenameFiles": OF_A_NAME,
}
NO_METHOD, MISTAKE = -32601, -32603


def _methods(capabilities: Json) -> Iterator[str]:
    """The methods that an answer to `initialize` promises, but those of open texts, which all other tests need."""
    for name, value in capabilities.items():
        if name in ("positionEncoding", "textDocumentSync"):
            continue
        if name == "workspace":
            yield from _of_the_workspace(value)
        elif name == "executeCommandProvider":
            yield from (f"command {command}" for command in value["commands"])
        elif value is not False:
            yield _method_of(name)
            if isinstance(value, dict) and value.get("resolveProvider"):
                yield f"{name.removesuffix('Provider')}/resolve"
            if isinstance(value, dict) and value.get("workspaceDiagnostics"):
                yield "workspace/diagnostic"


def _method_of(name: str) -> str:
    feature = name.removesuffix("Provider")
    return f"workspace/{feature[9:].lower()}" if feature.startswith("workspace") else f"textDocument/{feature}"


def _of_the_workspace(value: Json) -> Iterator[str]:
    yield from (f"workspace/{name}Files" for name in value.get("fileOperations", {}))
    if value.get("workspaceFolders", {}).get("changeNotifications"):
        yield "workspace/didChangeWorkspaceFolders"


@pytest.fixture(scope="module", params=CAPABILITIES)
def spoken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Wire, Json]]:
    """A server with a document open, and what it has answered to `initialize`."""
    with Wire(write_files(tmp_path_factory.mktemp("shop"), SHOP)) as wire:
        answer = wire.initialize(capabilities=CAPABILITIES[request.param])
        for path in (PACKAGER_PATH, "boundaries.yaml"):
            item = {"uri": _uri(wire, path), "languageId": "python", "version": 1, "text": SHOP[path]}
            wire.send(notification("textDocument/didOpen", {"textDocument": item}))
        yield wire, answer["result"]["capabilities"]


def test_every_request_that_is_advertised_is_answered(spoken: tuple[Wire, Json]) -> None:
    wire, capabilities = spoken
    methods = [*_methods(capabilities)]
    assert {"textDocument/hover", "textDocument/codeAction"} <= {*methods}
    for method in methods:
        for number, params in enumerate(_params(wire, method)):
            if method in TOLD:
                wire.send(notification(method, params))
            else:
                wire.send(request(_sent(method), params, f"{method} {number}"))
                _check(wire.answer(f"{method} {number}"), method)
    _check_alive(wire)


def _params(wire: Wire, method: str) -> list[Any]:
    if method.startswith("command "):
        return [{"command": method.removeprefix("command "), "arguments": arguments} for arguments in ([], [{}])]
    if method in ASKED_IN_A_TEXT:
        uris = [_uri(wire, path) for path in (PACKAGER_PATH, "boundaries.yaml", "nowhere.py")]
        uris += ["untitled:one", "file://%", "http://[bad", ""]
        return [ASKED_IN_A_TEXT[method] | {"textDocument": {"uri": uri}} for uri in uris]
    table = ASKED | TOLD
    assert method in table, f"{method} is advertised: add a line to one of the tables."
    return [table[method]]


def _sent(method: str) -> str:
    return "workspace/executeCommand" if method.startswith("command ") else method


def _check(answer: Json, method: str) -> None:
    assert "result" in answer or answer["error"]["code"] not in (NO_METHOD, MISTAKE), (method, answer)


def _uri(wire: Wire, path: str) -> str:
    return (wire.root / path).as_uri()


def _check_alive(wire: Wire) -> None:
    uri = _uri(wire, PACKAGER_PATH)
    wire.send(request("textDocument/hover", {"textDocument": {"uri": uri}, "position": PLACE}, "last"))
    _check(wire.answer("last"), "hover")
    logged = [each["params"]["message"] for each in wire.messages if each.get("method") == "window/logMessage"]
    assert not [line for line in logged if "mistake" in line or "failed" in line]


def test_everything_that_is_registered_is_listened_to(spoken: tuple[Wire, Json]) -> None:
    wire, _ = spoken
    _check_alive(wire)
    asked = [each for each in wire.messages if each.get("method") == "client/registerCapability"]
    for registration in (each for message in asked for each in message["params"]["registrations"]):
        method = registration["method"]
        for number, params in enumerate(_params(wire, method)):
            if method in TOLD:
                wire.send(notification(method, params))
            else:
                wire.send(request(method, params, f"registered {method} {number}"))
                _check(wire.answer(f"registered {method} {number}"), method)
    _check_alive(wire)


def test_a_capability_that_nobody_answers_would_be_noticed() -> None:
    assert [*_methods({"fooProvider": True, "barProvider": {"resolveProvider": True}, "bazProvider": False})] == [
        "textDocument/foo",
        "textDocument/bar",
        "bar/resolve",
    ]
    wire: Any = None
    with pytest.raises(AssertionError):
        _params(wire, "textDocument/foo")


def test_texts_are_synchronized_as_it_is_advertised(spoken: tuple[Wire, Json]) -> None:
    wire, capabilities = spoken
    assert capabilities["textDocumentSync"]["openClose"] is True
    assert capabilities["textDocumentSync"]["change"] == 2
    identifier = {"uri": _uri(wire, PACKAGER_PATH), "version": 2}
    wire.send(
        notification("textDocument/didChange", {"textDocument": identifier, "contentChanges": [{"text": PACKAGER}]}),
        notification("textDocument/didSave", {"textDocument": identifier, "text": PACKAGER}),
        notification("textDocument/didClose", {"textDocument": identifier}),
    )
    _check_alive(wire)
