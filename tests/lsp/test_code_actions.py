"""Quick fixes and the fix of a whole file, in the form that each client can apply."""

from __future__ import annotations

from pathlib import Path

import pytest
from ringfence.lsp.actions import is_wanted

from tests.lsp.client import FULL, AnswerError, Client, Json, summary, without
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH

REROUTE = "Import LeadDTO from shop.cam.api.dtos"
SUPPRESS = "Suppress private-import on this line, with a reason"
ALLOW = "Allow this import in boundaries.yaml, with a reason"
FIX_ALL = "Ringfence: fix all imports of this file"
FIXED = PACKAGER.replace("shop.cam.internal.leads", "shop.cam.api.dtos").replace("LeadDB", "LeadDTO")
NO_RESOLVE = without(FULL, "textDocument", "codeAction", "resolveSupport")
NEOVIM = without(NO_RESOLVE, "workspace", "workspaceEdit", "documentChanges")
INTAKE = "from shop.domain.intake import ClientIntake\n\nprint(ClientIntake)\n"
INTAKE_FIXED = "from shop.onboarding.api.dtos import ClientIntake\n\nprint(ClientIntake)\n"


def _actions(client: Client, uri: str, line: int = 0, only: list[str] | None = None) -> list[Json]:
    where = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 80}}
    context: Json = {"diagnostics": client.published.get(uri, [])}
    if only is not None:
        context["only"] = only
    params = {"textDocument": {"uri": uri}, "range": where, "context": context}
    found: list[Json] = client.request("textDocument/codeAction", params)
    return found


def _titles(actions: list[Json]) -> list[str]:
    return [action["title"] for action in actions]


def _action(client: Client, uri: str, title: str) -> Json:
    return next(action for action in _actions(client, uri) if action["title"] == title)


