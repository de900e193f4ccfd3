"""Which lines go on inside brackets, and where a statement ends: only asked where a line alone cannot tell.

A bracket that is never closed must not swallow what follows it. So brackets are only believed up to the next line
that no expression can hold (`def`, `return`, an import ...): one that is still open there is broken, and holds nothing.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import NamedTuple

from ringfence.syntax.lexis import NO_EXPRESSION, STRING

_NEXT_BRACKET = re.compile(
    rf"(?:[^\"'#()\[\]{{}}\n]++|{STRING}|#[^\n]*+|\n(?![ \t\f]*+{NO_EXPRESSION}))*+([()\[\]{{}}]|\n|\Z)",
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
_LINE = re.compile(rf"(?:[^\"'#\n]++|{STRING}|#[^\n]*+)*+", re.DOTALL)
_HIDDEN = re.compile(rf"{STRING}|#[^\n]*+", re.DOTALL)
_OPENERS = frozenset("([{")
_OPENER_OF = {")": "(", "]": "[", "}": "{"}


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
            if match[1] in _OPENERS:
                index = bisect(self._starts, match.start(1)) - 1
                if index < 0 or self._starts[index] != match.start(1):
                    break
                position = self._spans[index][1] + 1
            elif match[1] not in _OPENER_OF:
                return match.start(1)
        line = _LINE.match(self._text, start)
        return line.end() if line else len(self._text)

    def _read(self, start: int) -> None:
        piece = _read_piece(self._text, start)
        self._from, self._until, self._spans = start, piece.end, piece.spans
        self._starts = [first for first, _ in piece.spans]


class _Piece(NamedTuple):
    """The brackets from some statement to the next line that no expression can hold."""

    spans: list[tuple[int, int]]
    """The outermost pairs, in order."""
    lone: list[int]
    """The brackets without a partner."""
    end: int


def _read_piece(text: str, start: int) -> _Piece:
    opened: list[int] = []
    kinds = dict.fromkeys("([{", 0)
    spans: list[tuple[int, int]] = []
    lone: list[int] = []
    position = start
    while (match := _NEXT_BRACKET.match(text, position)) and match[1] not in ("", "\n"):
        at, position = match.start(1), match.end()
        if match[1] in _OPENERS:
            opened.append(at)
            kinds[match[1]] += 1
        elif not kinds[_OPENER_OF[match[1]]]:
            lone.append(at)
        else:
            first = _partner(text, _OPENER_OF[match[1]], opened, kinds, lone)
            while spans and spans[-1][0] > first:
                spans.pop()
            spans.append((first, at))
    return _Piece(spans, lone + opened, match.end() if match and match[1] else len(text) + 1)


def _partner(text: str, opening: str, opened: list[int], kinds: dict[str, int], lone: list[int]) -> int:
    """Take the last open bracket of a kind; those inside it are never closed."""
    while True:
        at = opened.pop()
        kinds[text[at]] -= 1
        if text[at] == opening:
            return at
        lone.append(at)


def logical_end(text: str, start: int) -> int:
    """`Brackets.statement_end` for a single question about a text."""
    return Brackets(text).statement_end(start)


def unmatched(text: str) -> list[int]:
    """The offsets of the brackets and triple quotes without a partner, in order."""
    found = [_open_string(text)]
    position = 0
    while position <= len(text):
        piece = _read_piece(text, position)
        found.extend(piece.lone)
        position = piece.end
    return sorted(offset for offset in found if offset >= 0)


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
