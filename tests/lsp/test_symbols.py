"""The outline of `boundaries.yaml` as editors show it."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.bureau import CONFIG, position, served
from tests.lsp.client import Client, Json
from tests.lsp.marked import IN_UTF16

NESTED = IN_UTF16 | {
    "textDocument": IN_UTF16["textDocument"] | {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}
}


def _symbols(client: Client, path: str = "boundaries.yaml") -> list[Json]:
    answer: list[Json] = client.request("textDocument/documentSymbol", {"textDocument": {"uri": client.uri(path)}})
    return answer


def test_python_is_left_to_the_servers_for_python(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        client.open("bureau/sales/orders.py")
        assert _symbols(client, "bureau/sales/orders.py") == []


def test_sections_hold_modules_layers_exceptions_and_rules(tmp_path: Path) -> None:
    with served(tmp_path, NESTED) as client:
        found = {symbol["name"]: symbol for symbol in _symbols(client)}
        assert list(found) == [
            *("version", "discover", "defaults", "modules", "layers", "harness", "allow", "rules"),
        ]
        inside = {name: [child["name"] for child in symbol["children"]] for name, symbol in found.items()}
        assert inside["modules"] == ["sales", "billing", "domain"]
        assert inside["layers"] == ["sales | billing", "shared"]
        assert inside["allow"] == ["bureau.sales.wiring -> bureau.billing.db", "bureau.billing.api -> bureau.sales.api"]
        assert inside["rules"] == ["god-module-import", "layer-violation"]
        sales, billing, domain = found["modules"]["children"]
        assert (sales["detail"], domain["detail"]) == ("🚀 growth", "god")
        assert [child["name"] for child in billing["children"]][:2] == ["owner", "paths"]
        start = position("  §sales: {")
        assert sales["selectionRange"] == {"start": start, "end": start | {"character": 7}}
        assert sales["range"]["end"] == position("contract: [api/ports.py]}§\n")
        assert all(_lies_in(symbol) for symbol in found.values())


def _lies_in(symbol: Json) -> bool:
    def place(name: str, end: str) -> tuple[int, int]:
        return symbol[name][end]["line"], symbol[name][end]["character"]

    inside = place("range", "start") <= place("selectionRange", "start")
    return inside and place("selectionRange", "end") <= place("range", "end")


def test_a_client_without_nesting_gets_a_plain_list(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        found = {symbol["name"]: symbol for symbol in _symbols(client)}
        assert found["domain"]["containerName"] == "modules"
        assert found["domain"]["location"]["uri"] == client.uri("boundaries.yaml")


def test_a_broken_file_keeps_its_outline(tmp_path: Path) -> None:
    with served(tmp_path, NESTED) as client:
        client.replace(client.uri("boundaries.yaml"), 2, CONFIG.replace("paths: [bureau.billing]", "paths: ["))
        modules = next(symbol for symbol in _symbols(client) if symbol["name"] == "modules")
        assert [child["name"] for child in modules["children"]] == ["sales", "billing", "domain"]
