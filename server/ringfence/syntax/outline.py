"""What a walk over a text collects, and where reading can begin anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ringfence.model.facts import Definition, ImportSite, ParseProblem


@dataclass(slots=True)
class Outline:
    """What the walk found."""

    imports: list[ImportSite] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    exports: list[str] | None = None
    problems: list[ParseProblem] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    inline: bool = field(default=False, compare=False)
    """Imports behind a `;` or `:` were looked for."""


class Anchor(NamedTuple):
    """A place where reading can begin anew: an import, function or class in the first column.

    Nothing before it matters to what follows: it stands in no string, no bracket and no block.
    """

    offset: int
    """Of the statement, in the text with a line end before its first line."""
    line: int
    imports: int
    """How many imports were found before it; likewise the other two."""
    definitions: int
    problems: int
