"""What a hover says in `boundaries.yaml`, and about data in Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lsp.bureau import CONFIG, WRITER, position, served
from tests.lsp.client import Client, Json

WRITER_PATH = "bureau/sales/orders.py"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the project, with its config and the file that writes open."""
    with served(tmp_path_factory.mktemp("bureau")) as client:
        client.open(WRITER_PATH)
        yield client


def _hover(client: Client, where: Json, path: str = "boundaries.yaml") -> Json | None:
    params = {"textDocument": {"uri": client.uri(path)}, "position": where}
    answer: Json | None = client.request("textDocument/hover", params)
    return answer


def _text(client: Client, fragment: str) -> str:
    answer = _hover(client, position(fragment))
    return answer["contents"]["value"] if answer else ""


def _python(client: Client, fragment: str) -> str:
    answer = _hover(client, position(fragment, WRITER), WRITER_PATH)
    return answer["contents"]["value"] if answer else ""


@pytest.mark.parametrize("fragment", ["version: §1", "gro§wth", 'bureau.*"]§'])
def test_what_means_nothing_further_says_nothing(client: Client, fragment: str) -> None:
    assert _hover(client, position(fragment)) is None


@pytest.mark.parametrize("fragment", ["def p§ay", "cl§ient: Client", "= Tr§ue", "session: Ses§sion"])
def test_code_that_has_nothing_to_do_with_boundaries_says_nothing(client: Client, fragment: str) -> None:
    assert _python(client, fragment) == ""


def test_keys_say_what_they_mean(client: Client) -> None:
    assert _text(client, "laye§rs:").startswith("**layers**\n\nModules from high to low")
    assert _text(client, "must_not_im§port").startswith("**must_not_import**")
    assert _text(client, "ki§nd: god").endswith("Default: `business`.")
    assert "The code that imports" in _text(client, "  - {fr§om: bureau.sales.wiring")


def test_keys_are_explained_by_something_else_where_the_client_says_so(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("bureau")
    with served(root, initializationOptions={"yamlKeys": False}) as client:
        assert _text(client, "laye§rs:") == ""
        assert "Imported by" in _text(client, "  dom§ain:\n")


def test_a_module_says_who_imports_it_and_what_is_wrong_in_it(client: Client) -> None:
    text = _text(client, "  bil§ling:\n")
    assert text.startswith("**billing**: business module, owned by 🚀 money")
    assert "Consists of `bureau.billing`." in text
    assert "Imported by sales. 0 findings, debt 0." in text
    text = _text(client, "  sal§es: {")
    assert "No other module imports it." in text
    assert text.endswith("findings, debt 1.")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ('growth", may_import: [dom§ain', "**domain**: god module"),
        ("must_not_import: [bil§ling", "**billing**: business module"),
        (
            'layers: ["sales | bil§ling"',
            "Layer 1 of 2: may import only what is below: shared. Siblings that it may not",
        ),
        ('discover: ["bur§eau.*"]', "Finds 4 modules: `bureau.billing`, `bureau.domain`"),
        ("paths: [bureau.bil§ling]", "`bureau.billing`: 4 Python modules, part of billing."),
        ('tables: ["bil§ling_*"]', "Tables: `billing_invoices`."),
        ('models: ["bureau.billing.§db.*"]', "`bureau.billing.db.InvoiceDB`"),
        ("session: bureau.billing.db.conn§ect", "`bureau.billing.db.connect`, part of billing."),
        ('moved: {"Cli§ent"', "`Client` is imported from domain 2 times, in 2 files."),
        ("bureau.sales.api.ports.Cli§ent", "`bureau.sales.api.ports.Client` is there."),
        ("Order: bureau.billing.api.ports.Ord§er", "is not there yet: the fix of an import of Order creates it."),
        ("🚀 until §billing has", "This exception accepts 1 finding: `bureau/sales/wiring.py`."),
        ("reason: nothing §uses it", "This exception accepts no finding."),
        ("to: bureau.billing.d§b, reason", "`bureau.billing.db`: 1 Python module, part of billing."),
        ("rule: forbidden-§import}", "**forbidden-import**"),
        ("rules: {god-module-im§port", "**god-module-import**"),
    ],
)
def test_a_word_says_what_it_stands_for(client: Client, fragment: str, expected: str) -> None:
    assert expected in _text(client, fragment)


def test_a_hover_stands_on_the_word(client: Client) -> None:
    answer = _hover(client, position("🚀 until §billing has"))
    assert answer is not None
    start, end = position('reason: §"🚀 until'), position('has a port"§, rule')
    assert answer["range"] == {"start": start, "end": end}


def test_the_text_of_the_editor_counts_while_the_file_cannot_be_read(client: Client) -> None:
    uri = client.uri("boundaries.yaml")
    broken = CONFIG.replace("version: 1\n", "version: [\n\n")
    client.replace(uri, 2, broken)
    answer = _hover(client, position("  dom§ain:\n", broken))
    client.replace(uri, 3, CONFIG)
    assert answer is not None
    assert "Imported by sales." in answer["contents"]["value"]


def test_the_name_of_a_model_says_whose_it_is(client: Client) -> None:
    expected = "**InvoiceDB**: model of table `billing_invoices`; billing (🚀 money) owns it, and alone may write it"
    assert _python(client, "invoice: Invo§iceDB") == expected
    assert expected in _python(client, "import Invo§iceDB")


def test_a_write_says_what_it_writes_whose_that_is_how_sure_and_what_to_do_instead(client: Client) -> None:
    text = _python(client, "invoice.pa§id")
    assert text.startswith("**Updates** `InvoiceDB.paid`\n\n**InvoiceDB**: model of table `billing_invoices`; billing")
    assert "This is certain." in text
    assert "How it is known:\n\n- " in text
    assert text.endswith("Not for sales to do: ask billing through `bureau.billing.api.ports.BillingCommandPort`.")
