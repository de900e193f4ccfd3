"""The names that statements on `__all__` list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.syntax.brackets import Brackets, blanked, split_top
from ringfence.syntax.lexis import STRING

OTHERS = "*"
"""Stands at the end of a list of exports for names that are not written as literals."""

_BLANK = " \t\n\\"
_MAX_DEPTH = 3
_LIST = re.compile(r"__all__[ \t]*+(?::[^=\n]*+)?(?:\+?=(?!=)|\.[ \t]*+(?:extend|append)[ \t]*+(?=\())")
_STRING = re.compile(rf"#[^\n]*+|({STRING})", re.DOTALL)
_LITERAL = re.compile(r'[\s\\]*+(?:[uUrR]?"++[\s\\]*+)++')
_CONTENT = re.compile(r"""("{3}|'{3}|["'])([^"'\\\n]*+)\1""")


def read_exports(text: str, brackets: Brackets, start: int) -> tuple[str, ...] | None:
    """The names that a statement on `__all__` at offset `start` adds; None when it is no such statement.

    What is not a literal is left out, and `*` put at the end for it.
    """
    match = _LIST.match(text, start)
    if match is None:
        return None
    begin = match.end()
    code = blanked(text, begin, brackets.statement_end(start))
    names: list[str] = []
    others = False
    for offset, part in _elements(code):
        literal = _LITERAL.fullmatch(part)
        name = _content(text, begin + offset, begin + offset + len(part)) if literal else ""
        if name:
            names.append(name)
        elif part.strip(_BLANK):
            others = True
    return (*names, OTHERS) if others else tuple(names)


def _elements(code: str, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The elements of all displays that are added up in `code`, each with its offset."""
    for start, term in split_top(code, "+"):
        inner = term.strip(_BLANK)
        begin = start + term.find(inner)
        if inner[:1] in ("[", "(", "{"):
            begin += 1
            # A half-typed list has no end yet; one with more behind its end is something else.
            closed = inner[-1:] in ("]", ")", "}")
            inner = inner[1:-1] if closed else inner[1:]
        parts = split_top(inner, ",")
        for offset, part in parts:
            if depth < _MAX_DEPTH and _is_display(part, alone=len(parts) == 1):
                display = part.replace("*", " ")
                yield from ((begin + offset + deeper, found) for deeper, found in _elements(display, depth + 1))
            else:
                yield begin + offset, part


def _is_display(part: str, *, alone: bool) -> bool:
    """Whether an element is a list itself: the argument of `extend`, one that is unpacked, or a sum in parentheses."""
    return part.lstrip(_BLANK + "*")[:1] in ("[", "(") or (alone and len(split_top(part, "+")) > 1)


def _content(text: str, start: int, end: int) -> str:
    """The value of the string literals between two offsets, put together; empty when one is not a plain word."""
    found = (match[1] for match in _STRING.finditer(text, start, end) if match[1])
    contents = [_CONTENT.fullmatch(string) for string in found]
    return "".join(content[2] for content in contents if content) if all(contents) else ""
