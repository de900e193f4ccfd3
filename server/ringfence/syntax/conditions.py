"""What the condition of an `if` says about type checking."""

from __future__ import annotations

import re
from typing import NamedTuple

_KEYWORD = re.compile(r"[()\[\]{}]|\b(?:or|and|if|not)\b")
_CHECKING = re.compile(r"(?:\w+\s*\.\s*)*+TYPE_CHECKING\s*")
_MAX_LENGTH = 500


class Condition(NamedTuple):
    """Whether only a type checker finds a condition true, and whether only a type checker finds it false."""

    if_true: bool = False
    if_false: bool = False


def read_condition(code: str) -> Condition:
    """What `code`, a condition without strings and comments, says about `TYPE_CHECKING`."""
    if "TYPE_CHECKING" not in code or len(code) > _MAX_LENGTH:
        return Condition()
    return _read(code)


def _read(code: str) -> Condition:
    code = code.strip(" \t\f\n\\")
    marks = _top_level(code)
    words = [word for word, _ in marks]
    if "if" in words:
        return Condition()
    for joint in ("or", "and"):
        if joint in words:
            parts = [_read(part) for part in _cut(code, [place for word, place in marks if word == joint], len(joint))]
            strong, weak = (all, any) if joint == "or" else (any, all)
            return Condition(strong(part.if_true for part in parts), weak(part.if_false for part in parts))
    if code.startswith("not") and words[0] == "not":
        inner = _read(code.removeprefix("not"))
        return Condition(inner.if_false, inner.if_true)
    if words == ["()"] and code.startswith("(") and code.endswith(")"):
        return _read(code[1:-1])
    return Condition(_CHECKING.fullmatch(code) is not None)


def _top_level(code: str) -> list[tuple[str, int]]:
    """The keywords outside brackets, each with its offset, and a `()` for each pair of brackets."""
    marks, depth = [], 0
    for match in _KEYWORD.finditer(code):
        if match[0] in "([{":
            if not depth:
                marks.append(("()", match.start()))
            depth += 1
        elif match[0] in ")]}":
            depth -= 1
        elif not depth:
            marks.append((match[0], match.start()))
    return marks


def _cut(code: str, places: list[int], length: int) -> list[str]:
    """`code` without the keywords of this length at these places, cut there."""
    starts = [0, *(place + length for place in places)]
    return [code[start:end] for start, end in zip(starts, [*places, len(code)], strict=True)]
