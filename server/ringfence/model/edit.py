"""Changes to files as plain values: what a fix proposes and an edge applies."""

from __future__ import annotations

from dataclasses import dataclass

from ringfence.model.ranges import Range


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Replace the text in `range` (0-based lines, code-point columns) by `text`.

    Line endings in `text` are always `\\n`; the edge that applies it uses those of the file.
    """

    range: Range
    text: str


@dataclass(frozen=True, slots=True)
class FileEdit:
    """All edits to one file. Ranges refer to the text before the change and do not overlap."""

    path: str
    """POSIX, relative to the folder of `boundaries.yaml`."""
    edits: tuple[TextEdit, ...] = ()
    creates: bool = False
    """The file does not exist yet; the edits fill an empty text."""


@dataclass(frozen=True, slots=True)
class WorkspaceEdit:
    """Changes to several files that only make sense together."""

    files: tuple[FileEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to solve a diagnostic."""

    title: str
    edit: WorkspaceEdit
    preferred: bool = False
    """The one that a tired person should take; at most one per diagnostic, and only when it is unambiguous."""
    automatic: bool = False
    """Safe to apply to a whole file or project at once (`source.fixAll`, `ringfence fix`)."""
