"""How the client's settings reach the server: said at the start, asked for, or told.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_configuration
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from ringfence.lsp.settings import SECTION, SettingsOfFolders
from ringfence.lsp.uris import uri_of

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.settings import Settings

_LOG = logging.getLogger(__name__)


class ClientSettings:
    """The settings as they are now, and what else the client has said about itself."""

    def __init__(self, server: RingfenceServer) -> None:
        """Start with the defaults."""
        self.options: dict[str, object] = {}
        """`initializationOptions`, as JSON."""
        self._server = server
        self._folders = SettingsOfFolders()

    @property
    def base(self) -> Settings:
        """What holds where nothing else is said."""
        return self._folders.base

    def of(self, folder: Path) -> Settings:
        """The settings for a folder."""
        return self._folders.of(folder)

    def begin(self, options: object) -> None:
        """Read `initializationOptions`: the settings, bare or below `settings`, beside what only they can hold."""
        self.options = options if isinstance(options, dict) else {}
        _complain(self._folders.read_base(self.options.get("settings", self.options)))
        self._server.log.take_settings(self.base)

    def has_command(self, command: str) -> bool:
        """Whether the client has said that it has a command of its own."""
        commands = self.options.get("commands")
        return isinstance(commands, list) and command in commands

    def take(self, said: object) -> None:
        """Take settings that hold for every folder."""
        _complain(self._folders.read_all(said))
        self._changed()

    async def ask(self) -> None:
        """Ask a client that can be asked for the settings of each of its folders."""
        folders = self._server.repositories.folders
        protocol = self._server.protocol
        if not protocol.support.configuration or not folders:
            return
        items = [types.ConfigurationItem(scope_uri=uri_of(folder), section=SECTION) for folder in folders]
        try:
            params = types.ConfigurationParams(items=items)
            said = await protocol.send_request_async(types.WORKSPACE_CONFIGURATION, params)
        except JsonRpcException as error:
            _LOG.warning("The editor does not tell its settings (%s); they stay as they are.", error.message)
            return
        if isinstance(said, list):
            _complain(self._folders.read(dict(zip(folders, said, strict=False))))
            self._changed()

    def _changed(self) -> None:
        self._server.repositories.settings_changed()
        folders = self._server.repositories.folders
        self._server.log.take_settings(self.of(folders[0]) if folders else self.base)
        if self._server.protocol.support.refreshes_code_lenses:
            self._server.protocol.send_request(types.WORKSPACE_CODE_LENS_REFRESH, None)


def _complain(complaints: list[str]) -> None:
    for complaint in complaints:
        _LOG.warning(complaint)
