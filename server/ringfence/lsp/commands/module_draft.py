"""`ringfence.moduleDraft`: the edit that begins a new module."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ringfence.lsp.commands.repositories import Arguments, CommandError, repository_for, text_of
from ringfence.lsp.edits import EditWriter
from ringfence.refactor.new_module import new_module

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json


async def module_draft(server: RingfenceServer, arguments: Arguments) -> Json:
    """The edit for the module that is named. Raises `CommandError` when there can be none."""
    name = text_of(arguments, "name").strip()
    repository = repository_for(server, arguments)
    await repository.ready()
    edit = new_module(repository.project, name, repository.texts())
    if isinstance(edit, str):
        raise CommandError(edit)
    # The user has asked for it: to be asked again would be a nuisance.
    writer = EditWriter(repository, replace(server.protocol.support, change_annotations=False))
    written = writer.workspace_edit(f"Ringfence: create the module {name}", edit)
    if written is None:
        raise CommandError("This editor cannot create files by itself, so the module has to be begun by hand.")
    return {"edit": written}
