"""A half-typed text made whole: what is missing to close strings and brackets is added at the ends of lines.

tree-sitter copes with nearly everything, but a bracket that is never closed takes the rest of its function with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ringfence.syntax.lexis import STRING

_TOKEN = re.compile(
    rf"(?P<string>{STRING})|(?P<comment>#[^\n]*+)|(?P<open>[(\[{{])|(?P<close>[)\]}}])|(?P<line>\n|\Z)", re.DOTALL
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_NEXT_CODE = re.compile(r"(?:[ \t\f]*+(?:#[^\n]*+)?\n)*+([ \t\f]*+)([)\]}]?)")
_INDENT = re.compile(r"[ \t\f]*+")
_FORMATTED = re.compile(r"(?:[fFtT][rR]?|[rR][fFtT])\Z")
_WHOLE_STRING = re.compile(r"""(["'])(?:[^\\]|\\.)*\1\Z|(?:\"{3}|'{3})""", re.DOTALL)


class Closed(NamedTuple):
    """A text in which every string and bracket is closed."""

    text: str
    ends: Mapping[int, int]
    """The lines that became longer, each with the column at which its own code ends."""


def closed(text: str) -> Closed:
    """The text with a closing mark for all that its line, together with the lines indented below it, leaves open.

    Lines only become longer at the end of their code: what stands somewhere stays there.
    """
    added: list[tuple[int, str]] = []
    opened: list[str] = []
    line_start = code_end = indent = 0
    for token in _TOKEN.finditer(text):
        kind, mark = token.lastgroup, token[0]
        if kind == "string":
            missing = _missing(text, token.start(), mark)
            if missing:
                added.append((token.end(), missing))
        elif kind == "open":
            if not opened:
                indent = _indent(text, token.start())
            opened.append(_CLOSING[mark])
        elif kind == "close" and opened and opened[-1] == mark:
            opened.pop()
        if kind in ("comment", "line"):
            before = text[line_start : token.start()].rstrip()
            code_end = line_start + len(before) if before.strip() else code_end
        if kind == "line":
            line_start = token.end()
            if opened and _ends_here(text, line_start, indent):
                added.append((max(code_end, added[-1][0] if added else 0), "".join(reversed(opened))))
                opened.clear()
    return _longer(text, added)


def _indent(text: str, offset: int) -> int:
    match = _INDENT.match(text, text.rfind("\n", 0, offset) + 1)
    return len(match[0]) if match else 0


def _ends_here(text: str, line_start: int, indent: int) -> bool:
    """Whether the next line of code is not indented below the line with the bracket, and does not close it."""
    following = _NEXT_CODE.match(text, line_start)
    if following is None or following.end() == len(text):
        return True
    return len(following[1]) <= indent and not following[2]


def _missing(text: str, start: int, token: str) -> str:
    """What closes a string that its line leaves open."""
    if _WHOLE_STRING.match(token):
        return ""
    opened: list[str] = []
    if _FORMATTED.search(text, max(0, start - 2), start):
        for mark in token:
            if mark in _CLOSING:
                opened.append(_CLOSING[mark])
            elif opened and opened[-1] == mark:
                opened.pop()
    return "".join(reversed(opened)) + token[0]


def _longer(text: str, added: list[tuple[int, str]]) -> Closed:
    parts: list[str] = []
    ends: dict[int, int] = {}
    position = 0
    for offset, marks in added:
        parts.extend((text[position:offset], marks))
        position = offset
        ends.setdefault(text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1)
    parts.append(text[position:])
    return Closed("".join(parts), ends)
