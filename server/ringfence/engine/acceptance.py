"""The ways to accept a finding instead of solving it: on its line, or in `boundaries.yaml`. Never preferred."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.model.diagnostic import Certainty, Diagnostic
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.refactor.suppress import suppress


def ways_to_accept(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Suppress the finding on its line, and allow it in `boundaries.yaml`, each with a reason to fill in."""
    text = texts(diagnostic.path)
    if text is not None and diagnostic.path in project.files and _can_be_accepted(diagnostic):
        edits = suppress(text, diagnostic.range, diagnostic.rule)
        if edits:
            edit = WorkspaceEdit((FileEdit(diagnostic.path, edits),))
            yield Fix(f"Suppress {diagnostic.rule} on this line, with a reason", edit)


def _can_be_accepted(diagnostic: Diagnostic) -> bool:
    """A comment on a broken line would break it more, and one about a suppression would be silly."""
    if diagnostic.rule == "not-analysed":
        return diagnostic.certainty is Certainty.OPAQUE
    return diagnostic.rule != "unused-suppression"
