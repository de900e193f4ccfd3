"""What renamed files and folders mean for the other files of their repositories."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ringfence.engine.rename import rename_edit, renaming_of
from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.commands.pieces import in_pieces
from ringfence.lsp.edits import EditWriter
from ringfence.lsp.repository import Repository
from ringfence.lsp.session import Session
from ringfence.lsp.to_lsp import Json

_TITLE = "Ringfence: rename in imports and boundaries.yaml"
_PATIENCE = 20.0
"""Seconds that a renaming waits for the first reading of the repository."""
_LOOK = 0.05

Renames = list[tuple[Path, Path]]
"""Files and folders, old and new."""


async def edit_of(repository: Repository, support: ClientSupport, renames: Renames, *, imports: bool) -> Json | None:
    """The edit that the client has to make in one repository before it renames; None when nothing is to be done."""
    await _until_read(repository)
    session = repository.session
    if session is None:
        return None
    paths = dict(_paths(repository, renames))
    project, layout = session.project, session.layout
    renaming = renaming_of(project, paths, lambda path: _name_of(session, path), layout.source_roots)
    edit = await in_pieces(rename_edit(project, renaming, repository.texts(), imports=imports))
    if not edit.files:
        return None
    # The user has asked for it by renaming: to be asked again would be a nuisance.
    return EditWriter(repository, replace(support, change_annotations=False)).workspace_edit(_TITLE, edit)


async def _until_read(repository: Repository) -> None:
    """Wait until all files have been read: else what imports the file may not be known yet."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await repository.ready()
            while repository.session is not None and not repository.project.complete:
                await asyncio.sleep(_LOOK)


def _paths(repository: Repository, renames: Renames) -> Iterable[tuple[str, str]]:
    """The project paths of what stays in the repository, old and new."""
    for old, new in renames:
        before, after = repository.root.paths(old), repository.root.paths(new)
        if before and after and before[0] != after[0]:
            yield before[0], after[0]


def _name_of(session: Session, path: str) -> tuple[str, bool] | None:
    found = session.layout.describe(path)
    return (found.name, found.is_package) if found is not None else None
