"""`workspace/didChangeConfiguration`: the user has changed settings.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didChangeConfiguration
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.settings import SECTION

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


def register(server: RingfenceServer) -> None:
    """Ask a client for the new settings that can be asked; take them from the message of any other."""

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change(params: types.DidChangeConfigurationParams) -> None:
        if server.protocol.support.configuration:
            server.settings.ask()
            return
        said = params.settings
        if isinstance(said, dict):
            server.settings.take(said.get(SECTION, said))
