"""What is published, for which file and when."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.client import FULL, Client, Json, summary, without
from tests.lsp.conftest import Serve
from tests.lsp.shop import PACKAGER, PACKAGER_PATH

CONSUMER_PATH = "shop/delivery/consumer.py"
CONSUMER = "from shop.cam import Lead\n"
RE_EXPORT = "from shop.cam.api.dtos import LeadDTO as Lead\n"


def _insert(line: int, text: str) -> Json:
    place = {"line": line, "character": 0}
    return {"range": {"start": place, "end": place}, "text": text}


def _delete_first_line() -> Json:
    return {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}, "text": ""}


def _publications(client: Client, uri: str) -> list[list[str]]:
    messages = (each for each in client.messages if each.get("method") == "textDocument/publishDiagnostics")
    return [summary(each["params"]["diagnostics"]) for each in messages if each["params"]["uri"] == uri]


def test_a_clean_file_is_said_to_be_clean_when_it_is_opened(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    assert client.diagnostics(client.open("shop/cam/api/dtos.py"), 1) == []


def test_a_diagnostic_carries_everything_that_an_editor_can_show(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    found = client.diagnostics(client.open(PACKAGER_PATH), 1)
    assert found == [
        {
            "range": {"start": {"line": 0, "character": 36}, "end": {"line": 0, "character": 42}},
            "severity": 1,
            "code": "private-import",
            "codeDescription": {
                "href": "https://github.com/ringfence/ringfence/blob/main/server/docs/rules/private-import.md"
            },
            "source": "ringfence",
            "message": "LeadDB is internal to cam. Import LeadDTO from shop.cam.api.dtos.",
            "data": {"fingerprint": found[0]["data"]["fingerprint"], "rule": "private-import"},
            "relatedInformation": [
                _related(client, "boundaries.yaml", 3, 2, 5, "cam offers only api"),
                _related(client, "shop/cam/api/dtos.py", 0, 6, 13, "cam offers LeadDTO here"),
                _related(client, "shop/cam/internal/leads.py", 0, 6, 12, "LeadDB is defined here"),
            ],
        }
    ]
    assert len(found[0]["data"]["fingerprint"]) == 16


def _related(client: Client, path: str, line: int, start: int, end: int, message: str) -> Json:
    where = {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
    return {"location": {"uri": client.uri(path), "range": where}, "message": message}


def test_a_client_that_can_do_little_is_sent_little(shop: Path, serve: Serve) -> None:
    client = serve(shop, {})
    uri = client.open(PACKAGER_PATH)
    client.wait_until(lambda: uri in client.published)
    assert "relatedInformation" not in client.published[uri][0]
    published = next(each for each in client.messages if each.get("method") == "textDocument/publishDiagnostics")
    assert "version" not in published["params"]


def test_unsaved_text_counts(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH)
    client.change(uri, 2, _delete_first_line())
    assert client.diagnostics(uri, 2) == []
    client.change(uri, 3, _insert(0, "from shop.domain.intake import ClientIntake\n"))
    found = client.diagnostics(uri, 3)
    assert summary(found) == ["1:32 god-module-import"]
    expected = "domain is a god module. Import ClientIntake from shop.onboarding.api.dtos."
    assert found[0]["message"] == expected


def test_a_half_typed_import_costs_only_itself(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH)
    client.change(uri, 2, _insert(2, "from shop.cam import (\n"))
    rules = {each["code"] for each in client.diagnostics(uri, 2)}
    assert "private-import" in rules


def test_a_new_file_counts_before_it_is_saved(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open("shop/delivery/new.py", PACKAGER)
    assert summary(client.diagnostics(uri, 1)) == ["1:37 private-import"]
    client.close(uri)
    client.wait_until(lambda: uri not in client.published)


def test_what_is_on_disk_counts_again_after_closing(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH, "")
    assert client.diagnostics(uri, 1) == []
    client.close(uri)
    client.wait_until(lambda: uri in client.published)
    assert summary(client.published[uri]) == ["1:37 private-import"]


def test_the_findings_of_files_that_nobody_has_opened_are_published_too(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    assert {uri: summary(found) for uri, found in client.published.items()} == {
        client.uri(PACKAGER_PATH): ["1:37 private-import"]
    }


def test_clean_files_that_nobody_has_opened_are_not_mentioned(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    mentioned = {
        message["params"]["uri"]
        for message in client.messages
        if message.get("method") == "textDocument/publishDiagnostics"
    }
    assert mentioned == {client.uri(PACKAGER_PATH)}


def test_open_files_are_judged_before_all_others(shop: Path, serve: Serve) -> None:
    (shop / "shop/delivery/a_first_by_name.py").write_text(PACKAGER)
    client = serve(shop)
    opened = client.open(PACKAGER_PATH)
    client.wait_until_read()
    published = [each for each in client.messages if each.get("method") == "textDocument/publishDiagnostics"]
    assert published[0]["params"]["uri"] == opened
    assert {each["params"]["uri"] for each in published[1:]} >= {client.uri("shop/delivery/a_first_by_name.py")}


def test_only_what_has_changed_is_published(shop: Path, serve: Serve) -> None:
    client = serve(shop, without(FULL, "textDocument", "publishDiagnostics", "versionSupport"))
    client.wait_until_read()
    uri = client.open(PACKAGER_PATH)
    client.change(uri, 2, _insert(4, "    lead.x = 1\n"))
    client.change(uri, 3, _delete_first_line())
    client.wait_until(lambda: uri not in client.published)
    assert _publications(client, uri) == [["1:37 private-import"], ["1:37 private-import"], []]


def test_a_client_that_counts_versions_is_told_about_each(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH)
    before = client.diagnostics(uri, 1)
    client.change(uri, 2, _insert(4, "    lead.x = 1\n"))
    assert client.diagnostics(uri, 2) == before


def test_an_edit_that_moves_a_name_refreshes_the_other_open_files(shop: Path, serve: Serve) -> None:
    (shop / CONSUMER_PATH).write_text(CONSUMER)
    client = serve(shop)
    package = client.open("shop/cam/__init__.py", RE_EXPORT)
    consumer = client.open(CONSUMER_PATH)
    assert client.diagnostics(consumer, 1) == []
    client.replace(package, 2, "from shop.cam.internal.leads import LeadDB as Lead\n")
    client.wait_until(lambda: consumer in client.published)
    assert summary(client.published[consumer]) == ["1:22 private-import"]
    client.replace(package, 3, RE_EXPORT)
    client.wait_until(lambda: consumer not in client.published)


def test_an_edit_that_moves_a_name_refreshes_files_that_are_not_open(shop: Path, serve: Serve) -> None:
    (shop / CONSUMER_PATH).write_text(CONSUMER)
    (shop / "shop/cam/__init__.py").write_text(RE_EXPORT)
    client = serve(shop)
    client.wait_until_read()
    assert client.uri(CONSUMER_PATH) not in client.published
    client.open("shop/cam/__init__.py", "")
    client.wait_until(lambda: client.uri(CONSUMER_PATH) in client.published)


def test_related_places_follow_when_lines_move(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    dtos = client.open("shop/cam/api/dtos.py")
    client.wait_until_read()
    client.change(dtos, 2, _insert(0, "# One line more.\n"))
    moved = _related(client, "shop/cam/api/dtos.py", 1, 6, 13, "cam offers LeadDTO here")
    client.wait_until(lambda: moved in client.published[packager][0]["relatedInformation"])


def test_a_finding_of_the_whole_project_comes_and_goes(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    dtos = client.open("shop/cam/api/dtos.py", "from shop.delivery.api import Parcel\n")
    client.wait_until(lambda: "module-cycle" in str(client.published))
    client.replace(dtos, 2, "class LeadDTO:\n    pass\n")
    client.wait_until(lambda: "module-cycle" not in str(client.published))


def test_suppressed_findings_are_not_published(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    line = PACKAGER.partition("\n")[0]
    uri = client.open(PACKAGER_PATH, f"{line}  # ringfence: ignore[private-import] -- moves next week\n")
    assert client.diagnostics(uri, 1) == []


def test_an_unused_suppression_is_shown_as_unnecessary_where_the_client_can(shop: Path, serve: Serve) -> None:
    text = "import os  # ringfence: ignore[private-import] -- no reason any more\n"
    (shop / PACKAGER_PATH).write_text(text)
    client = serve(shop)
    client.wait_until_read()
    (found,) = client.published[client.uri(PACKAGER_PATH)]
    assert (found["code"], found["severity"], found["tags"]) == ("unused-suppression", 2, [1])


def test_severities_are_those_of_the_protocol(shop: Path, serve: Serve) -> None:
    text = "import importlib\n\nname = input()\nimportlib.import_module(name)\n"
    client = serve(shop)
    found = client.diagnostics(client.open(PACKAGER_PATH, text), 1)
    assert [(each["code"], each["severity"]) for each in found] == [("not-analysed", 4)]


def test_files_that_change_on_disk_are_judged_again(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    packager, new = client.uri(PACKAGER_PATH), client.uri("shop/delivery/new.py")
    (shop / "shop/delivery/new.py").write_text(PACKAGER)
    (shop / PACKAGER_PATH).unlink()
    changes = [{"uri": packager, "type": 3}, {"uri": new, "type": 1}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    client.wait_until(lambda: list(client.published) == [new])


def test_a_change_on_disk_does_not_touch_what_is_open(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    uri = client.open(PACKAGER_PATH)
    (shop / PACKAGER_PATH).write_text("")
    (shop / "shop/delivery/new.py").write_text(PACKAGER)
    changes = [{"uri": client.uri(path), "type": 2} for path in (PACKAGER_PATH, "shop/delivery/new.py")]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    client.wait_until(lambda: client.uri("shop/delivery/new.py") in client.published)
    assert summary(client.published[uri]) == ["1:37 private-import"]


def test_when_very_many_files_change_the_workspace_is_read_again(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    paths = [f"shop/delivery/part{number}.py" for number in range(150)]
    for path in paths:
        (shop / path).write_text(PACKAGER)
    client.notify(
        "workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri(path), "type": 1} for path in paths]}
    )
    client.wait_until_read(2)
    assert set(client.published) == {client.uri(path) for path in (PACKAGER_PATH, *paths)}
