"""`initialized`: the client has its answer, and the work begins.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#initialized
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.uris import file_of
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer

_WATCHED = ("**/*.py", "**/*.pyi", "**/*.sql", f"**/{CONFIG_NAME}")


def register(server: RingfenceServer) -> None:
    """Answer `initialize` with what is registered, and begin with `initialized`."""
    folders: list[str] = []

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        named = [folder.uri for folder in params.workspace_folders or ()]
        folders.extend(named or ([params.root_uri] if params.root_uri else []))

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        if server.protocol.support.registers_watchers:
            _watch_files(server)
        server.open_folders([file for file in map(file_of, folders) if file is not None])


def _watch_files(server: RingfenceServer) -> None:
    watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
    registration = types.Registration(
        id="ringfence/files",
        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers),
    )
    params = types.RegistrationParams(registrations=[registration])
    server.protocol.send_request(types.CLIENT_REGISTER_CAPABILITY, params)
