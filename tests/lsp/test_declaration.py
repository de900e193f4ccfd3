"""The lines of `boundaries.yaml` that decide on an import."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lsp.bureau import WRITER, position, served
from tests.lsp.client import Client, Json

PATHS = {"orders": "bureau/sales/orders.py", "wiring": "bureau/sales/wiring.py"}
WIRING = "from bureau.billing.db import connect\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the project, with two importing files open."""
    with served(tmp_path_factory.mktemp("bureau")) as client:
        for path in PATHS.values():
            client.open(path)
        yield client


def _declared(client: Client, path: str, where: Json) -> list[Json]:
    params = {"textDocument": {"uri": client.uri(path)}, "position": where}
    answer: list[Json] = client.request("textDocument/declaration", params)
    assert all(location["uri"] == client.uri("boundaries.yaml") for location in answer)
    return [location["range"]["start"] for location in answer]


@pytest.mark.parametrize("fragment", ["from sqlalchemy.orm import Sess§ion", "def p§ay", "impo§rt InvoiceDB"])
def test_what_crosses_no_boundary_has_no_declaration(client: Client, fragment: str) -> None:
    assert _declared(client, PATHS["orders"], position(fragment, WRITER)) == []


def test_the_config_has_none(client: Client) -> None:
    params = {"textDocument": {"uri": client.uri("boundaries.yaml")}, "position": position("  sal§es: {")}
    assert client.request("textDocument/declaration", params) == []


@pytest.mark.parametrize("fragment", ["import Invo§iceDB", "from bureau.billing.§db import InvoiceDB"])
def test_a_forbidden_import_leads_to_what_forbids_it(client: Client, fragment: str) -> None:
    found = _declared(client, PATHS["orders"], position(fragment, WRITER))
    assert found == [position("must_not_import: [§billing]")]


def test_an_import_of_a_god_module_leads_to_its_new_home_and_to_the_kind(client: Client) -> None:
    found = _declared(client, PATHS["orders"], position("things import Cli§ent", WRITER))
    assert found == [position("bureau.sales.api.ports.Client".join(['"Client": §', ", Order"])), position("kind: §god")]


def test_an_accepted_import_leads_to_its_exception_first(client: Client) -> None:
    found = _declared(client, PATHS["wiring"], position("import conn§ect", WIRING))
    assert found == [position("  - §{from: bureau.sales.wiring"), position("must_not_import: [§billing]")]


@pytest.mark.parametrize(
    ("importer", "text", "expected"),
    [
        ("sales", "from bureau.shared.api import clo§ck\n", ['growth", may_import: [domain, §shared]']),
        ("billing", "from bureau.shared.api import clo§ck\n", ["defaults: {may_import: [§shared]}"]),
        ("billing", "from bureau.shared.testing import clo§ck\n", []),
        ("billing", "from bureau.sales.api.ports import Cli§ent\n", ["defaults: {may_import: §[shared]}"]),
    ],
)
def test_an_import_leads_to_what_lists_the_module_or_does_not(
    client: Client, importer: str, text: str, expected: list[str]
) -> None:
    path = f"bureau/{importer}/new.py"
    marked = text.index("§")
    client.open(path, text.replace("§", ""))
    found = _declared(client, path, {"line": 0, "character": marked})
    assert found == [position(fragment) for fragment in expected]
    client.close(client.uri(path))
