"""`workspace/executeCommand`: what a client can ask for beside the protocol's own requests; see `docs/protocol.md`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_executeCommand
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer

Arguments = dict[str, Any]

_LOG = logging.getLogger(__name__)


def register(server: RingfenceServer) -> None:
    """Carry out each of our commands; what they need is imported when the first one comes."""
    logging.getLogger("ringfence").addHandler(server.faults)
    for command in COMMANDS:
        _register(server, command)


def _register(server: RingfenceServer, name: str) -> None:
    @server.command(name)
    async def carry_out(*arguments: Any) -> Any:
        given = _arguments(arguments)
        try:
            return await COMMANDS[name](server, given)
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


async def _restart_index(server: RingfenceServer, arguments: Arguments) -> Any:
    from ringfence.lsp.commands.restart_index import restart_index

    return await restart_index(server, arguments)


async def _module_map(server: RingfenceServer, arguments: Arguments) -> Any:
    from ringfence.lsp.commands.module_map import module_map

    return await module_map(server, arguments)


async def _findings(server: RingfenceServer, arguments: Arguments) -> Any:
    from ringfence.lsp.commands.findings import findings

    return await findings(server, arguments)


async def _explain(server: RingfenceServer, arguments: Arguments) -> Any:
    from ringfence.lsp.commands.explain import explain

    return await explain(server, arguments)


async def _debug_information(server: RingfenceServer, arguments: Arguments) -> Any:
    from ringfence.lsp.commands.debug_information import debug_information

    return await debug_information(server, arguments)


async def _config_draft(server: RingfenceServer, arguments: Arguments) -> Any:
    from ringfence.lsp.commands.config_draft import config_draft

    return await config_draft(server, arguments)


async def _module_draft(server: RingfenceServer, arguments: Arguments) -> Any:
    from ringfence.lsp.commands.module_draft import module_draft

    return await module_draft(server, arguments)


COMMANDS: dict[str, Callable[[RingfenceServer, Arguments], Awaitable[Any]]] = {
    "ringfence.restartIndex": _restart_index,
    "ringfence.moduleMap": _module_map,
    "ringfence.findings": _findings,
    "ringfence.explain": _explain,
    "ringfence.debugInformation": _debug_information,
    "ringfence.configDraft": _config_draft,
    "ringfence.moduleDraft": _module_draft,
}
"""What each command does, by its name; the answer is JSON."""
