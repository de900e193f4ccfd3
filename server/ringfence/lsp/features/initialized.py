"""`initialize` and `initialized`: the client has its answer, and the work begins.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#initialized
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.settings import SECTION
from ringfence.lsp.uris import files_of
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer

WATCHED = ("**/*.py", "**/*.pyi", "**/*.sql", f"**/{CONFIG_NAME}")
"""The files whose changes on disk matter."""

_FOLDERS = types.FileSystemWatcher(glob_pattern="**", kind=types.WatchKind.Create | types.WatchKind.Delete)
"""Of a folder that comes or goes, many clients tell nothing but its own name."""


def register(server: RingfenceServer) -> None:
    """Answer `initialize` with what is registered, and begin with `initialized`."""
    folders: list[str] = []
    options: list[object] = []

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        named = [folder.uri for folder in params.workspace_folders or ()]
        folders.extend(named or ([params.root_uri] if params.root_uri else []))
        options.append(params.initialization_options)

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        registrations = list(_registrations(server))
        if registrations:
            params = types.RegistrationParams(registrations=registrations)
            server.protocol.send_request(types.CLIENT_REGISTER_CAPABILITY, params)
        server.begin(files_of(folders), options[-1] if options else None)
        server.settings.ask()


def _registrations(server: RingfenceServer) -> Iterator[types.Registration]:
    support = server.protocol.support
    if support.registers_watchers:
        yield types.Registration(
            id="ringfence/files",
            method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            register_options=types.DidChangeWatchedFilesRegistrationOptions(
                watchers=[*(types.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCHED), _FOLDERS]
            ),
        )
    if support.registers_configuration:
        yield types.Registration(
            id="ringfence/settings",
            method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
            register_options=types.DidChangeConfigurationRegistrationOptions(section=SECTION),
        )
