"""Where something stands in a text: 0-based lines, code-point columns."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """One place between two characters.

    `line` is 0-based. `column` is 0-based and counts code points from the start of the line.
    The edges convert: the command line to 1-based, the language server to the client's encoding.
    """

    line: int
    column: int


class Range(NamedTuple):
    """A stretch of text from a start (inclusive) to an end (exclusive), flat for speed.

    Lines and columns are 0-based and in code points, as in `Position`.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def start(self) -> Position:
        """The first position inside the range."""
        return Position(self.line, self.column)

    @property
    def end(self) -> Position:
        """The first position after the range."""
        return Position(self.end_line, self.end_column)

    def shifted(self, lines: int) -> Range:
        """The same range, `lines` further down."""
        return Range(self.line + lines, self.column, self.end_line + lines, self.end_column)

    def contains(self, position: Position) -> bool:
        """Whether `position` is inside the range or at one of its two ends."""
        return self.start <= position <= self.end

    def overlaps(self, other: Range) -> bool:
        """Whether the two ranges share a position, ends included."""
        return self.start <= other.end and other.start <= self.end


FILE_START = Range(0, 0, 0, 0)
"""Where a diagnostic about a whole file is shown."""
