"""One import statement, read token by token: https://docs.python.org/3/reference/simple_stmts.html#import."""

from __future__ import annotations

import re
from typing import NamedTuple

from ringfence.model.facts import ImportedName, ImportKind, ImportSite
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
    place = _Place(text, start, line)
    return _read_from(place) if text.startswith("from", start) else _read_plain(place)


def read_usual_import(text: str, start: int, line: int) -> tuple[ImportSite, int] | None:
    """A module-level import in one of the shapes that formatters leave behind, and the offset behind it.

    None for any other shape: `read_import` reads those, in three times the time.
    """
    match = _USUAL.match(text, start)
    if match is None:
        return None
    base, flat, tall = match.groups()
    end = match.end()
    if flat is not None:
        names = _flat_names(flat, line, match.start(2) - start)
        range_ = Range(line, 0, line, end - start)
    else:
        names = _tall_names(tall, line)
        end_line = line + 2 + tall.count("\n")
        range_ = Range(line, 0, end_line, end - text.rfind("\n", start, end) - 1)
    if names is None:
        return None
    tight = base.lstrip(".")
    base_range = Range(line, 5, line, 5 + len(base))
    site = ImportSite(tight, len(base) - len(tight), names, ImportKind.MODULE, range_, base_range)
    return site, end


def _flat_names(text: str, line: int, column: int) -> tuple[ImportedName, ...] | None:
    """The names in `a, b as c`; None when something else stands there."""
    if text.isidentifier():
        return (ImportedName(text, "", line, column),)
    names = []
    for part in text.split(", "):
        name, _, alias = part.partition(" as ")
        if not name.isidentifier() or (alias and not alias.isidentifier()):
            return None
        names.append(ImportedName(name, alias, line, column))
        column += len(part) + 2
    return tuple(names)


def _tall_names(text: str, line: int) -> tuple[ImportedName, ...] | None:
    """The names of a list with one name on each line; None when something else stands there."""
    names = []
    for part in text.split("\n"):
        line += 1
        entry = part.lstrip(" ")
        name, _, alias = entry[:-1].partition(" as ")
        if not name.isidentifier() or (alias and not alias.isidentifier()):
            return None
        names.append(ImportedName(name, alias, line, len(part) - len(entry)))
    return tuple(names)


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
