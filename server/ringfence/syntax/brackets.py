"""Which lines go on inside brackets, and where a statement ends: only asked where a line alone cannot tell.

A bracket that is never closed must not swallow what follows it. So brackets are only believed up to the next line
that no expression can hold (`def`, `return`, an import ...): one that is still open there is broken, and holds nothing.
"""

from __future__ import annotations

import re
from bisect import bisect

from ringfence.syntax.lexis import STRING

_NO_EXPRESSION = (
    r"(?:(?:import|def|class|return|with|while|raise|assert|del|pass|break|continue|global|nonlocal|try|except"
    r"|finally|elif|async[ \t]++(?:def|with))\b|else[ \t]*+:|from[ \t]++[.\w]++[ \t]++import\b)"
)
_NEXT_BRACKET = re.compile(
    rf"(?:[^\"'#()\[\]{{}}\n]++|{STRING}|#[^\n]*+|\n(?![ \t\f]*+{_NO_EXPRESSION}))*+([()\[\]{{}}]|\n|\Z)",
    re.DOTALL,
)


def _stops(mark: str) -> re.Pattern[str]:
    """The next bracket, line end or `mark`, in group 1."""
    return re.compile(
        rf"(?:[^\"'#()\[\]{{}}\n{mark}\\]++|{STRING}|#[^\n]*+|\\\n?)*+"
        rf"([()\[\]{{}}{mark}\n]|\Z)",
        re.DOTALL,
    )


_NEXT_END = _stops(";")
_NEXT_COLON = _stops(":")
_HIDDEN = re.compile(rf"{STRING}|#[^\n]*+", re.DOTALL)
_CLOSING = frozenset("([{")
_OPENING = {")": "(", "]": "[", "}": "{"}


class Brackets:
    """The brackets of a text that close again, read piece by piece as far as somebody asks, each piece once."""

    __slots__ = ("_from", "_spans", "_starts", "_text", "_until")

    def __init__(self, text: str) -> None:
        """Nothing is read yet."""
        self._text = text
        self._from = self._until = 0
        self._spans: list[tuple[int, int]] = []
        self._starts: list[int] = []

    def cover(self, offset: int, statement: int) -> bool:
        """Whether `offset` lies inside brackets, given that a statement begins at offset `statement` before it."""
        if not self._from <= statement < self._until:
            self._read(statement)
        while offset >= self._until:
            self._read(self._until)
        index = bisect(self._starts, offset) - 1
        return index >= 0 and self._spans[index][0] < offset < self._spans[index][1]

    def statement_end(self, start: int) -> int:
        r"""The offset where the statement at offset `start` ends: a `\n`, a `;` or the end of the text.

        With a bracket that is never closed, a statement ends with its first line.
        """
        return self._end(_NEXT_END, start)

    def header_end(self, start: int) -> int:
        """The offset of the `:` that ends the header of a block, seen from offset `start` inside it.

        With a bracket that is never closed, or without a `:`, a header ends with its line.
        """
        return self._end(_NEXT_COLON, start)

    def _end(self, stops: re.Pattern[str], start: int) -> int:
        if not self._from <= start < self._until:
            self._read(start)
        position = start
        while match := stops.match(self._text, position):
            position = match.end()
            if match[1] in _CLOSING:
                index = bisect(self._starts, match.start(1)) - 1
                if index < 0 or self._starts[index] != match.start(1):
                    break
                position = self._spans[index][1] + 1
            elif match[1] not in _OPENING:
                return match.start(1)
        end = self._text.find("\n", start)
        return end if end >= 0 else len(self._text)

    def _read(self, start: int) -> None:
        """Find the outermost brackets from `start` to the next line that no expression can hold."""
        opened: list[int] = []
        spans: list[tuple[int, int]] = []
        position = start
        while (match := _NEXT_BRACKET.match(self._text, position)) and match[1] not in ("", "\n"):
            position = match.end()
            if match[1] in _OPENING:
                self._close(match[1], position - 1, opened, spans)
            else:
                opened.append(position - 1)
        self._from, self._until = start, match.end() if match and match[1] else len(self._text) + 1
        self._spans = spans
        self._starts = [first for first, _ in spans]

    def _close(self, bracket: str, offset: int, opened: list[int], spans: list[tuple[int, int]]) -> None:
        """Pair a closing bracket with the nearest opening one of its kind; those in between are broken."""
        partner = len(opened) - 1
        while partner >= 0 and self._text[opened[partner]] != _OPENING[bracket]:
            partner -= 1
        if partner < 0:
            return
        first = opened[partner]
        del opened[partner:]
        while spans and spans[-1][0] > first:
            spans.pop()
        spans.append((first, offset))


def logical_end(text: str, start: int) -> int:
    """`Brackets.statement_end` for a single question about a text."""
    return Brackets(text).statement_end(start)


def first_unmatched(text: str) -> int:
    """The offset of the first bracket or triple quote without its partner; -1 when there is none."""
    opened: list[int] = []
    position = 0
    while match := _NEXT_BRACKET.match(text, position):
        at, position = match.start(1), match.end()
        if match[1] in _OPENING:
            if not opened or text[opened[-1]] != _OPENING[match[1]]:
                return opened[-1] if opened else at
            opened.pop()
        elif match[1] in _CLOSING and match[1]:
            opened.append(at)
        elif opened:
            return opened[0]
        elif not match[1]:
            break
    return _open_string(text)


def _open_string(text: str) -> int:
    """The offset of a triple quote that is never closed; -1 when there is none."""
    for match in _HIDDEN.finditer(text):
        quotes = match[0][:3]
        if quotes in ('"""', "'''") and (len(match[0]) < 6 or not match[0].endswith(quotes)):
            return match.start()
    return -1


def blanked(text: str, start: int, end: int) -> str:
    """The text between two offsets with every string as so many `"` and every comment as blanks: places stay."""
    part = text[start:end]
    if '"' not in part and "'" not in part and "#" not in part:
        return part
    return _HIDDEN.sub(_blank, part)


def _blank(hidden: re.Match[str]) -> str:
    if hidden[0][0] == "#":
        return " " * len(hidden[0])
    return "\n".join('"' * len(line) for line in hidden[0].split("\n"))


_SPLITTERS = {mark: re.compile(rf"[()\[\]{{}}{mark}]") for mark in ",+"}


def split_top(code: str, mark: str) -> list[tuple[int, str]]:
    """Blanked `code` cut at each `mark` (`,` or `+`) outside brackets: offset and text of every part."""
    parts, depth, begin = [], 0, 0
    for match in _SPLITTERS[mark].finditer(code):
        if match[0] in "([{":
            depth += 1
        elif match[0] in ")]}":
            depth -= 1
        elif depth == 0:
            parts.append((begin, code[begin : match.start()]))
            begin = match.end()
    parts.append((begin, code[begin:]))
    return parts
