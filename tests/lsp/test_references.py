"""Who follows or breaks a line of `boundaries.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lsp.bureau import CONFIG, places, position, served
from tests.lsp.client import Client, Json

CLIENT = "bureau/sales/orders.py:4 Client"
IN_TEST = "tests/test_orders.py:1 Client"
INVOICE = "bureau/sales/orders.py:3 InvoiceDB"
PORT = "bureau/sales/orders.py:5 BillingCommandPort"
CONNECT = "bureau/sales/wiring.py:1 connect"
WRITE = "bureau/sales/orders.py:9 paid"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the project, with its config open."""
    with served(tmp_path_factory.mktemp("bureau")) as client:
        yield client


def _referred(client: Client, where: Json, *, itself: bool = False, path: str = "boundaries.yaml") -> list[Json]:
    document = {"textDocument": {"uri": client.uri(path)}, "position": where}
    params = document | {"context": {"includeDeclaration": itself}}
    answer: list[Json] = client.request("textDocument/references", params)
    return answer


def test_python_is_left_to_the_servers_for_python(client: Client) -> None:
    client.open("bureau/sales/orders.py")
    assert _referred(client, {"line": 2, "character": 30}, path="bureau/sales/orders.py") == []


@pytest.mark.parametrize(
    "fragment",
    [
        "vers§ion",
        "🚀 gro§wth",
        "discover: [§",
        "rules: {god-module-import: warning, layer-viol§ation",
        "reason: nothing §uses",
    ],
)
def test_what_decides_on_nothing_has_no_references(client: Client, fragment: str) -> None:
    assert _referred(client, position(fragment), itself=True) == []


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("  dom§ain:\n", [CLIENT, IN_TEST]),
        ("  bil§ling:\n", [INVOICE, PORT, CONNECT]),
        ('growth", may_import: [dom§ain', [CLIENT]),
        ("must_not_import: [bil§ling", [INVOICE, PORT, CONNECT]),
        ("must_not_im§port", [INVOICE, PORT]),
        ("rules: {god-module-im§port", [CLIENT, IN_TEST]),
        ("kind: g§od", [CLIENT, IN_TEST]),
        ('moved: {"Cli§ent"', [CLIENT, IN_TEST]),
        ("Ord§er: bureau", []),
        ("ow§ns: {tables", [WRITE]),
        ("🚀 until §billing", [CONNECT]),
    ],
)
def test_a_line_shows_whom_it_concerns(client: Client, fragment: str, expected: list[str]) -> None:
    assert places(client, _referred(client, position(fragment))) == expected


def test_the_statement_itself_comes_first_where_it_is_asked_for(client: Client) -> None:
    first = _referred(client, position("  dom§ain:\n"), itself=True)[0]
    assert first["uri"] == client.uri("boundaries.yaml")
    assert first["range"]["start"] == position("  §domain:\n")


def test_the_text_of_the_editor_counts_while_the_file_cannot_be_read(client: Client) -> None:
    uri = client.uri("boundaries.yaml")
    broken = CONFIG.replace("version: 1\n", "version: [\n\n")
    client.replace(uri, 2, broken)
    assert places(client, _referred(client, position("  dom§ain:\n", broken))) == [CLIENT, IN_TEST]
    client.replace(uri, 3, CONFIG)
