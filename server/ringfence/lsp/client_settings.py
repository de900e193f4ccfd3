"""How the client's settings reach the server: said at the start, asked for, or told.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_configuration
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from lsprotocol import types

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
        complaints = self._folders.read_base(self.options.get("settings", self.options))
        self._server.log.take_settings(self.base)
        _complain(complaints)

    def has_command(self, command: str) -> bool:
        """Whether the client has said that it has a command of its own."""
        commands = self.options.get("commands")
        return isinstance(commands, list) and command in commands

    def take(self, said: object) -> None:
        """Take settings that hold for every folder."""
        self._changed(self._folders.read_all(said))

    def ask(self) -> None:
        """Ask a client that can be asked for the settings of each of its folders; they hold once it has answered."""
        folders = self._server.repositories.folders
        protocol = self._server.protocol
        if not protocol.support.configuration or not folders:
            return
        items = [types.ConfigurationItem(scope_uri=uri_of(folder), section=SECTION) for folder in folders]
        asked = protocol.send_request(types.WORKSPACE_CONFIGURATION, types.ConfigurationParams(items=items))
        asked.add_done_callback(lambda answer: self._answered(folders, answer))

    def _answered(self, folders: tuple[Path, ...], answer: Future[Any]) -> None:
        error = None if answer.cancelled() else answer.exception()
        if error is not None:
            _LOG.warning("The editor does not tell its settings (%s); they stay as they are.", error)
        elif not answer.cancelled() and isinstance(answer.result(), Sequence):
            self._changed(self._folders.read(dict(zip(folders, answer.result(), strict=False))))

    def _changed(self, complaints: list[str]) -> None:
        had_lenses = self._server.status.has_lenses
        self._server.repositories.settings_changed()
        folders = self._server.repositories.folders
        self._server.log.take_settings(self.of(folders[0]) if folders else self.base)
        _complain(complaints)
        if had_lenses or self._server.status.has_lenses:
            self._server.protocol.send_request(types.WORKSPACE_CODE_LENS_REFRESH, None)


def _complain(complaints: list[str]) -> None:
    for complaint in complaints:
        _LOG.warning(complaint)
