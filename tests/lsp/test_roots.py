"""Which `boundaries.yaml` counts, and what happens when it comes and goes."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.client import Json, summary
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH


def test_a_folder_without_boundaries_stays_quiet(tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "a.py").write_text("import b\n")
    client = serve(tmp_path)
    uri = client.open("a.py")
    hover = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 8}}
    assert client.request("textDocument/hover", hover) is None
    actions = {"textDocument": {"uri": uri}, "range": _everywhere(), "context": {"diagnostics": []}}
    assert client.request("textDocument/codeAction", actions) == []
    assert [message["method"] for message in client.messages if "method" in message] == ["client/registerCapability"]


def _everywhere() -> Json:
    return {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}


def test_work_starts_when_an_unsaved_boundaries_file_appears(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").unlink()
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    client.open("boundaries.yaml", CONFIG)
    client.wait_until(lambda: packager in client.published)
    assert summary(client.published[packager]) == ["1:37 private-import"]


def test_work_starts_when_a_boundaries_file_is_saved(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").unlink()
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    (shop / "boundaries.yaml").write_text(CONFIG)
    client.save(packager)
    client.wait_until(lambda: packager in client.published)


def test_work_starts_when_the_client_reports_a_boundaries_file(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").unlink()
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    (shop / "boundaries.yaml").write_text(CONFIG)
    changes = [{"uri": client.uri("boundaries.yaml"), "type": 1}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    client.wait_until(lambda: packager in client.published)


def test_everything_is_taken_back_when_the_boundaries_file_disappears(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    client.wait_until_read()
    (shop / "boundaries.yaml").unlink()
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("boundaries.yaml"), "type": 3}]})
    client.wait_until(lambda: not client.published)
    (shop / "boundaries.yaml").write_text(CONFIG)
    client.save(packager)
    client.wait_until(lambda: packager in client.published)


def test_nothing_is_said_after_the_boundaries_file_has_disappeared(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    (shop / "boundaries.yaml").unlink()
    packager = client.open(PACKAGER_PATH)
    client.wait_until(lambda: not client.published)
    client.replace(packager, 2, PACKAGER)
    hover = {"textDocument": {"uri": packager}, "position": {"line": 0, "character": 38}}
    assert client.request("textDocument/hover", hover) is None
    assert client.published == {}


def test_the_boundaries_further_up_count_when_the_nearer_ones_disappear(shop: Path, serve: Serve) -> None:
    (shop / "shop/delivery/boundaries.yaml").write_text("version: 1\ndiscover: [nothing.*]\n")
    folder = {"uri": (shop / "shop" / "delivery").as_uri(), "name": "delivery"}
    client = serve(shop, workspaceFolders=[folder])
    client.wait_until_read()
    assert client.uri(PACKAGER_PATH) not in client.published
    (shop / "shop/delivery/boundaries.yaml").unlink()
    client.save(client.open(PACKAGER_PATH))
    client.wait_until(lambda: client.uri(PACKAGER_PATH) in client.published)


def test_the_boundaries_above_the_workspace_folder_count(shop: Path, serve: Serve) -> None:
    folder = {"uri": (shop / "shop" / "delivery").as_uri(), "name": "delivery"}
    client = serve(shop, workspaceFolders=[folder])
    assert summary(client.diagnostics(client.open(PACKAGER_PATH), 1)) == ["1:37 private-import"]


def test_without_a_workspace_folder_the_boundaries_above_the_opened_file_count(shop: Path, serve: Serve) -> None:
    client = serve(shop, workspaceFolders=None, rootUri=None)
    assert summary(client.diagnostics(client.open(PACKAGER_PATH), 1)) == ["1:37 private-import"]
