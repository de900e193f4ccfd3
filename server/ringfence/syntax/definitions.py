"""Module-level names other than imports, read from the first line of their statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.model.facts import Definition, DefinitionKind
from ringfence.model.ranges import Range
from ringfence.syntax.lexis import WORD

_NAMED = re.compile(rf"(?:async[ \t]+)?(def|class)[ \t]+({WORD})")
_BASES = re.compile(r"[ \t]*(?:\[[^\n]*?\][ \t]*)?\(([^()#]*)\)[ \t]*:")
_BASE = re.compile(rf"({WORD}(?:\.{WORD})*)(?:\[.*\])?")
_ALIAS = re.compile(rf"=[ \t]*({WORD}(?:\.{WORD})*)[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_TARGET = re.compile(rf"[ \t]*({WORD})[ \t]*(=(?!=)|,|:(?!=))")
_TYPE = re.compile(rf"type[ \t]+({WORD})[ \t]*[=\[]")
_EXPORTS = re.compile(
    r"__all__[ \t]*(?::[^=\n]*)?(?:\+?=[ \t]*|\.(?:extend|append)[ \t]*\([ \t]*)[\[(]?([^\])]*)"
)
_QUOTED = re.compile(r"""(?:#[^\n]*)|["']([^\W\d]\w*)["']""")


def read_definition(text: str, start: int, line: int, column: int) -> Definition | None:
    """The function or class whose statement begins at offset `start`; None when its name is not there yet."""
    match = _NAMED.match(text, start)
    if match is None:
        return None
    shift = column - start
    range_ = Range(line, match.start(2) + shift, line, match.end(2) + shift)
    if match[1] == "def":
        return Definition(match[2], DefinitionKind.FUNCTION, range_)
    bases = _BASES.match(text, match.end())
    return Definition(match[2], DefinitionKind.CLASS, range_, _dotted_bases(bases[1]) if bases else ())


def _dotted_bases(text: str) -> tuple[str, ...]:
    arguments = (part.strip() for part in text.split(",") if "=" not in part)
    return tuple(match[1] for match in map(_BASE.fullmatch, arguments) if match)


def read_targets(text: str, start: int, line: int, column: int) -> Iterator[Definition]:
    """The names that the assignment or `type` statement at offset `start` binds, if it is one."""
    shift = column - start
    type_match = _TYPE.match(text, start)
    if type_match:
        range_ = Range(line, type_match.start(1) + shift, line, type_match.end(1) + shift)
        yield Definition(type_match[1], DefinitionKind.VARIABLE, range_)
        return
    found = []
    position = start
    while match := _TARGET.match(text, position):
        range_ = Range(line, match.start(1) + shift, line, match.end(1) + shift)
        found.append((match[1], range_, match[2], match.start(2)))
        position = match.end()
    if not found or found[-1][2] == ",":
        # A trailing comma before the `=`, or a plain expression such as `a, b`.
        found = found if "=" in text[position : position + 80].partition("\n")[0] else []
    for name, range_, sign, sign_start in found:
        alias = _ALIAS.match(text, sign_start) if sign == "=" and len(found) == 1 else None
        yield Definition(name, DefinitionKind.VARIABLE, range_, alias_of=alias[1] if alias else "")


def read_exports(text: str, start: int) -> tuple[str, ...] | None:
    """The literal names that a statement on `__all__` at offset `start` adds; None when it is no such statement."""
    match = _EXPORTS.match(text, start)
    if match is None:
        return None
    return tuple(quoted[1] for quoted in _QUOTED.finditer(match[1]) if quoted[1])
