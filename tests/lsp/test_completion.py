"""What is offered while `boundaries.yaml` is being typed, whole or broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lsp.client import Client, Json, write_files
from tests.lsp.conftest import Serve
from tests.lsp.marked import IN_UTF16, Place, place_in
from tests.lsp.shop import CONFIG, PACKAGER_PATH, SHOP

SNIPPETS = IN_UTF16 | {
    "textDocument": IN_UTF16["textDocument"]
    | {"completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}}
}
HEAD = 'version: 1\ndiscover: ["shop.*"]\n'


def _items(client: Client, marked: str, **context: object) -> dict[str, Json]:
    """The items offered at the `§` in a text of the config, by label, in their order."""
    return {item["label"]: item for item in _asked(client, place_in(marked), **context)}


def _asked(client: Client, place: Place, **context: object) -> list[Json]:
    uri = client.open("boundaries.yaml", place.text)
    params: Json = {"textDocument": {"uri": uri}, "position": place.position}
    answer = client.request("textDocument/completion", params | ({"context": context} if context else {}))
    client.close(uri)
    items: list[Json] = answer["items"] if answer else []
    ordered = sorted(items, key=lambda item: str(item["sortText"]))
    assert ordered == items
    return items


def _applied(client: Client, marked: str, label: str) -> str:
    """The line with the `§` once the item `label` is taken."""
    place = place_in(marked)
    item = next(item for item in _asked(client, place) if item["label"] == label)
    return place.line_with(item["textEdit"]["range"], item["textEdit"]["newText"])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the small project, all of which is read; a test closes what it opens."""
    with Client(write_files(tmp_path_factory.mktemp("shop"), SHOP), SNIPPETS) as client:
        client.start()
        client.wait_until_read()
        yield client


def test_a_python_file_is_left_to_others(client: Client) -> None:
    uri = client.open(PACKAGER_PATH)
    params = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 10}}
    assert client.request("textDocument/completion", params) is None
    client.close(uri)


@pytest.mark.parametrize(
    "marked",
    [
        "version: 1 # §\n",
        "modules:\n  cam:\n    owner: |\n      §\n",
        'modules:\n  cam: {owner: "x" §}\n',
        "modules:\n  cam:\n    owner: me\n    kind: god\n      §\n",
    ],
    ids=["comment", "text", "behind a word", "behind a value"],
)
def test_nothing_fits_here(client: Client, marked: str) -> None:
    assert _items(client, marked) == {}


def test_who_indents_a_line_is_offered_nothing(client: Client) -> None:
    assert _items(client, "modules:\n  cam:\n    §\n", triggerKind=2, triggerCharacter=" ") == {}
    assert "may_import" in _items(client, "modules:\n  cam:\n    §\n", triggerKind=1)


def test_keys_are_not_offered_to_a_client_that_has_them(shop: Path, serve: Serve) -> None:
    client = serve(shop, SNIPPETS, initializationOptions={"yamlKeys": False})
    client.wait_until_read()
    assert _items(client, HEAD + "§") == {}
    assert _items(client, HEAD + "modules:\n  cam: {kind: §}") == {}
    assert "onboarding" in _items(client, HEAD + "modules:\n  §")
    assert "cam" in _items(client, HEAD + "layers: [§]")


def test_the_keys_of_the_file_are_offered_with_what_they_mean(client: Client) -> None:
    found = _items(client, "version: 1\n§")
    assert {"source_roots", "discover", "modules", "layers", "rules", "allow"} <= found.keys()
    assert "version" not in found
    assert found["layers"]["documentation"]["value"].startswith("Modules from high to low")
    assert found["modules"]["textEdit"]["newText"] == "modules:"
    assert (found["discover"]["textEdit"]["newText"], found["discover"]["insertTextFormat"]) == ("discover: [$1]", 2)


