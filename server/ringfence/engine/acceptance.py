"""The ways to accept a finding instead of solving it: on its line, or in `boundaries.yaml`. Never preferred."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.config_names import fits_something
from ringfence.model.diagnostic import Certainty, Diagnostic
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.refactor.edit_config import add_allow_entry
from ringfence.refactor.suppress import REASON, suppress


def ways_to_accept(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Suppress the finding on its line, and allow it in `boundaries.yaml`, each with a reason to fill in."""
    text = texts(diagnostic.path)
    if text is not None and diagnostic.path in project.files and _can_be_accepted(diagnostic):
        edits = suppress(text, diagnostic.range, diagnostic.rule)
        if edits:
            edit = WorkspaceEdit((FileEdit(diagnostic.path, edits),))
            yield Fix(f"Suppress {diagnostic.rule} on this line, with a reason", edit)
    yield from _allow(project, diagnostic, texts)


def _allow(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """An exception for this file and this name."""
    config = project.config.path
    text, file = texts(config), project.files.get(diagnostic.path)
    if text is None or file is None or not diagnostic.imported or not _is_narrow(project, diagnostic):
        return
    if not (fits_something(project, file.name) and fits_something(project, diagnostic.written)):
        return
    edits = add_allow_entry(text, file.name, diagnostic.written, diagnostic.rule, REASON)
    if edits:
        edit = WorkspaceEdit((FileEdit(config, edits),))
        yield Fix(f"Allow this import in {config}, with a reason", edit)


def _is_narrow(project: Project, diagnostic: Diagnostic) -> bool:
    """Whether an exception for the written name speaks of less than a whole module."""
    owner = project.modules.owner_of(diagnostic.written)
    return bool(diagnostic.written) and (owner is None or diagnostic.written not in owner.roots)


def _can_be_accepted(diagnostic: Diagnostic) -> bool:
    """A comment on a broken line would break it more, and one about a suppression would be silly."""
    if diagnostic.rule == "not-analysed":
        return diagnostic.certainty is Certainty.OPAQUE
    return diagnostic.rule != "unused-suppression"
