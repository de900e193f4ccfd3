"""One import statement, read token by token: https://docs.python.org/3/reference/simple_stmts.html#import."""

from __future__ import annotations

import re
from typing import NamedTuple

from ringfence.model.facts import ImportedName
from ringfence.model.ranges import Range
from ringfence.syntax.lexis import DOTTED, SPACE, WORD

_ALIAS = rf"(?:{SPACE}+as{SPACE}+({WORD}))?"
_INNER = r"(?:\s|\\\n)"

_FROM = re.compile(
    rf"from{SPACE}*((?:\.{SPACE}*)*)({DOTTED})?{SPACE}*\bimport\b{SPACE}*"
    rf"(?:\(((?:[^()#]|#[^\n]*)*+)\)|((?:\\\n|[^\n#;\\(])*))"
)
_IMPORT = re.compile(rf"import{SPACE}+((?:\\\n|[^\n#;\\])*)")
_FROM_NAME = re.compile(rf"({WORD}|\*)(?:{_INNER}+as{_INNER}+({WORD}))?{_INNER}*(,?){_INNER}*")
_MODULE_NAME = re.compile(rf"({DOTTED}){_ALIAS}{SPACE}*(,?){SPACE}*")
_USUAL = re.compile(
    r"from (\.*[^\W\d][\w.]*|\.+) import (?:([\w ,]+)|\(\n((?: *[\w ]+,\n)*? *[\w ]+,)\n *\))(?=\n|\Z| +#)"
)
_COMMENT = re.compile(r"#[^\n]*")
_BLANK = re.compile(rf"{SPACE}+")
_END = re.compile(rf"{SPACE}*(?:[#;\n]|\Z)")


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
    quick = _read_usual(text, start, line)
    if quick:
        return quick
    place = _Place(text, start, line)
    return _read_from(place) if text.startswith("from", start) else _read_plain(place)


def _read_usual(text: str, start: int, line: int) -> Statement | None:
    """The shapes that formatters leave behind, which are nearly all there are; None for any other.

    Reading them this way takes a third of the time that the general way takes.
    """
    match = _USUAL.match(text, start)
    if match is None:
        return None
    base, flat, tall = match.groups()
    column = start - text.rfind("\n", 0, start) - 1
    tight = base.lstrip(".")
    level = len(base) - len(tight)
    end_line, end = line, match.end()
    names: list[ImportedName] = []
    if flat is not None:
        name_column = column + match.start(2) - start
        for part in flat.split(", "):
            name, _, alias = part.partition(" as ")
            if not name.isidentifier() or (alias and not alias.isidentifier()):
                return None
            names.append(ImportedName(name, alias, line, name_column))
            name_column += len(part) + 2
        end_column = column + end - start
    else:
        for part in tall.split("\n"):
            end_line += 1
            entry = part.lstrip(" ")
            name, _, alias = entry[:-1].partition(" as ")
            if not name.isidentifier() or (alias and not alias.isidentifier()):
                return None
            names.append(ImportedName(name, alias, end_line, len(part) - len(entry)))
        end_line += 1
        end_column = end - text.rfind("\n", 0, end) - 1
    base_range = Range(line, column + 5, line, column + 5 + len(base))
    return Statement(
        tight, level, tuple(names), base_range, Range(line, column, end_line, end_column), end, True
    )


class _Place:
    """Turns offsets near the start of a statement into lines and columns."""

    __slots__ = ("line", "line_start", "single", "start", "text")

    def __init__(self, text: str, start: int, line: int) -> None:
        self.text, self.start, self.line = text, start, line
        self.line_start = text.rfind("\n", 0, start) + 1
        self.single = True

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        if self.single:
            return self.line, offset - self.line_start
        line = self.line + self.text.count("\n", self.start, offset)
        return line, offset - self.text.rfind("\n", 0, offset) - 1

    def range(self, start: int, end: int) -> Range:
        return Range(*self.at(start), *self.at(end))


def _read_from(place: _Place) -> Statement | None:
    text, start = place.text, place.start
    match = _FROM.match(text, start)
    if match is None:
        return None
    end = match.end()
    place.single = text.find("\n", start, end) < 0
    dots, base = match[1].count("."), match[2] or ""
    group = 3 if match[3] is not None else 4
    names, whole = _names(_FROM_NAME, place, match.start(group), match.end(group))
    if group == 4:
        end = match.start(4) + len(match[4].rstrip())
    base_start = match.start(1) if dots else match.start(2)
    base_end = match.end(2) if base else match.start(1) + len(match[1].rstrip())
    complete = whole and bool(names) and bool(dots or base) and _END.match(text, end) is not None
    return Statement(
        base=_tight(base),
        level=dots,
        names=names,
        base_range=place.range(base_start, base_end),
        range=place.range(start, end),
        end=end,
        complete=complete,
    )


def _read_plain(place: _Place) -> Statement:
    text, start = place.text, place.start
    match = _IMPORT.match(text, start)
    if match is None:
        end = start + len("import")
        return Statement("", -1, (), place.range(start, end), place.range(start, end), end, False)
    end = match.start(1) + len(match[1].rstrip())
    place.single = text.find("\n", start, end) < 0
    names, whole = _names(_MODULE_NAME, place, match.start(1), match.end(1))
    complete = whole and bool(names) and _END.match(text, end) is not None
    range_ = place.range(start, end)
    return Statement("", -1, names, names[0].range if names else range_, range_, end, complete)


def _names(
    pattern: re.Pattern[str], place: _Place, start: int, end: int
) -> tuple[tuple[ImportedName, ...], bool]:
    """The names between two offsets, and whether nothing else stands there."""
    text, position = place.text, start
    if text.find("#", start, end) >= 0:
        blanked = _COMMENT.sub(lambda comment: " " * len(comment[0]), text[start:end])
        text = text[:start] + blanked + text[end:]
    while position < end and (text[position].isspace() or text.startswith("\\\n", position)):
        position += 1
    names: list[ImportedName] = []
    comma = ","
    while position < end:
        match = pattern.match(text, position, end)
        if match is None or not comma:
            return tuple(names), False
        name, alias, comma = match.groups()
        line, column = place.at(match.start(1))
        names.append(ImportedName(_tight(name), alias or "", line, column))
        position = match.end()
    return tuple(names), True


def _tight(dotted: str) -> str:
    if dotted.isidentifier() or not ("\\" in dotted or " " in dotted or "\t" in dotted or "\f" in dotted):
        return dotted
    return _BLANK.sub("", dotted)
