"""`workspace/didDeleteFiles`: the user has deleted files or folders in the editor.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didDeleteFiles
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.features.workspace_will_rename_files import FILTERS
from ringfence.lsp.uris import file_of

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


def register(server: RingfenceServer) -> None:
    """Tell the server which files to look at again."""

    @server.feature(types.WORKSPACE_DID_DELETE_FILES, FILTERS)
    def did_delete_files(params: types.DeleteFilesParams) -> None:
        files = (file_of(file.uri) for file in params.files)
        server.files_changed([file for file in files if file is not None])
