"""`workspace/didChangeWorkspaceFolders`: folders were added to the workspace, or taken from it.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didChangeWorkspaceFolders
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.uris import file_of

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.lsp.server import RingfenceServer


def register(server: RingfenceServer) -> None:
    """Serve the projects of the folders that there are now."""

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.repositories.change_folders(_files(params.event.added), _files(params.event.removed))
        server.status.touch()
        server.settings.ask()


def _files(folders: Iterable[types.WorkspaceFolder]) -> list[Path]:
    return [file for file in (file_of(folder.uri) for folder in folders) if file is not None]
