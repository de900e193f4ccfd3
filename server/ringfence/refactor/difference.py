"""The line edits that turn one text into another."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Range

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_BREAK = re.compile(r"\r\n|\r")


def edits_between(before: str, after: str) -> tuple[TextEdit, ...]:
    """Edits of whole lines that make `after` out of `before`, in order."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    return tuple(
        TextEdit(_range(old, first, last), _LINE_BREAK.sub("\n", "".join(new[start:end])))
        for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    )


def _range(lines: list[str], first: int, last: int) -> Range:
    """The range of the lines from `first` up to `last`, also behind a last line without a line break."""
    return Range(*_start(lines, first), *_start(lines, last))


def _start(lines: list[str], number: int) -> tuple[int, int]:
    if number < len(lines) or not lines:
        return number, 0
    if lines[-1].endswith(("\n", "\r")):
        return len(lines), 0
    return len(lines) - 1, len(lines[-1])
