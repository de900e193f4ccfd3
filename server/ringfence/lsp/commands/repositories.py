"""Which repository a command is about, and what is said when it cannot be carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from ringfence.lsp.uris import file_of
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import RingfenceServer

Arguments = dict[str, Any]
"""The one object that our commands take."""


class CommandError(JsonRpcException):
    """A command that cannot be carried out. The text is a sentence for the user."""

    CODE = types.LSPErrorCodes.RequestFailed.value


def text_of(arguments: Arguments, name: str) -> str:
    """The text that must be given as `name`. Raises `JsonRpcInvalidParams` when it is not."""
    value = arguments.get(name)
    if not isinstance(value, str) or not value:
        raise JsonRpcInvalidParams(f'This command needs an argument {{"{name}": text}}.')
    return value


def file_in(arguments: Arguments) -> Path | None:
    """The file or folder that `uri` names; None without one. Raises `JsonRpcInvalidParams` when it names none."""
    uri = arguments.get("uri")
    if uri is None:
        return None
    file = file_of(uri) if isinstance(uri, str) else None
    if file is None:
        raise JsonRpcInvalidParams("`uri` must be the URI of a file or folder on disk: file:///...")
    return file


def repository_for(server: RingfenceServer, arguments: Arguments) -> Repository:
    """The repository that a command is about: the one of `uri`, else the first. Raises `CommandError` without one."""
    file = file_in(arguments)
    repositories = server.repositories
    if not len(repositories):
        raise CommandError(f"There is no {CONFIG_NAME} in this workspace yet. Create one with `ringfence init`.")
    found = next(iter(repositories.around(file)), None) if file is not None else repositories.first()
    if found is None:
        raise CommandError(f"{file} lies in no repository with a {CONFIG_NAME}.")
    return found


def folders_of(server: RingfenceServer) -> list[Path]:
    """The folders that the client has opened."""
    return list(server.repositories.folders)
