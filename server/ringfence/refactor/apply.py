"""Apply text edits to a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Position

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with all edits made; their ranges (0-based lines, code-point columns) refer to `text`.

    New lines end as the first line of `text` does. Several insertions at one position keep their order. Edits
    that overlap, or that lie outside of the text, are a ValueError: they would destroy something.
    """
    line_break = _LINE_BREAK.search(text)
    ending = line_break.group() if line_break else "\n"
    starts = (0, *(match.end() for match in _LINE_BREAK.finditer(text)))
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: edit.range):
        start = _offset(text, starts, edit.range.start)
        if start < end:
            raise ValueError(f"The edit at {edit.range} overlaps the one before it.")
        pieces += text[end:start], edit.text.replace("\n", ending)
        end = _offset(text, starts, edit.range.end)
        if end < start:
            raise ValueError(f"The edit at {edit.range} ends before it starts.")
    return "".join((*pieces, text[end:]))


def _offset(text: str, starts: tuple[int, ...], position: Position) -> int:
    """The offset of a position; the end of a line is its last position."""
    if not 0 <= position.line < len(starts) or position.column < 0:
        raise ValueError(f"{position} is not in the text.")
    offset = starts[position.line] + position.column
    following = starts[position.line + 1] if position.line + 1 < len(starts) else len(text) + 1
    if offset >= following:
        raise ValueError(f"{position} is not in the text.")
    return offset
