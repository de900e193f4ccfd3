"""Where the names of `boundaries.yaml` lead to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lsp.bureau import places, position, served
from tests.lsp.client import Client, Json
from tests.lsp.marked import IN_UTF16


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the project, with its config open."""
    with served(tmp_path_factory.mktemp("bureau")) as client:
        yield client


def _defined(client: Client, where: Json, path: str = "boundaries.yaml") -> list[Json]:
    params = {"textDocument": {"uri": client.uri(path)}, "position": where}
    answer: list[Json] = client.request("textDocument/definition", params)
    return answer


def test_python_is_left_to_the_servers_for_python(client: Client) -> None:
    client.open("bureau/sales/orders.py")
    assert _defined(client, {"line": 2, "character": 30}, "bureau/sales/orders.py") == []


def test_a_file_that_is_not_open_has_no_answer(client: Client) -> None:
    assert _defined(client, {"line": 0, "character": 0}, "bureau/shared/testing.py") == []


@pytest.mark.parametrize(
    "fragment",
    [
        "vers§ion",
        "version: §1",
        "modul§es:",
        "  sales: {own§er",
        "🚀 gro§wth",
        "rules: {god-modu§le-import",
        "api/eve§nts.py",
    ],
)
def test_what_names_no_code_leads_nowhere(client: Client, fragment: str) -> None:
    assert _defined(client, position(fragment)) == []


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("  sal§es: {", ["bureau/sales/__init__.py:1"]),
        ('growth", may_import: [dom§ain', ["bureau/domain/__init__.py:1"]),
        ("must_not_import: [bil§ling", ["bureau/billing/__init__.py:1"]),
        ("may_import: [§shared]}", ["bureau/shared/__init__.py:1"]),
        ('layers: ["sal§es | billing"', ["bureau/sales/__init__.py:1"]),
        ('layers: ["sales | bil§ling"', ["bureau/billing/__init__.py:1"]),
        ("paths: [bureau.bil§ling]", ["bureau/billing/__init__.py:1"]),
        ("contract: [api/po§rts.py, api/events.py]", ["bureau/billing/api/ports.py:1"]),
        ("public: [a§pi]", ["bureau/billing/api/__init__.py:1"]),
        ('tables: ["bil§ling_*"]', []),
        ('models: ["bureau.billing.§db.*"]', ["bureau/billing/db.py:1"]),
        ("session: bureau.billing.db.conn§ect", ["bureau/billing/db.py:13 connect"]),
        ('moved: {"Cli§ent"', ["bureau/domain/things.py:1 Client"]),
        ("bureau.sales.api.ports.Cli§ent", ["bureau/sales/api/ports.py:1 Client"]),
        ("Ord§er: bureau", ["bureau/domain/things.py:5 Order"]),
        ("Order: bureau.billing.api.ports.Ord§er", []),
        ("path: bureau/shared/test§ing.py", ["bureau/shared/testing.py:1"]),
        ("provides: [clo§ck]", ["bureau/shared/testing.py:1 clock"]),
        ("from: bureau.sales.wir§ing", ["bureau/sales/wiring.py:1"]),
        ("to: bureau.billing.d§b, reason", ["bureau/billing/db.py:1"]),
        ('discover: ["bureau§.*"]', ["bureau/__init__.py:1"]),
    ],
)
def test_a_name_leads_to_its_code(client: Client, fragment: str, expected: list[str]) -> None:
    assert places(client, _defined(client, position(fragment))) == expected


@pytest.mark.parametrize(
    "fragment", ["  - {fr§om: bureau.sales.wiring", "🚀 until §billing has", "rule: forbidden-§import}"]
)
def test_an_exception_leads_to_what_it_accepts(client: Client, fragment: str) -> None:
    assert places(client, _defined(client, position(fragment))) == ["bureau/sales/wiring.py:1 connect"]


def test_an_exception_that_accepts_nothing_leads_nowhere(client: Client) -> None:
    assert _defined(client, position("reason: nothing §uses it")) == []


def test_a_client_that_knows_links_is_told_the_whole_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    textual = IN_UTF16["textDocument"] | {"definition": {"linkSupport": True}}
    with served(tmp_path_factory.mktemp("bureau"), IN_UTF16 | {"textDocument": textual}) as client:
        (link,) = _defined(client, position("to: bureau.billing.d§b, reason"))
        start = position("to: §bureau.billing.db, reason")
        assert link["originSelectionRange"] == {"start": start, "end": start | {"character": start["character"] + 17}}
        assert link["targetUri"] == client.uri("bureau/billing/db.py")