def _applied(text: str, edits: list[Json]) -> str:
    """An ASCII text after edits to it."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def offset(place: Json) -> int:
        return int(starts[place["line"]] + place["character"])

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        text = text[: offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]) :]
    return text


def _opened(serve: Serve, root: Path, text: str | None = None, capabilities: Json = FULL) -> tuple[Client, str]:
    client = serve(root, capabilities)
    client.wait_until_read()
    uri = client.open(PACKAGER_PATH, text)
    client.wait_until(lambda: uri in client.published)
    return client, uri


def test_there_is_nothing_to_do_where_nothing_was_found(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop)
    assert _actions(client, uri, line=3, only=["quickfix"]) == []
    clean = client.open("shop/cam/api/dtos.py")
    assert _actions(client, clean) == []


def test_the_best_fix_is_preferred_and_comes_first_with_its_edit(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop)
    actions = _actions(client, uri, only=["quickfix"])
    assert actions[0]["title"] == REROUTE
    assert [action.get("isPreferred", False) for action in actions] == [True] + [False] * (len(actions) - 1)
    assert {action["kind"] for action in actions} == {"quickfix"}
    assert actions[0]["diagnostics"] == client.published[uri]
    (change,) = actions[0]["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    assert _applied(PACKAGER, change["edits"]) == FIXED


def test_after_the_fix_the_file_is_clean_and_nothing_is_left_to_fix(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop)
    client.replace(uri, 2, _applied(PACKAGER, _action(client, uri, REROUTE)["edit"]["documentChanges"][0]["edits"]))
    assert client.diagnostics(uri, 2) == []
    assert _actions(client, uri) == []


def test_the_fix_fits_the_unsaved_text(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop)
    text = "import os\n\n" + PACKAGER
    client.replace(uri, 2, text)
    (change,) = next(each for each in _actions(client, uri, 2) if each["title"] == REROUTE)["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == 2
    assert _applied(text, change["edits"]) == "import os\n\n" + FIXED


def test_accepting_a_finding_edits_its_line_or_the_boundaries(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop)
    (on_line,) = _action(client, uri, SUPPRESS)["edit"]["documentChanges"]
    assert "# ringfence: ignore[private-import]" in _applied(PACKAGER, on_line["edits"]).split("\n")[0]
    (in_config,) = _action(client, uri, ALLOW)["edit"]["documentChanges"]
    assert in_config["textDocument"] == {"uri": client.uri("boundaries.yaml"), "version": None}
    allowed = _applied(CONFIG, in_config["edits"])
    assert allowed.startswith(CONFIG)
    client.open("boundaries.yaml", allowed)
    client.wait_until(lambda: uri not in client.published)


def test_a_client_without_document_changes_is_sent_plain_changes(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop, capabilities=NEOVIM)
    edit = _action(client, uri, REROUTE)["edit"]
    assert list(edit) == ["changes"]
    assert list(edit["changes"]) == [uri]
    assert _applied(PACKAGER, edit["changes"][uri]) == FIXED


def test_new_lines_end_as_those_of_the_document(shop: Path, serve: Serve) -> None:
    text = "import os\r\nfrom shop.domain.intake import ClientIntake, Other\r\n\r\nprint(os, ClientIntake, Other)\r\n"
    client, uri = _opened(serve, shop, text)
    titles = [title for title in _titles(_actions(client, uri, 1)) if "Suppress" not in title and "Allow" not in title]
    edits = [
        edit
        for action in _actions(client, uri, 1)
        if action["title"] in titles and "edit" in action
        for change in action["edit"]["documentChanges"]
        if change["textDocument"]["uri"] == uri
        for edit in change["edits"]
    ]
    assert any("\n" in edit["newText"] for edit in edits)
    assert [edit["newText"].replace("\r\n", "") for edit in edits if "\n" in edit["newText"].replace("\r\n", "")] == []


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        (None, True),
        (["source.fixAll.ringfence"], True),
        (["source.fixAll"], True),
        (["source"], True),
        ([""], True),
        (["quickfix", "source"], True),
        ([], False),
        (["quickfix"], False),
        (["source.fixAll.ring"], False),
        (["source.fixAll.ringfence.more"], False),
        (["source.organizeImports"], False),
    ],
)
def test_a_kind_that_is_asked_for_stands_for_all_kinds_below_it(only: list[str] | None, wanted: bool) -> None:
    assert is_wanted("source.fixAll.ringfence", only) is wanted


def test_only_the_kinds_that_are_asked_for_are_offered(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop)
    assert FIX_ALL not in _titles(_actions(client, uri, only=["quickfix"]))
    assert _titles(_actions(client, uri, only=["source.fixAll"])) == [FIX_ALL]
    assert _titles(_actions(client, uri, only=["refactor"])) == []
    assert _titles(_actions(client, uri))[-1] == FIX_ALL


def test_the_fix_of_a_file_is_worked_out_when_it_is_taken(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop, INTAKE)
    (action,) = _actions(client, uri, only=["source.fixAll.ringfence"])
    assert "edit" not in action
    assert action["kind"] == "source.fixAll.ringfence"
    client.replace(uri, 2, "import os\n\n" + INTAKE)
    (change,) = client.request("codeAction/resolve", action)["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 2}
    assert _applied("import os\n\n" + INTAKE, change["edits"]) == "import os\n\n" + INTAKE_FIXED


def test_an_action_that_has_nothing_left_to_fix_changes_nothing(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop, INTAKE)
    (action,) = _actions(client, uri, only=["source.fixAll.ringfence"])
    client.replace(uri, 2, INTAKE_FIXED)
    assert client.request("codeAction/resolve", action)["edit"] == {"changes": {}}


def test_an_action_of_a_file_that_was_closed_is_out_of_date(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop, INTAKE)
    (action,) = _actions(client, uri, only=["source.fixAll.ringfence"])
    client.close(uri)
    with pytest.raises(AnswerError) as error:
        client.request("codeAction/resolve", action)
    assert error.value.code == -32801


def test_a_client_that_cannot_ask_for_edits_is_sent_them_at_once(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, shop, INTAKE, NO_RESOLVE)
    (action,) = _actions(client, uri, only=["source.fixAll.ringfence"])
    (change,) = action["edit"]["documentChanges"]
    assert _applied(INTAKE, change["edits"]) == INTAKE_FIXED


def _intake_shop(shop: Path) -> Path:
    """The new home of ClientIntake is a file that does not exist yet."""
    (shop / "boundaries.yaml").write_text(
        CONFIG.replace("shop.onboarding.api.dtos.ClientIntake", "shop.onboarding.api.intake.ClientIntake")
    )
    return shop


def test_a_fix_that_creates_a_file_asks_for_a_confirmation(shop: Path, serve: Serve) -> None:
    client, uri = _opened(serve, _intake_shop(shop), INTAKE)
    edits = [action["edit"] for action in _actions(client, uri, only=["quickfix"])]
    edit = next(edit for edit in edits if len(edit["documentChanges"]) > 1)
    created = next(change for change in edit["documentChanges"] if change.get("kind") == "create")
    assert created["uri"] == client.uri("shop/onboarding/api/intake.py")
    assert list(edit["changeAnnotations"]) == [created["annotationId"]]
    assert edit["changeAnnotations"][created["annotationId"]]["needsConfirmation"] is True
    filled = next(
        change for change in edit["documentChanges"] if change.get("textDocument", {}).get("uri") == created["uri"]
    )
    assert filled["textDocument"]["version"] is None
    assert {each["annotationId"] for each in filled["edits"]} == {created["annotationId"]}
    assert "ClientIntake" in _applied("", filled["edits"])


def test_a_fix_that_creates_a_file_is_left_out_where_the_client_cannot_create_one(shop: Path, serve: Serve) -> None:
    unable = without(FULL, "workspace", "workspaceEdit", "resourceOperations")
    client, uri = _opened(serve, _intake_shop(shop), INTAKE, unable)
    for action in _actions(client, uri, only=["quickfix"]):
        assert all("kind" not in change for change in action["edit"]["documentChanges"])
        assert len(action["edit"]["documentChanges"]) == 1


def test_a_finding_in_the_config_has_its_fixes_too(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    text = CONFIG.replace("may_import", "may_imprt")
    config = client.open("boundaries.yaml", text)
    client.wait_until(lambda: config in client.published)
    actions = _actions(client, config, line=4)
    (change,) = actions[0]["edit"]["documentChanges"]
    assert _applied(text, change["edits"]) == CONFIG
    assert summary(client.published[config]) == ["5:14 invalid-config"]
