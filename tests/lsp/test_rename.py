"""Renaming files in the editor: what the server asks to be changed with them, and what it knows afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import FULL, Client, Json, without, write_files
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH

OPERATIONS = {"willRename": True, "didRename": True, "didCreate": True, "didDelete": True}
RENAMES: Json = FULL | {"workspace": FULL["workspace"] | {"fileOperations": OPERATIONS}}
LEADS, PROSPECTS = "shop/cam/internal/leads.py", "shop/cam/internal/prospects.py"


def _ask(client: Client, *renames: tuple[str, str]) -> Any:
    files = [{"oldUri": client.uri(old), "newUri": client.uri(new)} for old, new in renames]
    return client.request("workspace/willRenameFiles", {"files": files})


def _texts(client: Client, edit: Json) -> dict[str, str]:
    """The files of an edit with their new texts, by path."""
    changes = edit.get("changes") or {each["textDocument"]["uri"]: each["edits"] for each in edit["documentChanges"]}
    prefix = client.root.as_uri() + "/"
    return {
        uri.removeprefix(prefix): _applied(client.root / uri.removeprefix(prefix), edits)
        for uri, edits in changes.items()
    }


def _applied(file: Path, edits: list[Json]) -> str:
    lines = file.read_text(encoding="utf-8").split("\n")
    for edit in sorted(edits, key=lambda edit: -int(edit["range"]["start"]["line"])):
        start, end = edit["range"]["start"], edit["range"]["end"]
        after = "\n".join(lines[end["line"] :])[end["character"] :]
        before = "\n".join([*lines[: start["line"]], lines[start["line"]][: start["character"]]])
        lines = (before + edit["newText"] + after).split("\n")
    return "\n".join(lines)


def test_only_a_client_that_asks_is_told_that_it_may(shop: Path) -> None:
    with Client(shop) as client:
        assert "willRename" not in str(client.start()["capabilities"])
    with Client(shop, RENAMES) as client:
        operations = client.start()["capabilities"]["workspace"]["fileOperations"]
        assert set(operations) == set(OPERATIONS)
        assert [each["pattern"]["matches"] for each in operations["willRename"]["filters"]] == ["file", "folder"]


def test_imports_and_boundaries_follow_a_file(shop: Path, serve: Serve) -> None:
    write_files(
        shop, {"boundaries.yaml": CONFIG + "allow: [{from: shop.delivery, to: shop.cam.internal.leads, reason: x}]\n"}
    )
    client = serve(shop, RENAMES)
    edit = _ask(client, (LEADS, PROSPECTS))
    assert "changeAnnotations" not in edit
    assert _texts(client, edit) == {
        "boundaries.yaml": (shop / "boundaries.yaml").read_text().replace("internal.leads", "internal.prospects"),
        PACKAGER_PATH: PACKAGER.replace("internal.leads", "internal.prospects"),
    }


def test_a_folder_takes_its_module_with_it(shop: Path, serve: Serve) -> None:
    client = serve(shop, RENAMES)
    texts = _texts(client, _ask(client, ("shop/cam", "shop/crm")))
    assert texts == {
        "boundaries.yaml": CONFIG.replace("  cam:", "  crm:").replace("[cam,", "[crm,"),
        PACKAGER_PATH: PACKAGER.replace("shop.cam", "shop.crm"),
    }


def test_unsaved_text_is_what_is_edited_and_its_version_is_named(shop: Path, serve: Serve) -> None:
    client = serve(shop, RENAMES)
    client.wait_until_read()
    uri = client.open(PACKAGER_PATH, "\n\nimport shop.cam.internal.leads\n", version=4)
    client.diagnostics(uri, 4)
    (change,) = _ask(client, (LEADS, PROSPECTS))["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 4}
    (edit,) = change["edits"]
    assert edit["range"]["start"] == {"line": 2, "character": 0}
    assert edit["newText"] == "import shop.cam.internal.prospects\n"


def test_a_client_without_document_changes_gets_plain_ones(shop: Path, serve: Serve) -> None:
    client = serve(shop, without(RENAMES, "workspace", "workspaceEdit", "documentChanges"))
    assert PACKAGER_PATH in _texts(client, _ask(client, (LEADS, PROSPECTS)))


@pytest.mark.parametrize(
    ("name", "options", "imports"),
    [
        ("Neovim", {}, True),
        ("Visual Studio Code", {}, False),
        ("Visual Studio Code", {"renameImports": "on"}, True),
        ("Neovim", {"settings": {"renameImports": "off"}}, False),
    ],
)
def test_imports_are_left_alone_where_another_extension_rewrites_them(
    shop: Path, serve: Serve, name: str, options: Json, imports: bool
) -> None:
    client = serve(shop, RENAMES, clientInfo={"name": name}, initializationOptions=options)
    edit = _ask(client, ("shop/cam", "shop/crm"))
    assert set(_texts(client, edit)) == {"boundaries.yaml", *([PACKAGER_PATH] if imports else [])}


def test_what_concerns_nothing_gets_no_edit(shop: Path, tmp_path: Path, serve: Serve) -> None:
    client = serve(shop, RENAMES)
    assert _ask(client, ("README.md", "READ.md")) is None
    assert _ask(client, (LEADS, "../elsewhere/leads.py")) is None
    assert (
        client.request("workspace/willRenameFiles", {"files": [{"oldUri": "untitled:a", "newUri": "untitled:b"}]})
        is None
    )


def test_after_a_renaming_findings_follow(shop: Path, serve: Serve) -> None:
    bare = without(RENAMES, "workspace", "didChangeWatchedFiles")
    client = serve(shop, bare)
    client.wait_until_read()
    old, new = client.uri(PACKAGER_PATH), client.uri("shop/delivery/boxes.py")
    client.wait_until(lambda: old in client.published)
    (shop / PACKAGER_PATH).rename(shop / "shop/delivery/boxes.py")
    client.notify("workspace/didRenameFiles", {"files": [{"oldUri": old, "newUri": new}]})
    client.wait_until(lambda: new in client.published and old not in client.published)
    (shop / "shop/delivery/boxes.py").unlink()
    client.notify("workspace/didDeleteFiles", {"files": [{"uri": new}]})
    client.wait_until(lambda: new not in client.published)
    (shop / PACKAGER_PATH).write_text(PACKAGER, encoding="utf-8")
    client.notify("workspace/didCreateFiles", {"files": [{"uri": old}]})
    client.wait_until(lambda: old in client.published)
