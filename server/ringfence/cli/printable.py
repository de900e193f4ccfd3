"""Text of unknown origin, made safe to print: it takes the room that it seems to, and commands no terminal."""

from __future__ import annotations

import re

CUT = "…"
"""Stands for what is left out of a line; one cell wide."""

_TAB = 4
# Control characters, what Unicode calls line and paragraph separators, and what turns the writing direction around.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_REPLACEMENT = "�"


def one_line(text: str) -> str:
    """`text` on one line, with a stand-in for each character that cannot be shown."""
    return _UNPRINTABLE.sub(_REPLACEMENT, " ".join(text.splitlines()) if "\n" in text or "\r" in text else text)


def expanded(text: str, column: int) -> str:
    """`text` of one line as it is shown from cell `column` on: with blanks for tabs, and stand-ins."""
    if text.isascii() and text.isprintable():
        return text
    pieces: list[str] = []
    for part in re.split("(\t)", text):
        shown = " " * (_TAB - column % _TAB) if part == "\t" else _UNPRINTABLE.sub(_REPLACEMENT, part)
        pieces.append(shown)
        column += cells(shown)
    return "".join(pieces)


def cells(text: str) -> int:
    """The number of terminal cells that `text` takes."""
    text = text.replace(CUT, ".")
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # only lines that are not ASCII need its tables

    return cell_len(text)


def first_cells(text: str, count: int) -> str:
    """The longest beginning of `text` that fits into `count` cells."""
    text = text[: max(count, 0) * 2]
    while cells(text) > count:
        text = text[:-1]
    return text


def last_cells(text: str, count: int) -> str:
    """The longest end of `text` that fits into `count` cells and does not begin with a mark on a letter before it."""
    text = text[-count * 2 :] if count > 0 else ""
    while text and (cells(text) > count or cells(text[0]) == 0):
        text = text[1:]
    return text
