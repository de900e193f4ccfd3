"""The whole way, once for each editor: what it says that it can do, and what it is then sent."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.lsp.client import write_files
from tests.lsp.conftest import Serve
from tests.lsp.shop import PACKAGER_PATH, SHOP

EDITORS = ("visual-studio-code", "neovim@v0.11", "emacs@v29")
REROUTE = "Import LeadDTO from shop.cam.api.dtos"
VSCODE = Path(__file__).parent / "profiles" / "vscode-1.139.json"


@pytest_lsp.fixture(
    params=EDITORS, config=ClientServerConfig(server_command=[sys.executable, "-m", "ringfence", "server"])
)
async def client(
    request: pytest.FixtureRequest, lsp_client: LanguageClient, tmp_path: Path
) -> AsyncIterator[LanguageClient]:
    root = write_files(tmp_path, SHOP)

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register_capability(_: types.RegistrationParams) -> None:
        """Every editor answers this; only the client of the tests does not by itself."""

    folders = [types.WorkspaceFolder(uri=root.as_uri(), name="shop")]
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param), root_uri=root.as_uri(), workspace_folders=folders
        )
    )
    yield lsp_client
    await lsp_client.shutdown_session()


async def test_an_editor_sees_the_break_and_can_fix_it(client: LanguageClient, tmp_path: Path) -> None:
    file = tmp_path / PACKAGER_PATH
    item = types.TextDocumentItem(uri=file.as_uri(), language_id="python", version=1, text=file.read_text())
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    (found,) = client.diagnostics[item.uri]
    assert found.message == "LeadDB is internal to cam. Import LeadDTO from shop.cam.api.dtos."
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=item.uri),
            range=found.range,
            context=types.CodeActionContext(diagnostics=[found], only=["quickfix"]),
        )
    )
    fix = next(action for action in actions or () if action.title == REROUTE)
    assert isinstance(fix, types.CodeAction)
    assert fix.edit is not None
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=item.uri, version=2),
            content_changes=[types.TextDocumentContentChangeWholeDocument(text="import os\n")],
        )
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert list(client.diagnostics[item.uri]) == []


def test_the_newest_visual_studio_code_is_sent_everything_it_can_show(shop: Path, serve: Serve) -> None:
    client = serve(shop, json.loads(VSCODE.read_text()))
    uri = client.open(PACKAGER_PATH)
    client.wait_until_read()
    (found,) = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
    assert found["relatedInformation"]
    where = {"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}}
    actions = client.request("textDocument/codeAction", where)
    assert actions[0]["isPreferred"] is True
    assert "documentChanges" in actions[0]["edit"]
    assert "edit" not in actions[-1]
