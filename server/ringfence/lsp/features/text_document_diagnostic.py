"""`textDocument/diagnostic` and `workspace/diagnostic`: the findings, for a client that asks for them.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_pullDiagnostics
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json

OPTIONS = types.DiagnosticOptions(identifier="ringfence", inter_file_dependencies=True, workspace_diagnostics=True)
"""What a client is told that asks for diagnostics; others are told nothing, so that none is shown twice."""


def register(server: RingfenceServer) -> None:
    """Answer both requests from the same reports."""

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, OPTIONS)
    async def document(params: types.DocumentDiagnosticParams) -> Json:
        uri = params.text_document.uri
        await server.place_of(uri)
        is_open = server.documents.get(uri) is not None
        return server.pull_channel.document(uri, params.previous_result_id, is_open=is_open)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def workspace(params: types.WorkspaceDiagnosticParams) -> Json:
        known = {each.uri: each.value for each in params.previous_result_ids}
        return {"items": await server.pull_channel.workspace(known)}
