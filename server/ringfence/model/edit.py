"""Changes to files as plain values: what a fix proposes and an edge applies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ringfence.model.ranges import Range

_ODD = re.compile(r"[\\\0:]")
"""What leads elsewhere on some systems: a drive, a stream, another separator."""


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


def is_inside(path: str) -> bool:
    """Whether a path leads to a place below the folder of `boundaries.yaml`, as far as it tells by itself.

    Paths are made of names in `boundaries.yaml`, which may come from a stranger.
    """
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and not _ODD.search(path)


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
