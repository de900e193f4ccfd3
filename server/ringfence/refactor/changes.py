"""Replacements by offset, collected one by one, handed over as text edits that do not overlap."""

from __future__ import annotations

import re
from bisect import bisect_right

from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Range
from ringfence.syntax.tree import line_starts

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Changes:
    """Changes to one text, as they are found; positions are code-point offsets into the text before."""

    def __init__(self, text: str) -> None:
        """Start with no changes to `text`."""
        self.text = text
        self._found: list[tuple[int, int, str]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` where now the stretch from `start` to `end` is."""
        self._found.append((start, end, _LINE_BREAK.sub("\n", text)))

    def insert(self, offset: int, text: str) -> None:
        """Put `text` at `offset`; several insertions at one offset stay in the order in which they came."""
        self.replace(offset, offset, text)

    def delete(self, start: int, end: int) -> None:
        """Take out the stretch from `start` to `end`."""
        self.replace(start, end, "")

    def delete_lines(self, start: int, end: int) -> None:
        """Take out whole lines, from the start of the first to the end of the last, with their line break."""
        after = _LINE_BREAK.match(self.text, end)
        before = re.search(r"(?:\r\n|\r|\n)\Z", self.text[:start])
        if after:
            self.delete(start, after.end())
        elif before:
            self.delete(before.start(), end)
        else:
            self.delete(start, end)

    def merged(self) -> list[tuple[int, int, str]]:
        """The changes in the order of the text, those that touch made one. Overlapping ones: ValueError."""
        # A stable sort: at one offset what is inserted comes before what is taken out.
        found: list[tuple[int, int, str]] = []
        for start, end, text in sorted(self._found, key=lambda item: (item[0], item[1])):
            if found and start < found[-1][1]:
                raise ValueError("Two changes overlap.")
            if found and start == found[-1][1]:
                found[-1] = (found[-1][0], end, found[-1][2] + text)
            else:
                found.append((start, end, text))
        return [item for item in found if _LINE_BREAK.sub("\n", self.text[item[0] : item[1]]) != item[2]]

    def edits(self) -> tuple[TextEdit, ...]:
        """The changes as text edits in the order of the text, without any that changes nothing."""
        starts = line_starts(self.text)

        def position(offset: int) -> tuple[int, int]:
            line = bisect_right(starts, offset) - 1
            return line, offset - starts[line]

        return tuple(TextEdit(Range(*position(start), *position(end)), text) for start, end, text in self.merged())

    def result(self) -> str:
        """The text after the changes, its new lines ending in `\\n`."""
        pieces: list[str] = []
        last = 0
        for start, end, text in self.merged():
            pieces += self.text[last:start], text
            last = end
        return "".join((*pieces, self.text[last:]))
