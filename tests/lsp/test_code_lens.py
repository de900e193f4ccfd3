"""The lens above a module: who imports it, and what was accepted in it."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.bureau import CONFIG, places, position, served
from tests.lsp.client import FULL, Client, Json
from tests.lsp.marked import IN_UTF16

ON = {"codeLens": True}
CLICKABLE = ON | {"commands": ["ringfence.showReferences"]}


def _lenses(client: Client, path: str = "boundaries.yaml") -> list[Json]:
    answer: list[Json] = client.request("textDocument/codeLens", {"textDocument": {"uri": client.uri(path)}})
    return answer


def _command(client: Client, lens: Json) -> Json:
    resolved: Json = client.request("codeLens/resolve", lens)
    assert resolved["range"] == lens["range"]
    command: Json = resolved["command"]
    return command


def test_nobody_gets_lenses_who_did_not_ask_for_them(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        client.open("bureau/sales/__init__.py")
        assert _lenses(client) == []
        assert _lenses(client, "bureau/sales/__init__.py") == []


def test_a_file_that_is_not_the_first_of_a_module_has_none(tmp_path: Path) -> None:
    with served(tmp_path, initializationOptions=ON) as client:
        for path in ("bureau/sales/orders.py", "bureau/__init__.py"):
            client.open(path)
            assert _lenses(client, path) == []


def test_every_module_in_the_config_has_one_on_its_name(tmp_path: Path) -> None:
    with served(tmp_path, initializationOptions=ON) as client:
        lenses = _lenses(client)
        assert [lens["range"]["start"] for lens in lenses] == [
            position("  §sales: {"),
            position("  §billing:\n"),
            position("  §domain:\n"),
        ]
        assert [_command(client, lens) for lens in lenses] == [
            {"title": "sales: imported by 0 modules, debt 1", "command": ""},
            {"title": "billing: imported by 1 module, debt 0", "command": ""},
            {"title": "domain: imported by 1 module, debt 0", "command": ""},
        ]


def test_a_module_has_one_above_its_first_line_that_shows_its_imports(tmp_path: Path) -> None:
    with served(tmp_path, initializationOptions=CLICKABLE) as client:
        uri = client.open("bureau/billing/__init__.py")
        (lens,) = _lenses(client, "bureau/billing/__init__.py")
        assert lens["range"]["start"] == {"line": 0, "character": 0}
        command = _command(client, lens)
        assert command["command"] == "ringfence.showReferences"
        where, start, sites = command["arguments"]
        assert (where, start) == (uri, {"line": 0, "character": 0})
        assert places(client, sites) == [
            "bureau/sales/orders.py:3 InvoiceDB",
            "bureau/sales/orders.py:5 BillingCommandPort",
            "bureau/sales/wiring.py:1 connect",
        ]


def test_a_lens_of_a_module_that_is_gone_says_its_name(tmp_path: Path) -> None:
    with served(tmp_path, initializationOptions=ON) as client:
        (lens, *_) = _lenses(client)
        lens["data"]["module"] = "gone"
        assert _command(client, lens) == {"title": "gone", "command": ""}


def test_lenses_can_be_switched_on_later(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        client.notify("workspace/didChangeConfiguration", {"settings": {"ringfence": ON}})
        assert len(_lenses(client)) == 3


def test_figures_are_asked_for_again_once_they_are_known(tmp_path: Path) -> None:
    refreshing = IN_UTF16 | {"workspace": FULL["workspace"] | {"codeLens": {"refreshSupport": True}}}
    with served(tmp_path, refreshing, initializationOptions=ON) as client:
        (lens, *_) = _lenses(client)
        client.replace(client.uri("boundaries.yaml"), 2, CONFIG + "\n")
        _command(client, lens)
        client.wait_for(lambda message: message.get("method") == "workspace/codeLens/refresh")


def test_figures_are_asked_for_again_after_an_edit_in_another_file(tmp_path: Path) -> None:
    capable = FULL | {"workspace": FULL["workspace"] | {"codeLens": {"refreshSupport": True}}}
    with served(tmp_path, capable, initializationOptions=ON) as client:
        orders = client.open("bureau/sales/orders.py")
        client.diagnostics(orders, 1)
        since = len(client.messages)
        client.replace(orders, 2, "import os\n")
        client.wait_for(lambda message: message.get("method") == "workspace/codeLens/refresh", since)
