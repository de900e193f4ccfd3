"""`textDocument/didSave`: a moment to look at the disk, for clients that watch no files for us.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_didSave
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


def register(server: RingfenceServer) -> None:
    """Tell the server about each saved document."""

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE, types.SaveOptions(include_text=False))
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.saved(params.text_document.uri)
