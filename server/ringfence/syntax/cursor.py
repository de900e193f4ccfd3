"""From offsets to lines and columns."""

from __future__ import annotations

from ringfence.model.ranges import Range


class Cursor:
    r"""Turns offsets of a text (line endings `\n`) into lines and columns: cheap as long as each is behind the last."""

    __slots__ = ("_line", "_line_start", "_offset", "_text")

    def __init__(self, text: str, offset: int = 0, line: int = 0, column: int = 0) -> None:
        """Start at an offset whose line and column are known."""
        self._text, self._offset, self._line, self._line_start = text, offset, line, offset - column

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        text, last = self._text, self._offset
        if offset >= last:
            lines = text.count("\n", last, offset)
            if lines:
                self._line += lines
                self._line_start = text.rfind("\n", last, offset) + 1
        elif offset < self._line_start:
            self._line -= text.count("\n", offset, last)
            self._line_start = text.rfind("\n", 0, offset) + 1
        self._offset = offset
        return self._line, offset - self._line_start

    def range(self, start: int, end: int) -> Range:
        """The stretch between two offsets."""
        return Range(*self.at(start), *self.at(end))
