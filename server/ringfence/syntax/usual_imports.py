"""Import statements in the shapes that formatters leave behind, which nearly all are: read in a third of the time."""

from __future__ import annotations

import re
from keyword import kwlist

from ringfence.model.facts import ImportedName, ImportKind, ImportSite
from ringfence.model.ranges import Range
from ringfence.syntax.lexis import WORD

_NAME = r"\w++(?: as \w++)?+"
_USUAL = re.compile(
    rf"from (\.*+{WORD}(?:\.{WORD})*+|\.++) import "
    rf"(?:((?:{_NAME}(?:, )?+)++)|\(\n((?: *+{_NAME},\n)++) *+\))(?=\n|\Z| *+#)"
)
_PLAIN = re.compile(rf"import ({WORD}(?:\.{WORD})*+)(?: as (\w++))?+(?=\n|\Z| *+#)")
_KEYWORDS = frozenset(kwlist)


def read_usual_import(text: str, start: int, line: int) -> tuple[ImportSite, int] | None:
    """A module-level import in the first column, in a usual shape, and the offset behind it.

    `start` is the offset of its keyword, `line` its 0-based line. None for any other shape: `read_import` reads those.
    """
    match = _USUAL.match(text, start)
    if match is None:
        return _read_plain(text, start, line)
    base, flat, tall = match.groups()
    end = match.end()
    if flat is not None:
        names = _flat_names(flat, line, match.start(2) - start)
        range_ = Range(line, 0, line, end - start)
    else:
        names = _tall_names(tall, line)
        end_line = line + 1 + tall.count("\n")
        range_ = Range(line, 0, end_line, end - text.rfind("\n", start, end) - 1)
    if names is None:
        return None
    tight = base.lstrip(".")
    base_range = Range(line, 5, line, 5 + len(base))
    site = ImportSite(tight, len(base) - len(tight), names, ImportKind.MODULE, range_, base_range)
    return site, end


def _read_plain(text: str, start: int, line: int) -> tuple[ImportSite, int] | None:
    match = _PLAIN.match(text, start)
    if match is None:
        return None
    name, alias = match.groups()
    if name in _KEYWORDS or (alias and not alias.isidentifier()):
        return None
    imported = ImportedName(name, alias or "", line, 7)
    range_ = Range(line, 0, line, match.end() - start)
    base_range = Range(line, 7, line, 7 + len(name))
    return ImportSite("", -1, (imported,), ImportKind.MODULE, range_, base_range), match.end()


def _flat_names(text: str, line: int, column: int) -> tuple[ImportedName, ...] | None:
    """The names in `a, b as c`; None when something else stands there."""
    if text.isidentifier() and text not in _KEYWORDS:
        return (ImportedName(text, "", line, column),)
    names = []
    for part in text.split(", "):
        name, _, alias = part.partition(" as ")
        if not name.isidentifier() or name in _KEYWORDS or (alias and not alias.isidentifier()):
            return None
        names.append(ImportedName(name, alias, line, column))
        column += len(part) + 2
    return tuple(names)


def _tall_names(text: str, line: int) -> tuple[ImportedName, ...] | None:
    """The names of a list with one name on each line; None when something else stands there."""
    names = []
    for part in text[:-1].split("\n"):
        line += 1
        entry = part.lstrip(" ")
        name, _, alias = entry[:-1].partition(" as ")
        if not name.isidentifier() or name in _KEYWORDS or (alias and not alias.isidentifier()):
            return None
        names.append(ImportedName(name, alias, line, len(part) - len(entry)))
    return tuple(names)
