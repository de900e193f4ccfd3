"""`workspace/didChangeWatchedFiles`: files changed on disk, were created or deleted.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didChangeWatchedFiles
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.uris import files_of

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


def register(server: RingfenceServer) -> None:
    """Tell the server which files to look at again."""

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        server.files_changed(files_of(change.uri for change in params.changes))
