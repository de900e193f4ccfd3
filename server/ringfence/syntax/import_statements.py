"""One import statement, read token by token: https://docs.python.org/3/reference/simple_stmts.html#import."""

from __future__ import annotations

import re
from keyword import kwlist
from typing import NamedTuple

from ringfence.model.facts import ImportedName
from ringfence.model.ranges import Range
from ringfence.syntax.cursor import Cursor
from ringfence.syntax.lexis import DOTTED, SPACE, WORD, tight

_INNER = r"(?:[\s\\]|#[^\n]*+)"
_HEAD = re.compile(rf"from{SPACE}*+((?:\.{SPACE}*+)*+)({DOTTED})?{SPACE}*+import\b{SPACE}*+(\(?)")
_DOTTED = re.compile(DOTTED)
_PLAIN_HEAD = re.compile(rf"import{SPACE}++")
_NAME = rf"(?:{{0}}++as{{0}}++({WORD}))?+({{0}}*+,?){{0}}*+"
_FROM_NAME = re.compile(rf"({WORD}|\*)" + _NAME.format(SPACE))
_INNER_NAME = re.compile(rf"({WORD}|\*)" + _NAME.format(_INNER))
_MODULE_NAME = re.compile(rf"({DOTTED})" + _NAME.format(SPACE))
_GAP = re.compile(rf"{_INNER}*+")
_END = re.compile(rf"{SPACE}*+(?:[#;\n]|\Z)")
_REST = re.compile(r"[^\n#;]*+")
_KEYWORDS = frozenset(kwlist)


class Statement(NamedTuple):
    """The parts of one import statement, before its place in the file is known."""

    base: str
    level: int
    """Leading dots; -1 for a plain `import`."""
    names: tuple[ImportedName, ...]
    base_range: Range
    range: Range
    end: int
    """The offset behind the statement."""
    complete: bool
    """False when the statement breaks off or holds something that is no import."""


def read_import(text: str, start: int, line: int) -> Statement | None:
    """Read the import statement whose keyword stands at offset `start` of `text`, on 0-based `line`.

    Returns None when a `from` turns out to be no import (`yield from`, `raise ... from` over two lines).
    """
    place = Cursor(text, start, line, start - text.rfind("\n", 0, start) - 1)
    return _read_from(text, place, start) if text.startswith("from", start) else _read_plain(text, place, start)


class _Names(NamedTuple):
    """The names of a statement, the offset behind them, and whether they are all there."""

    names: tuple[ImportedName, ...]
    end: int
    whole: bool


def _read_from(text: str, place: Cursor, start: int) -> Statement | None:
    first = place.at(start)
    match = _HEAD.match(text, start)
    if match is None:
        return None
    dots, base = match[1].count("."), match[2] or ""
    base_start = match.start(1) if dots else match.start(2 if base else 3)
    base_end = match.end(2) if base else match.start(1) + len(match[1].rstrip(" \t\f\n\\"))
    base_range = place.range(base_start, max(base_start, base_end))
    found = _inner_names(text, place, match.end()) if match[3] else _flat_names(_FROM_NAME, text, place, match.end())
    complete = found.whole and bool(dots or base)
    range_ = Range(*first, *place.at(found.end))
    return Statement(tight(base), dots, found.names, base_range, range_, found.end, complete)


def _read_plain(text: str, place: Cursor, start: int) -> Statement:
    first = place.at(start)
    match = _PLAIN_HEAD.match(text, start)
    found = _flat_names(_MODULE_NAME, text, place, match.end() if match else start + len("import"))
    range_ = Range(*first, *place.at(found.end))
    # A name with space in it is longer than it looks, and may stand on two lines.
    name = _DOTTED.match(text, match.end()) if match and found.names else None
    base_range = place.range(*name.span()) if name else range_
    return Statement("", -1, found.names, base_range, range_, found.end, found.whole)


def _flat_names(pattern: re.Pattern[str], text: str, place: Cursor, position: int) -> _Names:
    """The names from an offset to the end of the logical line."""
    names: list[ImportedName] = []
    end, comma = position, ","
    while comma and (match := pattern.match(text, position)) and match[1] not in _KEYWORDS:
        names.append(_name(place, match))
        comma = match[3].lstrip(" \t\f\n\\")
        position, end = match.end(), match.end(2 if match[2] else 1)
    if names and not comma and _END.match(text, end):
        return _Names(tuple(names), end, True)
    rest = _REST.match(text, end)
    return _Names(tuple(names), end + len(rest[0].rstrip()) if rest else end, False)


def _inner_names(text: str, place: Cursor, position: int) -> _Names:
    """The names behind an opening parenthesis at `position`, and the end of the closing one.

    Where it is never closed, a line that holds anything but names belongs to the next statement.
    """
    names: list[ImportedName] = []
    comma, ends = ",", [position]
    gap = _GAP.match(text, position)
    position = gap.end() if gap else position
    while comma and (match := _INNER_NAME.match(text, position)) and match[1] not in _KEYWORDS:
        names.append(_name(place, match))
        ends.append(match.end(2 if match[2] else 1))
        comma = "," if match[3].endswith(",") else ""
        position = match.end()
    if text.startswith(")", position):
        return _Names(tuple(names), position + 1, bool(names) and _END.match(text, position + 1) is not None)
    line_start = text.rfind("\n", 0, position) + 1
    while names and ends[-1] > line_start > ends[0]:
        names.pop()
        ends.pop()
    return _Names(tuple(names), ends[-1], False)


def _name(place: Cursor, match: re.Match[str]) -> ImportedName:
    line, column = place.at(match.start(1))
    return ImportedName(tight(match[1]), match[2] or "", line, column)
