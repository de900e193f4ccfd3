"""Each client gets its diagnostics on one way: what it is told and what it can ask for add up to each finding once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lsp.client import Client, Json, summary
from tests.lsp.conftest import Serve
from tests.lsp.profiles import PROFILES, profile
from tests.lsp.shop import PACKAGER, PACKAGER_PATH

VSCODE = "vscode-1.139"
INTAKE = "shop/delivery/intake.py"
USES_GOD = "from shop.domain.intake import ClientIntake\n"


def _pull(client: Client, uri: str, known: str | None = None) -> Json:
    params = {"textDocument": {"uri": uri}, "identifier": "ringfence", "previousResultId": known}
    answer: Json = client.request("textDocument/diagnostic", params)
    return answer


def _ask_workspace(client: Client, known: dict[str, str] | None = None) -> int:
    ids = [{"uri": uri, "value": value} for uri, value in (known or {}).items()]
    return client.ask("workspace/diagnostic", {"identifier": "ringfence", "previousResultIds": ids})


def _answer(client: Client, number: int) -> Json:
    answer = client.wait_for(lambda message: message.get("id") == number and "method" not in message)
    result: Json = answer["result"]
    return result


def _reported(client: Client, number: int) -> dict[str, Json]:
    return {item["uri"]: item for item in _answer(client, number)["items"]}


@pytest.mark.parametrize("name", PROFILES)
def test_a_client_sees_each_finding_once(name: str, shop: Path, serve: Serve) -> None:
    """As a client would that uses everything it was told it may use."""
    (shop / INTAKE).write_text(USES_GOD)
    with Client(shop, profile(name)) as client:
        pulls = "diagnosticProvider" in client.start()["capabilities"]
        uri = client.open(PACKAGER_PATH)
        seen: dict[str, list[str]] = {}
        if pulls:
            seen[uri] = summary(_pull(client, uri)["items"])
            while client.uri(INTAKE) not in seen:
                for other, report in _reported(client, _ask_workspace(client)).items():
                    if other != uri:
                        seen[other] = summary(report["items"])
        else:
            client.wait_until(lambda: {uri, client.uri(INTAKE)} == client.published.keys())
        for other, found in client.published.items():
            seen[other] = seen.get(other, []) + summary(found)
        assert seen == {uri: ["1:37 private-import"], client.uri(INTAKE): ["1:32 god-module-import"]}
        assert pulls is (name == VSCODE)


@pytest.fixture
def asking(shop: Path, serve: Serve) -> Client:
    """A client that asks for diagnostics, once everything was read."""
    client = serve(shop, profile(VSCODE))
    client.wait_until_read()
    return client


def test_a_document_outside_of_the_project_has_an_empty_report(asking: Client) -> None:
    report = _pull(asking, (asking.root.parent / "other.py").as_uri())
    assert (report["kind"], report["items"]) == ("full", [])


def test_a_report_that_the_client_has_is_not_sent_again(asking: Client) -> None:
    uri = asking.open(PACKAGER_PATH)
    first = _pull(asking, uri)
    assert _pull(asking, uri, first["resultId"]) == {"kind": "unchanged", "resultId": first["resultId"]}


def test_a_report_follows_each_keystroke(asking: Client) -> None:
    uri = asking.open(PACKAGER_PATH)
    for version in range(2, 30, 2):
        asking.replace(uri, version, "\n" + PACKAGER)
        assert summary(_pull(asking, uri)["items"]) == ["2:37 private-import"]
        asking.replace(uri, version + 1, "import os\n")
        assert _pull(asking, uri)["items"] == []


def test_a_file_that_is_closed_is_reported_as_it_is_on_disk(asking: Client) -> None:
    uri = asking.open(PACKAGER_PATH)
    asking.replace(uri, 2, "import os\n")
    assert _pull(asking, uri)["items"] == []
    asking.close(uri)
    assert summary(_pull(asking, uri)["items"]) == ["1:37 private-import"]


def test_the_workspace_is_reported_once_and_then_only_what_changes(asking: Client) -> None:
    packager = asking.uri(PACKAGER_PATH)
    reports = _reported(asking, _ask_workspace(asking))
    assert {uri: summary(report["items"]) for uri, report in reports.items()} == {packager: ["1:37 private-import"]}
    held = _ask_workspace(asking, {packager: reports[packager]["resultId"]})
    (asking.root / INTAKE).write_text(USES_GOD)
    asking.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": asking.uri(INTAKE), "type": 1}]})
    changed = _reported(asking, held)
    assert {uri: summary(report["items"]) for uri, report in changed.items()} == {
        asking.uri(INTAKE): ["1:32 god-module-import"]
    }


def test_a_file_that_is_clean_now_is_reported_as_empty(asking: Client) -> None:
    packager = asking.uri(PACKAGER_PATH)
    known = _reported(asking, _ask_workspace(asking))[packager]["resultId"]
    (asking.root / PACKAGER_PATH).unlink()
    asking.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": packager, "type": 3}]})
    assert _reported(asking, _ask_workspace(asking, {packager: known}))[packager]["items"] == []


def test_a_new_server_knows_what_an_old_one_has_reported(asking: Client, serve: Serve) -> None:
    packager = asking.uri(PACKAGER_PATH)
    known = _reported(asking, _ask_workspace(asking))[packager]["resultId"]
    other = serve(asking.root, profile(VSCODE))
    other.wait_until_read()
    assert _pull(other, packager)["resultId"] == known


def test_a_question_that_is_held_can_be_cancelled(asking: Client) -> None:
    packager = asking.uri(PACKAGER_PATH)
    known = _reported(asking, _ask_workspace(asking))[packager]["resultId"]
    held = _ask_workspace(asking, {packager: known})
    asking.notify("$/cancelRequest", {"id": held})
    answer = asking.wait_for(lambda message: message.get("id") == held and "method" not in message)
    assert answer["error"]["code"] == -32800


def test_the_client_is_asked_to_ask_again_when_another_file_changes_what_it_shows(asking: Client) -> None:
    packager = asking.open(PACKAGER_PATH)
    leads = asking.open("shop/cam/internal/leads.py")
    before = _pull(asking, packager)
    since = len(asking.messages)
    asking.replace(leads, 2, "\n\n" + "class LeadDB:\n    pass\n")
    asking.wait_for(lambda message: message.get("method") == "workspace/diagnostic/refresh", since)
    after = _pull(asking, packager, before["resultId"])
    assert after["kind"] == "full"


def test_the_client_is_not_asked_to_ask_again_about_what_it_has_seen(asking: Client) -> None:
    uri = asking.open(PACKAGER_PATH)
    _pull(asking, uri)
    asking.replace(uri, 2, "import os\n")
    _pull(asking, uri)
    # A change of a file that nobody asks about needs no asking either; its report shows when all was told.
    held = _ask_workspace(asking)
    (asking.root / INTAKE).write_text(USES_GOD)
    asking.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": asking.uri(INTAKE), "type": 1}]})
    assert asking.uri(INTAKE) in _reported(asking, held)
    assert not any(message.get("method") == "workspace/diagnostic/refresh" for message in asking.messages)


def test_a_file_that_is_clean_when_it_is_closed_is_reported_as_empty_whatever_the_client_has_heard(
    asking: Client,
) -> None:
    """VS Code drops the answer that arrives while a tab closes, and does not name the file when it asks about all."""
    packager = asking.open(PACKAGER_PATH)
    assert _pull(asking, packager)["items"] != []
    (asking.root / PACKAGER_PATH).write_text("import os\n")
    asking.replace(packager, 2, "import os\n")
    assert _pull(asking, packager)["items"] == []
    held = _ask_workspace(asking)
    asking.close(packager)
    assert {uri: report["items"] for uri, report in _reported(asking, held).items()} == {packager: []}
