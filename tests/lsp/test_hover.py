"""What a hover says about imports, suppressions and `boundaries.yaml`."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.client import FULL, Client, Json, without
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH

SUPPRESSED = "from shop.cam.internal.leads import LeadDB  # ringfence: ignore[private-import] -- moves next week\n"


def _hover(client: Client, uri: str, line: int, character: int) -> Json | None:
    place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    answer: Json | None = client.request("textDocument/hover", place)
    return answer


def _text(client: Client, uri: str, line: int, character: int) -> str:
    answer = _hover(client, uri, line, character)
    return "" if answer is None else str(answer["contents"]["value"])


def test_code_that_is_no_import_says_nothing(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH)
    assert _hover(client, uri, 3, 6) is None
    assert _hover(client, uri, 99, 0) is None


def test_an_import_from_outside_of_the_project_says_nothing(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    assert _hover(client, client.open(PACKAGER_PATH, "import os\n"), 0, 8) is None


def test_a_forbidden_name_says_whose_it_is_why_not_and_what_instead(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    answer = _hover(client, client.open(PACKAGER_PATH), 0, 38)
    assert answer == {
        "contents": {
            "kind": "markdown",
            "value": "**cam**: business module, owned by @growth-team\n\n"
            "`LeadDB` is defined in `shop.cam.internal.leads`\n\n"
            "LeadDB is internal to cam. Import LeadDTO from shop.cam.api.dtos.\n\n"
            "cam offers:\n\n- `shop.cam.api.dtos`: `LeadDTO`",
        },
        "range": {"start": {"line": 0, "character": 36}, "end": {"line": 0, "character": 42}},
    }


def test_the_imported_python_module_says_the_same(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    answer = _hover(client, client.open(PACKAGER_PATH), 0, 10)
    assert answer is not None
    assert answer["range"] == {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 28}}
    assert "LeadDB is internal to cam." in answer["contents"]["value"]


def test_an_allowed_import_says_that_it_is_allowed(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    text = _text(client, client.open(PACKAGER_PATH, "from shop.cam.api.dtos import LeadDTO\n"), 0, 32)
    assert "delivery may import this." in text


def test_an_accepted_import_says_that_it_is_accepted(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    text = _text(client, client.open(PACKAGER_PATH, SUPPRESSED), 0, 38)
    assert "crosses a boundary, and is accepted" in text


def test_an_import_of_the_own_module_names_the_module(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    uri = client.open("shop/cam/internal/repository.py", "from shop.cam.internal.leads import LeadDB\n")
    assert _text(client, uri, 0, 38).startswith("**cam**: business module")


def test_a_client_without_markdown_is_sent_plain_text(shop: Path, serve: Serve) -> None:
    client = serve(shop, without(FULL, "textDocument", "hover"))
    answer = _hover(client, client.open(PACKAGER_PATH), 0, 38)
    assert answer is not None
    assert answer["contents"]["kind"] == "plaintext"
    assert answer["contents"]["value"].startswith("cam: business module, owned by @growth-team\n")
    assert "`" not in answer["contents"]["value"]


def test_the_rule_in_a_suppression_says_what_it_is_about(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH, SUPPRESSED)
    column = SUPPRESSED.index("private-import")
    answer = _hover(client, uri, 0, column + 3)
    assert answer is not None
    assert answer["range"]["start"] == {"line": 0, "character": column}
    assert "## Why is this bad?" in answer["contents"]["value"]
    assert "/docs/rules/private-import.md" in answer["contents"]["value"]


def test_a_rule_in_the_config_says_what_it_is_about(shop: Path, serve: Serve) -> None:
    text = CONFIG + (
        "rules:\n  private-import: warning\n"
        "allow:\n  - {from: shop.delivery, to: shop.cam, rule: forbidden-import, reason: x}\n"
    )
    (shop / "boundaries.yaml").write_text(text)
    client = serve(shop)
    client.wait_until_read()
    uri = client.open("boundaries.yaml")
    lines = text.split("\n")
    for rule, line in (("private-import", len(lines) - 4), ("forbidden-import", len(lines) - 2)):
        assert _text(client, uri, line, lines[line].index(rule) + 2).startswith(f"**{rule}**")


def test_a_module_in_the_config_says_what_it_consists_of(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    text = _text(client, client.open("boundaries.yaml"), 3, 3)
    assert "Consists of `shop.cam`." in text
    assert "`LeadDTO`" in text


def test_a_hover_sees_the_text_as_it_is_now(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    uri = client.open(PACKAGER_PATH, "")
    client.replace(uri, 2, PACKAGER)
    assert "LeadDB is internal to cam." in _text(client, uri, 0, 38)
