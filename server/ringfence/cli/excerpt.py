"""The lines of source that a finding is about, with a marker under the exact range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ringfence.cli.printable import CUT, cells, expanded, first_cells, last_cells
from ringfence.model.ranges import Range

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_MOST_LINES = 4
_LONG = 2_000
"""Code points around a range after which a line is cut before anything is measured."""


class Row(NamedTuple):
    """One line of source as it is shown."""

    line: int
    """0-based; -1 for the gap in the middle of a long range."""
    text: str
    marker: str
    """Blanks, then a caret under each cell of the range."""


def lines_of(text: str) -> list[str]:
    """The lines of a text without their breaks, counted as all positions are."""
    return _LINE_BREAK.split(text)


def excerpt(lines: Sequence[str], where: Range, width: int) -> Iterator[Row]:
    """The rows to show for a range, none wider than `width` cells; none at all when the lines do not reach so far."""
    last = where.end_line
    if last > where.line and where.end_column == 0:
        last -= 1  # it ends with the break of the line above
    if last >= len(lines):
        return
    numbers = list(range(where.line, last + 1))
    if len(numbers) > _MOST_LINES:
        numbers = [*numbers[: _MOST_LINES - 2], -1, numbers[-1]]
    for number in numbers:
        if number < 0:
            yield Row(-1, "", "")
            continue
        line = lines[number]
        start = where.column if number == where.line else len(line) - len(line.lstrip())
        end = where.end_column if number == where.end_line else len(line)
        yield _row(number, line, start, max(start, end), width)


def _row(number: int, line: str, start: int, end: int, width: int) -> Row:
    start, end = min(start, len(line)), min(end, len(line))
    cut_before, cut_after = start > _LONG, len(line) - end > _LONG
    before = expanded(line[max(start - _LONG, 0) : start], 0)
    inside = expanded(line[start : min(end, start + _LONG)], cells(before))
    after = expanded(line[end : end + _LONG], cells(before) + cells(inside)).rstrip()
    if cut_before or cut_after or cells(before + inside + after) > width:
        before, inside, after = _clipped(before, inside, after, width)
    marker = " " * cells(before) + "^" * max(cells(inside), 1)
    return Row(number, before + inside + after, marker)


def _clipped(before: str, inside: str, after: str, width: int) -> tuple[str, str, str]:
    """The three parts of a line cut down to `width` cells: the range first, then what is around it."""
    if cells(inside) > width // 2 and cells(inside) + cells(before) > width:
        inside = first_cells(inside, width // 2) + CUT
        after = ""
    room = width - cells(inside)
    if cells(before) > room // 2 and cells(before) + cells(after) > room:
        kept = max(room // 2, room - cells(after))
        before = CUT + last_cells(before, kept - 1)
    room -= cells(before)
    if cells(after) > room:
        after = first_cells(after, room - 1) + CUT
    return before, inside, after
