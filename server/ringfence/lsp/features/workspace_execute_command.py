"""`workspace/executeCommand`: what a client can ask for beside the protocol's own requests; see `docs/protocol.md`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_executeCommand
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer

Arguments = dict[str, Any]
Command = Callable[["RingfenceServer", Arguments], Awaitable[Any]]

COMMANDS = (
    "ringfence.restartIndex",
    "ringfence.moduleMap",
    "ringfence.findings",
    "ringfence.explain",
    "ringfence.debugInformation",
    "ringfence.configDraft",
    "ringfence.moduleDraft",
)
"""The names of all commands, for clients: what they need is imported when the first one comes."""

_LOG = logging.getLogger(__name__)


def register(server: RingfenceServer) -> None:
    """Carry out each of our commands."""
    for command in COMMANDS:
        _register(server, command)


def _register(server: RingfenceServer, name: str) -> None:
    @server.command(name)
    async def carry_out(*arguments: Any) -> Any:
        given = _arguments(arguments)
        try:
            return await _commands()[name](server, given)
        except JsonRpcException:
            raise
        except Exception as error:
            _LOG.exception("The command %s failed.", name)
            what = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise JsonRpcInternalError(f"The command {name} failed ({what}). The log says more.") from None


def _arguments(arguments: tuple[Any, ...]) -> Arguments:
    """The object that a command was given; without any, an empty one. Raises `JsonRpcInvalidParams` for all else."""
    given = arguments[0] if arguments else None
    if len(arguments) > 1 or not isinstance(given, dict | None):
        raise JsonRpcInvalidParams("This command takes one object as its argument, or none.")
    return given or {}


@cache
def _commands() -> dict[str, Command]:
    """What carries out each of `COMMANDS`; the answer is JSON."""
    from ringfence.lsp.commands.config_draft import config_draft
    from ringfence.lsp.commands.debug_information import debug_information
    from ringfence.lsp.commands.explain import explain
    from ringfence.lsp.commands.findings import findings
    from ringfence.lsp.commands.module_draft import module_draft
    from ringfence.lsp.commands.module_map import module_map
    from ringfence.lsp.commands.restart_index import restart_index

    return {
        "ringfence.restartIndex": restart_index,
        "ringfence.moduleMap": module_map,
        "ringfence.findings": findings,
        "ringfence.explain": explain,
        "ringfence.debugInformation": debug_information,
        "ringfence.configDraft": config_draft,
        "ringfence.moduleDraft": module_draft,
    }
