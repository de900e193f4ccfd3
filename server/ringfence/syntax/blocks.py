"""Which blocks stand around a line: what makes an import conditional, deferred or type-only."""

from __future__ import annotations

import re
from typing import NamedTuple

from ringfence.model.facts import ImportKind

_TYPE_CHECKING = re.compile(
    r"(?:el)?if\b[ \t]*\(?[ \t]*(not[ \t]+)?(?:[^\W\d]\w*[ \t]*\.[ \t]*)*TYPE_CHECKING\b(?![ \t]+or\b|[ \t]*[=!<>])"
)
_DEFINITION = re.compile(r"(?:async[ \t]+)?(def|class)[ \t]+([^\W\d]\w*)")
_IMPORT_ERROR = re.compile(
    r"except\b[ \t*(]*(?::|.*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)"
)


class Block(NamedTuple):
    """One open block."""

    indent: int
    keyword: str
    name: str = ""
    """Of a function or class."""
    type_checking: bool = False
    runtime_only: bool = False
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
        there is tried instead of the first import.
        """
        outermost = next((block.attempt for block in self.stack if block.fallback), None)
        if outermost is not None:
            return outermost
        return next((block.attempt for block in reversed(self.stack) if block.attempt >= 0), -1)

    @property
    def kind(self) -> ImportKind:
        """What an import at the current line is."""
        if not self.stack:
            return ImportKind.MODULE
        if any(block.type_checking for block in self.stack):
            return ImportKind.TYPE_CHECKING
        if any(block.fallback for block in self.stack):
            return ImportKind.FALLBACK
        if any(block.keyword == "def" for block in self.stack):
            return ImportKind.FUNCTION
        return ImportKind.MODULE


def _block(keyword: str, indent: int, header: str, line: int, before: Block | None) -> Block:
    definition = _DEFINITION.match(header)
    if definition:
        return Block(indent, definition[1], definition[2])
    if keyword in ("if", "elif"):
        match = _TYPE_CHECKING.match(header)
        negated = bool(match and match[1])
        return Block(indent, keyword, type_checking=bool(match) and not negated, runtime_only=negated)
    if keyword == "try":
        return Block(indent, keyword, attempt=line)
    if keyword == "except":
        attempt = before.attempt if before else -1
        return Block(indent, keyword, attempt=attempt, fallback=bool(_IMPORT_ERROR.match(header)))
    if keyword == "else" and before and before.runtime_only:
        return Block(indent, keyword, type_checking=True)
    if keyword in ("else", "finally") and before and before.attempt >= 0:
        return Block(indent, keyword, attempt=before.attempt)
    return Block(indent, keyword)
