"""`workspace/didDeleteFiles`: the user has deleted files or folders in the editor.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didDeleteFiles
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.features.workspace_will_rename_files import FILTERS
from ringfence.lsp.uris import files_of

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


def register(server: RingfenceServer) -> None:
    """Tell the server which files to look at again."""

    @server.feature(types.WORKSPACE_DID_DELETE_FILES, FILTERS)
    def did_delete_files(params: types.DeleteFilesParams) -> None:
        server.files_changed(files_of(file.uri for file in params.files))
