"""Which blocks stand around a line: what makes an import conditional, deferred or type-only."""

from __future__ import annotations

import re
from typing import NamedTuple

from ringfence.model.facts import ImportKind
from ringfence.syntax.brackets import Brackets, blanked
from ringfence.syntax.conditions import Condition, read_condition
from ringfence.syntax.lexis import SPACE, WORD

_DEFINITION = re.compile(rf"(?:async{SPACE}++)?(def|class){SPACE}++({WORD})")
_IMPORT_ERROR = re.compile(
    r"except[ \t]*+(?::|\Z)|except\b[^:]*?\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b"
)


class Block(NamedTuple):
    """One open block."""

    indent: int
    keyword: str
    name: str = ""
    """Of a function or class."""
    type_checking: bool = False
    else_type_checking: bool = False
    """`if not TYPE_CHECKING:`, whose `else` is for type checkers."""
    attempt: int = -1
    """The line of the `try:` that this block, a body or a handler, belongs to."""
    fallback: bool = False
    """A handler for a failed import."""


class Blocks:
    """The blocks around the current line, outermost first, driven by the indentation of block headers."""

    __slots__ = ("stack",)

    def __init__(self) -> None:
        """Start at module level."""
        self.stack: list[Block] = []

    def leave(self, indent: int) -> Block | None:
        """Close the blocks that a line with this indentation is no longer in; return the last one closed."""
        closed = None
        while self.stack and self.stack[-1].indent >= indent:
            closed = self.stack.pop()
        return closed if closed and closed.indent == indent else None

    def enter(self, keyword: str, indent: int, header: str, line: int) -> Block:
        """Open the block of a header: its first word, indentation, text from that word on and 0-based line."""
        before = self.leave(indent)
        block = _block(keyword, indent, header, line, before)
        self.stack.append(block)
        return block

    @property
    def in_definition(self) -> bool:
        """Whether the current line is inside a function or class."""
        return any(block.name for block in self.stack)

    @property
    def scope(self) -> str:
        """The dotted names of the functions and classes around the current line."""
        return ".".join(block.name for block in self.stack if block.name)

    @property
    def attempt(self) -> int:
        """The line of the `try:` around the current line that counts; -1 when there is none.

        That is the innermost one, but inside a handler the one that the handler belongs to: whatever is tried
        there is tried instead of the first import. What a function does when it is called is no part of a `try`
        around it.
        """
        attempt, settled = -1, False
        for block in self.stack:
            if block.keyword == "def":
                attempt, settled = -1, False
            elif block.attempt >= 0 and not settled:
                attempt, settled = block.attempt, block.fallback
        return attempt

    @property
    def kind(self) -> ImportKind:
        """What an import at the current line is."""
        kind = ImportKind.MODULE
        for block in self.stack:
            if block.type_checking:
                return ImportKind.TYPE_CHECKING
            if block.keyword == "def":
                kind = ImportKind.FUNCTION
            elif block.fallback:
                kind = ImportKind.FALLBACK
        return kind


def _block(keyword: str, indent: int, header: str, line: int, before: Block | None) -> Block:
    definition = _DEFINITION.match(header)
    if definition:
        return Block(indent, definition[1], definition[2])
    if keyword in ("if", "elif"):
        condition = _condition(keyword, header)
        skipped = keyword == "elif" and before is not None and before.else_type_checking
        return Block(
            indent,
            keyword,
            type_checking=condition.if_true or skipped,
            else_type_checking=condition.if_false or skipped,
        )
    if keyword == "try":
        return Block(indent, keyword, attempt=line)
    if keyword == "except":
        attempt = before.attempt if before else -1
        return Block(indent, keyword, attempt=attempt, fallback=_IMPORT_ERROR.match(header) is not None)
    if keyword == "else" and before and before.else_type_checking:
        return Block(indent, keyword, type_checking=True)
    if keyword in ("else", "finally") and before and before.attempt >= 0:
        return Block(indent, keyword, attempt=before.attempt)
    return Block(indent, keyword)


def _condition(keyword: str, header: str) -> Condition:
    if "TYPE_CHECKING" not in header:
        return Condition()
    return read_condition(blanked(header, len(keyword), Brackets(header).header_end(len(keyword))))


def width_of(space: str) -> int:
    """The indentation in columns: a tab goes to the next multiple of eight, a form feed starts anew."""
    if not space:
        return 0
    return len(space.rpartition("\f")[2].expandtabs(8))