def test_a_client_without_snippets_gets_none(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    found = _items(client, "version: 1\n§")
    assert found["discover"]["textEdit"]["newText"] == "discover: "
    assert all("insertTextFormat" not in item for item in found.values())


@pytest.mark.parametrize(
    ("marked", "line"),
    [
        ("modules:\n  cam:\n    own§\n", "    owner: "),
        ("modules:\n  cam:\n    own§x: me\n", "    owner: me"),
        ("modules:\n  cam: {own§}\n", "  cam: {owner: }"),
        ("modules:\n  cam: {kind: god, §}\n", "  cam: {kind: god, owner: }"),
        ("modules: {🚀: {}, cam: {own§\n", "modules: {🚀: {}, cam: {owner: "),
    ],
)
def test_a_key_takes_the_place_of_what_was_typed_of_it(client: Client, marked: str, line: str) -> None:
    assert _applied(client, marked, "owner") == line


@pytest.mark.parametrize(
    ("marked", "line"),
    [
        ("    may_import: [§]", "    may_import: [onboarding]"),
        ("    may_import: [shared, on§", "    may_import: [shared, onboarding"),
        ("    may_import: [shared, on§xx, domain]", "    may_import: [shared, onboarding, domain]"),
        ('    may_import: ["🚀", "on§"]', '    may_import: ["🚀", "onboarding"]'),
        ('    may_import: ["on§', '    may_import: ["onboarding"'),
        ("    may_import: §", "    may_import: [onboarding]"),
        ("    may_import:\n      - §", "      - onboarding"),
        ("    may_import:\n    - shared\n    - on§", "    - onboarding"),
        ("    may_import:\n      §", "      - onboarding"),
        ("    may_import:\n      - shared\n      §", "      - onboarding"),
    ],
)
def test_a_module_is_put_in_as_the_text_around_it_wants(client: Client, marked: str, line: str) -> None:
    text = f"{HEAD}modules:\n  cam:\n    owner: 🚀\n{marked}\n  delivery: {{}}\n"
    assert _applied(client, text, "onboarding") == line


def test_what_is_listed_already_is_not_offered_again(client: Client) -> None:
    found = _items(client, HEAD + "modules:\n  cam: {may_import: [delivery, §]}\n")
    assert found.keys() >= {"onboarding", "domain", "business", "*"}
    assert not found.keys() & {"delivery", "cam"}


def test_only_what_goes_on_with_what_is_typed_is_offered(client: Client) -> None:
    text = HEAD + "modules:\n  delivery: {may_import: [§]}\n"
    assert list(_items(client, text.replace("§", "obrd§"))) == ["onboarding"]
    assert _items(client, text.replace("§", "xyz§")) == {}


def test_everything_is_offered_in_quotes(client: Client) -> None:
    assert _applied(client, HEAD + "defaults:\n  may_import: [§]\n", "*") == '  may_import: ["*"]'


def test_a_part_of_a_module_is_offered_level_by_level(client: Client) -> None:
    found = _items(client, HEAD + "modules:\n  delivery: {must_not_import: [shop.cam.§]}\n")
    assert list(found) == ["shop.cam.api", "shop.cam.internal"]
    text = HEAD + "modules:\n  delivery: {must_not_import: [shop.cam.§]}\n"
    assert _applied(client, text, "shop.cam.internal") == "  delivery: {must_not_import: [shop.cam.internal]}"


def test_modules_that_are_found_and_have_no_entry_yet_are_offered(client: Client) -> None:
    found = _items(client, CONFIG + "  §")
    assert [label for label, item in found.items() if item["kind"] == 9] == ["onboarding"]
    assert _applied(client, CONFIG + "  on§", "onboarding") == "  onboarding:"
    assert _applied(client, HEAD + "modules: {on§}", "onboarding") == "modules: {onboarding: }"


def test_a_layer_names_modules_that_stand_in_none(client: Client) -> None:
    found = _items(client, HEAD + "layers:\n  - delivery\n  - cam | §\n")
    assert list(found) == ["domain", "onboarding"]
    assert _applied(client, HEAD + "layers:\n  - delivery\n  - cam | on§\n", "onboarding") == "  - cam | onboarding"


def test_names_that_others_import_from_a_god_module_come_first(client: Client) -> None:
    uri = client.open(PACKAGER_PATH, "from shop.domain.intake import ClientIntake\n")
    found = _items(client, HEAD + "modules:\n  domain:\n    kind: god\n    moved:\n      §\n")
    assert list(found) == ["ClientIntake"]
    assert found["ClientIntake"]["detail"] == "imported once from outside"
    client.close(uri)


def test_the_new_home_of_a_name_is_offered(client: Client) -> None:
    text = CONFIG.replace("shop.onboarding.api.dtos.ClientIntake", "§")
    found = _items(client, text)
    first = next(iter(found))
    assert (first, found[first]["detail"]) == ("shop.onboarding.api.dtos.ClientIntake", "is there already")
    assert found["shop.cam.api.dtos.ClientIntake"].get("detail") is None
    assert found["shop.cam.api.ports.ClientIntake"]["detail"] == "not there yet"


def test_exceptions_are_offered_whole_and_then_name_by_name(client: Client) -> None:
    found = _items(client, HEAD + "allow:\n  - §\n")
    assert found["from"]["textEdit"]["newText"] == "from: $1\n  to: $2\n  reason: $3"
    assert list(_items(client, HEAD + "allow:\n  - from: shop.cam.§\n")) == ["shop.cam.api", "shop.cam.internal"]
    found = _items(client, HEAD + "allow:\n  - {from: shop.cam, to: shop.cam.internal.leads.§}\n")
    assert list(found) == ["shop.cam.internal.leads.LeadDB"]
    found = _items(client, HEAD + "allow:\n  - {from: shop.cam, to: shop.cam.api, rule: §}\n")
    assert "private-import" in found
    assert "to" in _items(client, HEAD + "allow:\n  - from: shop.cam\n    §\n")


def test_severities_and_options_of_rules_are_offered(client: Client) -> None:
    assert list(_items(client, "rules:\n  private-import: §")) == ["error", "warning", "info", "hint", "off"]
    assert _applied(client, "rules:\n  private-import: §", "off") == "  private-import: off"
    assert {"severity", "type_checking"} <= _items(client, "rules:\n  private-import: {§}").keys()
    assert list(_items(client, "rules:\n  private-import: {type_checking: §}")) == ["ignore", "report"]
    assert "module-cycle" in _items(client, "rules:\n  private-import: off\n  §")


def test_the_public_names_and_the_contract_of_a_module_are_offered(client: Client) -> None:
    assert list(_items(client, HEAD + "modules:\n  cam: {public: [§]}")) == ["api", "internal", "*", "**"]
    found = _items(client, HEAD + "modules:\n  cam: {contract: [§]}")
    assert list(found) == ["api/dtos.py", "internal/leads.py"]
    assert "shop.*" in _items(client, "discover: [§]")


def test_tables_and_models_are_offered_once_they_are_known(shop: Path, serve: Serve) -> None:
    (shop / "shop/cam/models.py").write_text(
        "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\n"
        'class LeadDB(Base):\n    __tablename__ = "cam_leads"\n\n\n'
        'class CallDB(Base):\n    __tablename__ = "cam_calls"\n'
    )
    client = serve(shop, SNIPPETS)
    client.wait_until_read()
    found = _items(client, HEAD + "modules:\n  cam:\n    owns: {tables: [§]}")
    assert list(found) == ["cam_*", "cam_calls", "cam_leads"]
    text = HEAD + "modules:\n  cam:\n    owns: {models: [§]}"
    assert {"shop.cam.models.*", "shop.cam.models.LeadDB"} <= _items(client, text).keys()


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
def test_places_are_those_of_the_agreed_encoding(shop: Path, serve: Serve, encoding: str, units: int) -> None:
    client = serve(shop, SNIPPETS | {"general": {"positionEncodings": [encoding]}})
    client.wait_until_read()
    uri = client.open("boundaries.yaml", HEAD + "modules: {🚀: {may_import: [on]}}\n")
    position = {"line": 2, "character": 28 + units}
    answer = client.request("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
    start = position | {"character": 26 + units}
    assert answer["items"][0]["textEdit"] == {"range": {"start": start, "end": position}, "newText": "onboarding"}


def test_a_file_that_never_was_usable_is_completed_too(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").write_text("modules: [\n")
    client = serve(shop, SNIPPETS)
    assert "discover" in _items(client, "ver§\nmodules: [")
