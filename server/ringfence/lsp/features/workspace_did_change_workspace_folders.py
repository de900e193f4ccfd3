"""`workspace/didChangeWorkspaceFolders`: folders were added to the workspace, or taken from it.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didChangeWorkspaceFolders
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.uris import files_of

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


def register(server: RingfenceServer) -> None:
    """Serve the projects of the folders that there are now."""

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.repositories.change_folders(
            files_of(each.uri for each in params.event.added), files_of(each.uri for each in params.event.removed)
        )
        server.status.touch()
        server.settings.ask()
