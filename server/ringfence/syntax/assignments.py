"""The module-level names that assignments, loops and `with` bind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from keyword import kwlist

from ringfence.model.facts import Definition, DefinitionKind
from ringfence.syntax.brackets import Brackets, blanked, split_top
from ringfence.syntax.cursor import Cursor
from ringfence.syntax.lexis import DOTTED, SPACE, WORD, tight

_REST = rf"{SPACE}*+(?=[#\n;]|\Z)"
_SPACE = r"(?:\s|#[^\n]*+)*+"
_VALUE = rf"(?:({DOTTED}){_REST}|\({_SPACE}({DOTTED}){_SPACE}\){_REST})"
_SIMPLE = re.compile(rf"({WORD})[ \t]*+(?:(=(?!=)){SPACE}*+{_VALUE}?|:(?![=:]))")
_VALUE_OF = re.compile(rf"={SPACE}*+{_VALUE}")
_ANNOTATION = re.compile(r"[^=\n#]*+")
_TARGETS = re.compile(r"(?:[\w.*, \t]|\[[^\]\n]*+\]|\([\w., \t*]*+\))*+=(?!=)")
_LINE_WITH_TARGETS = re.compile(r"[(\[*]|[^\n#;=]*+(?:=|(?<=[(\[\\]))")
"""A line that may hold targets, or the start of such that go on below."""
_TYPE = re.compile(rf"type[ \t]++({WORD})[ \t]*+[=\[]")
_LONE_WORD = re.compile(WORD)
_MARKS = re.compile(r"[()\[\]{}]|(?<![=!<>:+\-*/%&|^@])=(?!=)|:(?!=)")
_TARGET_END = re.compile(r"[()\[\]{},:]")
_MAX_DEPTH = 10
"""Nobody unpacks deeper."""
_AS = re.compile(r"\bas\b[ \t\n\\]*+")
_KEYWORDS = frozenset(kwlist)


def read_targets(text: str, brackets: Brackets, start: int, line: int, column: int) -> list[Definition]:
    """The names that the assignment or `type` statement at offset `start` binds; none when it is no such statement."""
    match = _SIMPLE.match(text, start)
    if match is None:
        return list(_unusual_targets(text, brackets, start, line, column))
    if match[1] in _KEYWORDS:
        return []
    if match[2] is None:
        value = _VALUE_OF.match(text, _annotation_end(text, brackets, start, match.end()))
        return [_variable(match[1], line, column, _alias(value, 1))]
    if match.lastindex == 2 and _TARGETS.match(text, match.end()):
        return list(_all_targets(text, brackets, start, line, column))
    return [_variable(match[1], line, column, _alias(match, 3))]


def _annotation_end(text: str, brackets: Brackets, start: int, colon_end: int) -> int:
    """The offset behind the annotation of the statement that begins at `start`."""
    quick = _ANNOTATION.match(text, colon_end)
    if quick and quick[0].count("[") == quick[0].count("]") and quick[0].count("(") == quick[0].count(")"):
        return quick.end()
    code = blanked(text, start, brackets.statement_end(start))
    return next((start + place for place, mark in _marks(code) if mark == "="), start + len(code))


def read_loop_targets(text: str, brackets: Brackets, start: int, line: int, column: int) -> Iterator[Definition]:
    """The names that the header of a `for` or `with` at offset `start` binds."""
    code = blanked(text, start, brackets.header_end(start))
    place = Cursor(code, 0, line, column)
    header = code.removeprefix("async").lstrip()
    if header.startswith("for"):
        begin = len(code) - len(header) + len("for")
        end = re.search(r"\bin\b", code)
        if end:
            yield from _bound(code[begin : end.start()], begin, place)
        return
    for match in _AS.finditer(code):
        yield from _bound(_one_target(code, match.end()), match.end(), place)


def _one_target(code: str, start: int) -> str:
    """The target of a `with` that begins at offset `start` of `code`."""
    depth = 0
    for match in _TARGET_END.finditer(code, start):
        if match[0] in "([{":
            depth += 1
        elif depth == 0:
            return code[start : match.start()]
        elif match[0] in ")]}":
            depth -= 1
    return code[start:]


def _alias(match: re.Match[str] | None, group: int) -> str:
    value = tight(match[group] or match[group + 1] or "") if match else ""
    return "" if value.partition(".")[0] in _KEYWORDS else value


def _unusual_targets(text: str, brackets: Brackets, start: int, line: int, column: int) -> Iterator[Definition]:
    match = _TYPE.match(text, start)
    if match:
        yield _variable(match[1], line, match.start(1) - start + column)
    elif _LINE_WITH_TARGETS.match(text, start):
        yield from _all_targets(text, brackets, start, line, column)


def _all_targets(text: str, brackets: Brackets, start: int, line: int, column: int) -> Iterator[Definition]:
    """The names in every target of `a, b = c = ...`."""
    code = blanked(text, start, brackets.statement_end(start))
    place = Cursor(code, 0, line, column)
    begin = 0
    for end, mark in _marks(code):
        if mark == "=" or begin == 0:
            yield from _bound(code[begin:end], begin, place)
        if mark == ":":
            # Behind the `:` of an annotation or a `lambda` there is no target.
            return
        begin = end + 1


def _marks(code: str) -> Iterator[tuple[int, str]]:
    """Each `=` and `:` outside brackets in blanked `code`, with its offset."""
    depth = 0
    for match in _MARKS.finditer(code):
        if match[0] in "([{":
            depth += 1
        elif match[0] in ")]}":
            depth -= 1
        elif depth == 0:
            yield match.start(), match[0]


def _bound(target: str, start: int, place: Cursor) -> Iterator[Definition]:
    """The names that `target`, which stands at offset `start` of its statement, binds."""
    pending = [(start, target, 0)]
    while pending:
        start, target, depth = pending.pop()
        inner = target.strip(" \t\n\\*")
        start += target.find(inner)
        parts = split_top(inner, ",")
        if len(parts) > 1:
            pending.extend((start + offset, part, depth) for offset, part in reversed(parts))
        elif inner[:1] in ("(", "[") and inner[-1:] in (")", "]") and depth < _MAX_DEPTH:
            pending.append((start + 1, inner[1:-1], depth + 1))
        elif _LONE_WORD.fullmatch(inner) and inner not in _KEYWORDS:
            yield _variable(inner, *place.at(start))


def _variable(name: str, line: int, column: int, alias: str = "") -> Definition:
    return Definition(name, DefinitionKind.VARIABLE, line, column, alias_of=alias)
