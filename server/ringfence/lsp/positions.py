"""Between the client's columns, counted in code units of its encoding, and ours, counted in code points.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Encoding(StrEnum):
    """What the client counts within a line, best for us first."""

    UTF8 = "utf-8"
    UTF32 = "utf-32"
    """Code points: no conversion at all."""
    UTF16 = "utf-16"
    """What a client counts that does not say."""


def choose_encoding(offered: Sequence[object]) -> Encoding:
    """The encoding to use with a client that offers these."""
    return next((encoding for encoding in Encoding if encoding.value in offered), Encoding.UTF16)


def units_of(text: str, encoding: Encoding) -> int:
    """The length of `text` in code units."""
    if encoding is Encoding.UTF32 or text.isascii():
        return len(text)
    if encoding is Encoding.UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def column_of(line: str, character: int, encoding: Encoding) -> int:
    """The code-point column in `line` of the place before code unit `character`.

    A place inside of a character is the one before it, a place behind the line is its end.
    """
    if encoding is Encoding.UTF32 or line.isascii():
        return min(character, len(line))
    left = character
    for column, char in enumerate(line):
        left -= _width(char, encoding)
        if left < 0:
            return column
    return len(line)


def character_of(line: str, column: int, encoding: Encoding) -> int:
    """The code unit in `line` that the place before code point `column` stands before."""
    return units_of(line[:column], encoding)


def _width(char: str, encoding: Encoding) -> int:
    code = ord(char)
    if encoding is Encoding.UTF16:
        return 1 if code < 0x10000 else 2
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
