"""A text cut into its statements by its lines alone, before anything is parsed.

Each piece is then parsed on its own. So a broken statement costs only itself, what a statement means never depends on
what stands around it, and after an edit only the pieces with other text than before have to be read again.

A piece begins where a line stands at the indentation of the block and is not inside a string or bracket. Only where a
line could as well go on inside a bracket, brackets are counted. One that is still open at a line that no expression can
hold (`def`, `return`, an import ...) is broken, and holds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ringfence.syntax.lexis import STRING

_STATEMENT = re.compile(
    r"(?:def|class|import|return|with|while|raise|assert|del|pass|break|continue|global|nonlocal|try)\b"
    r"|async[ \t]++(?:def|with)\b|from[ \t]++[.\w]++[ \t]++import\b|@\w"
    r"|(?:if|for|match)\b[^\n#]*:[ \t]*+(?=#|\n|\Z)"
)
"""What no line inside brackets begins with."""
_CLAUSE = re.compile(r"(?:else[ \t]*+:|elif\b|except\b|finally[ \t]*+:)")
"""What goes on with the statement before."""
_DECORATED = re.compile(r"(?:@|def\b|class\b|async\b)")
"""What goes on behind a decorator."""
_HIDDEN = re.compile(rf"{STRING}|#[^\n]*+", re.DOTALL)


class Piece(NamedTuple):
    """The text of one statement, with the blank lines and comments up to the next."""

    text: str
    sure: bool = True
    """Whether it begins here whatever follows; not so behind a bracket that is never closed."""


@lru_cache(maxsize=64)
def _next_line(indent: str) -> re.Pattern[str]:
    """From anywhere in code to the next line with something at this indentation that can begin a statement."""
    begins = rf"\n{re.escape(indent)}(?=[^\s#)\]}},])"
    return re.compile(
        rf"""(?:[^"'#\n\\]++|\n(?!{begins[2:]})|{STRING}|#[^\n]*+|\\\n?+)*+{begins}""",
        re.DOTALL,
    )


def split(text: str, indent: str = "") -> tuple[Piece, ...]:
    """The pieces of a block whose statements have this indentation. Together they are the text."""
    return tuple(_pieces(text, 0, True, indent))


class Resplit(NamedTuple):
    """How a text is cut after an edit."""

    front: int
    """So many pieces are the first ones of before."""
    middle: tuple[Piece, ...]
    back: int
    """And so many the last ones of before."""


def resplit(before: Sequence[Piece], text: str, indent: str = "") -> Resplit:
    """What `split` gives for `text`, told from what it gave before an edit."""
    front, start = _same_front(before, text)
    back_from = _same_back(before, text, front, start)
    middle: list[Piece] = []
    position = start
    for piece in _pieces(text, start, front == 0 or before[front].sure, indent):
        first = back_from.get(position)
        if first is not None and piece.sure and middle:
            return Resplit(front, tuple(middle), len(before) - first)
        middle.append(piece)
        position += len(piece.text)
    return Resplit(front, tuple(middle), 0)


def _same_front(before: Sequence[Piece], text: str) -> tuple[int, int]:
    """How many pieces are certainly still there at the beginning, and where they end.

    The last equal one can have become longer; and it is only known to begin where it does if nothing behind its first
    line was needed to tell.
    """
    if not before:
        return 0, 0
    position = 0
    starts: list[int] = []
    for piece in before:
        starts.append(position)
        if not text.startswith(piece.text, position):
            break
        position += len(piece.text)
    front = len(starts) - 1
    if position == len(text) and front == len(before) - 1:
        return front, starts[front]
    front -= 1
    while front > 0 and not (before[front].sure and "\n" in before[front].text):
        front -= 1
    return (front, starts[front]) if front > 0 else (0, 0)


def _same_back(before: Sequence[Piece], text: str, front: int, start: int) -> dict[int, int]:
    """Where pieces of before would begin in the new text, as far as the texts are equal from the end on."""
    found: dict[int, int] = {}
    end = len(text)
    for index in range(len(before) - 1, front, -1):
        piece = before[index]
        begin = end - len(piece.text)
        if begin <= start or not text.endswith(piece.text, 0, end):
            break
        end = begin
        if piece.sure:
            found[begin] = index
    return found


def _pieces(text: str, start: int, sure: bool, indent: str) -> Iterator[Piece]:
    for offset, next_sure in _boundaries(text, start, indent):
        yield Piece(text[start:offset], sure)
        start, sure = offset, next_sure
    if start < len(text):
        yield Piece(text[start:], sure)


def _boundaries(text: str, start: int, indent: str) -> Iterator[tuple[int, bool]]:
    """Where the pieces behind the one at `start` begin, and whether each surely does."""
    find, width = _next_line(indent).match, len(indent)
    depth, counted = 0, start
    pending: list[int] = []
    decorated = text.startswith("@", start + width)
    position = start
    while match := find(text, position):
        position = match.end()
        line = position - width
        if _CLAUSE.match(text, position) or (decorated and _DECORATED.match(text, position)):
            depth, counted, pending = 0, line, []
            decorated = text.startswith("@", position)
            continue
        certain = _STATEMENT.match(text, position) is not None
        if pending or not certain:
            depth = max(0, depth + _opened(text, counted, line))
            counted = line
        if depth and not certain:
            pending.append(line)
            continue
        if depth:
            yield from ((offset, False) for offset in pending)
        yield line, True
        depth, counted, pending = 0, line, []
        decorated = text.startswith("@", position)
    if pending and depth + _opened(text, counted, len(text)) > 0:
        yield from ((offset, False) for offset in pending)


def _opened(text: str, start: int, end: int) -> int:
    """How many more brackets open than close between two offsets outside strings."""
    part = text[start:end]
    if '"' in part or "'" in part or "#" in part:
        part = _HIDDEN.sub("", part)
    count = part.count
    return count("(") + count("[") + count("{") - count(")") - count("]") - count("}")


class ClassCut(NamedTuple):
    """A class, cut before the first line of its body."""

    header: str
    indent: str
    body: str


_ANY_LINE = re.compile(
    rf"""(?:[^"'#\n\\]++|\n(?![ \t]++[^\s#)\]}},])|{STRING}|#[^\n]*+|\\\n?+)*+\n([ \t]++)(?=[^\s#)\]}},])""",
    re.DOTALL,
)


def cut_class(text: str) -> ClassCut | None:
    """The class that a piece is, if it is one and has a body on lines of its own."""
    start = text.find("\nclass ") + 1 if text.startswith("@") else 0
    if not text.startswith("class ", start):
        return None
    position = counted = start
    depth = 0
    while match := _ANY_LINE.match(text, position):
        position, line = match.end(), match.start(1)
        depth += _opened(text, counted, line)
        counted = line
        if depth <= 0 or _STATEMENT.match(text, position):
            return ClassCut(text[:line], match[1], text[line:])
    return None
