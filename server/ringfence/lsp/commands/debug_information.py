"""`ringfence.debugInformation`: what somebody who looks for a fault wants to know, as plain text.

It names files and settings of the workspace; it holds no environment variables and no text of any file.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from ringfence import __version__
from ringfence.adapters.caches import cache_size
from ringfence.lsp.commands.memory import memory_in_use
from ringfence.lsp.commands.repositories import Arguments, folders_of
from ringfence.lsp.commands.repository_information import about_repository
from ringfence.lsp.threads import in_thread
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.lsp.server import RingfenceServer

_PACKAGES = ("pygls", "lsprotocol", "grimp", "tree-sitter", "tree-sitter-python", "sqlglot", "msgspec", "PyYAML")


async def debug_information(server: RingfenceServer, _: Arguments) -> str:
    """All of it, section by section; one for each repository."""
    sections = [
        ("Versions", list(_versions())),
        ("Client", list(_client(server))),
        ("Workspace", list(_folders(server))),
    ]
    for repository in server.repositories:
        folder = repository.root.folder
        size = await in_thread(partial(cache_size, folder))
        settings = server.settings.of(folder)
        sections.append((f"Repository {folder}", list(about_repository(repository, settings, size))))
    sections += [("Memory", [memory_in_use()]), ("Faults", list(_faults(server)))]
    return "\n\n".join("\n".join([f"{title}:", *(f"  {line}" for line in lines)]) for title, lines in sections) + "\n"


def _versions() -> Iterator[str]:
    yield f"ringfence {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()}, {sys.executable})"
    yield platform.platform()
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} is not installed"


def _client(server: RingfenceServer) -> Iterator[str]:
    info = server.protocol.client_info
    yield f"{info.name} {info.version or ''}".rstrip() if info else "it has not said its name"
    support = server.protocol.support
    for field in fields(support):
        value = getattr(support, field.name)
        yield f"{field.name}: {str(getattr(value, 'value', value)).lower()}"


def _folders(server: RingfenceServer) -> Iterator[str]:
    """Where a `boundaries.yaml` was looked for, and found."""
    for folder in folders_of(server):
        yield f"folder {folder}"
        for looked in _looked_at(folder):
            yield f"  {'found' if (looked / CONFIG_NAME).is_file() else 'looked for'} {looked / CONFIG_NAME}"
    if not len(server.repositories):
        yield f"no {CONFIG_NAME} was found, so nothing is checked"


def _looked_at(folder: Path) -> Iterator[Path]:
    """The folders in which a `boundaries.yaml` is looked for, up to the one that has it."""
    for looked in (folder, *folder.parents):
        yield looked
        if (looked / CONFIG_NAME).is_file():
            return


def _faults(server: RingfenceServer) -> Iterator[str]:
    yield f"{server.faults.count} since the start"
    yield from server.faults.lines
