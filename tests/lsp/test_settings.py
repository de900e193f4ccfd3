"""What the user has set, however it reaches the server; and what the server says about itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.lsp.client import FULL, Client, Json, write_files
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH

ASKS: Json = FULL | {"workspace": FULL["workspace"] | {"configuration": True}}
OPEN_FILES: Json = {"diagnosticMode": "openFiles"}


def _until_log_has(client: Client, words: str) -> None:
    client.wait_until(lambda: any(words in entry for entry in client.log()))


def test_without_settings_every_file_is_reported(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    assert list(client.published) == [client.uri(PACKAGER_PATH)]
    assert client.log() == []


@pytest.mark.parametrize("options", [OPEN_FILES, {"settings": OPEN_FILES}])
def test_open_files_alone_are_reported_where_the_user_wants_it(options: Json, shop: Path, serve: Serve) -> None:
    client = serve(shop, initializationOptions=options)
    client.wait_until_read()
    assert client.published == {}
    uri = client.open(PACKAGER_PATH)
    client.wait_until(lambda: uri in client.published)
    client.close(uri)
    client.wait_until(lambda: client.published == {})


def test_a_document_that_is_opened_too_early_has_the_settings_that_were_said(shop: Path) -> None:
    options = {"initializationOptions": OPEN_FILES, "capabilities": FULL}
    with Client(shop) as client:
        client.request("initialize", {"processId": None, "rootUri": client.uri("")} | options)
        uri = client.open("shop/cam/internal/leads.py")
        client.notify("initialized", {})
        client.wait_until_read()
        assert client.published == {}
        client.close(uri)


def test_a_changed_setting_holds_at_once(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    client.notify("workspace/didChangeConfiguration", {"settings": {"ringfence": OPEN_FILES}})
    client.wait_until(lambda: client.published == {})
    client.notify("workspace/didChangeConfiguration", {"settings": {"diagnosticMode": "workspace"}})
    client.wait_until(lambda: client.uri(PACKAGER_PATH) in client.published)


def test_a_client_that_can_be_asked_is_asked_at_the_start_and_after_each_change(shop: Path) -> None:
    with Client(shop, ASKS) as client:
        client.settings = OPEN_FILES
        client.start()
        uri = client.open(PACKAGER_PATH)
        client.wait_until(lambda: uri in client.published)
        client.close(uri)
        client.wait_until(lambda: client.published == {})
        client.settings = {"diagnosticMode": "workspace"}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.wait_until(lambda: uri in client.published)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"diagnosticMode": "all"}, "`ringfence.diagnosticMode` must be workspace or openFiles, not 'all'"),
        ({"codeLens": 1}, "`ringfence.codeLens` must be false or true, not 1"),
        ({"logFile": 7}, "`ringfence.logFile` must be a file name, not 7"),
        ({"settings": "all"}, "The settings of Ringfence are no object"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_and_left_out(
    options: Json, said: str, shop: Path, serve: Serve
) -> None:
    client = serve(shop, initializationOptions=options)
    _until_log_has(client, said)
    client.wait_until(lambda: client.uri(PACKAGER_PATH) in client.published)


def test_the_log_is_written_to_the_file_that_the_user_names(shop: Path, serve: Serve) -> None:
    client = serve(shop, initializationOptions={"logFile": "ringfence.log", "codeLens": 1})
    _until_log_has(client, "codeLens")
    client.notify("workspace/didChangeConfiguration", {"settings": {"codeLens": 2}})
    client.wait_until(lambda: "not 2" in (shop / "ringfence.log").read_text())
    assert (shop / "ringfence.log").read_text().startswith("Log of Ringfence\n")


def test_a_file_that_is_no_log_is_never_written_to(shop: Path, serve: Serve) -> None:
    client = serve(shop, initializationOptions={"logFile": PACKAGER_PATH, "logLevel": "debug"})
    _until_log_has(client, "cannot be written (it is no log of Ringfence)")
    client.wait_until_read()
    assert (shop / PACKAGER_PATH).read_text() == PACKAGER


@pytest.mark.parametrize(
    "name",
    ["~nobody-of-this-name/x.log", "\0", "/dev/full", "fifo", "shop", "missing/x.log", "locked/x.log", "x" * 300],
)
def test_a_log_file_that_cannot_be_one_keeps_nothing_from_working(name: str, shop: Path, serve: Serve) -> None:
    os.mkfifo(shop / "fifo")
    (shop / "locked").write_text("no folder")
    client = serve(shop, initializationOptions={"logFile": name})
    client.wait_until(lambda: client.uri(PACKAGER_PATH) in client.published)
    _until_log_has(client, "cannot be written")


def _statuses(client: Client) -> list[tuple[str, int]]:
    said = [message["params"] for message in client.messages if message.get("method") == "ringfence/status"]
    return [(each["state"], each["findings"]["error"]) for each in said]


def test_a_client_that_does_not_ask_for_a_status_is_sent_none(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    client.shutdown()
    assert _statuses(client) == []


def test_the_status_follows_what_happens(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").unlink()
    client = serve(shop, initializationOptions={"status": True})
    client.wait_until(lambda: _statuses(client)[-1:] == [("off", 0)])
    config = client.open("boundaries.yaml", CONFIG)
    client.wait_until(lambda: _statuses(client)[-1:] == [("ready", 1)])
    client.replace(config, 2, "modules: [")
    client.wait_until(lambda: _statuses(client)[-1][0] == "broken")
    client.replace(config, 3, CONFIG)
    client.wait_until(lambda: _statuses(client)[-1:] == [("ready", 1)])


def test_the_status_of_a_clean_project_follows_its_boundaries(shop: Path, serve: Serve) -> None:
    (shop / PACKAGER_PATH).unlink()
    client = serve(shop, initializationOptions={"status": True})
    client.wait_until(lambda: _statuses(client)[-1:] == [("ready", 0)])
    (shop / "boundaries.yaml").unlink()
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("boundaries.yaml"), "type": 3}]})
    client.wait_until(lambda: _statuses(client)[-1:] == [("off", 0)])


def test_a_config_that_was_never_good_is_not_said_to_be_in_force(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").write_text("modules: [")
    client = serve(shop, initializationOptions={"status": True})
    client.wait_until(lambda: _statuses(client)[-1:] == [("broken", 1)])
    said = [message["params"]["message"] for message in client.messages if message.get("method") == "ringfence/status"]
    assert said[-1] == "boundaries.yaml cannot be used as it is, so nothing is checked. Correct what is marked in it."


def test_reading_can_be_stopped_and_begun_again(tmp_path: Path, serve: Serve) -> None:
    texts = {"boundaries.yaml": CONFIG, "shop/zz.py": PACKAGER, "shop/cam/internal/leads.py": ""}
    big = "import os\n\n\ndef function(value: int) -> int:\n    return value\n" * 2_000
    write_files(tmp_path, texts | {f"shop/part{number}.py": big for number in range(40)})
    client = serve(tmp_path, initializationOptions={"status": True})
    begun = client.wait_for(lambda message: message.get("method") == "$/progress")
    client.notify("window/workDoneProgress/cancel", {"token": begun["params"]["token"]})
    client.wait_until(lambda: any(state == "ready" for state, _ in _statuses(client)))
    _until_log_has(client, "Reading was stopped")
    assert client.uri("shop/zz.py") not in client.published
    client.request("workspace/executeCommand", {"command": "ringfence.restartIndex", "arguments": []})
    client.wait_until(lambda: client.uri("shop/zz.py") in client.published)
