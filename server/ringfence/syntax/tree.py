"""A text and its tree-sitter syntax tree, with positions the way the rest of Ringfence counts them.

tree-sitter counts bytes of UTF-8; we count code points: as offsets into the text where code is rewritten, and
as 0-based lines and columns (see `model.ranges`) where something is shown. In ASCII text one byte is one code
point, and nothing has to be converted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Tree

from ringfence.model.ranges import Position, Range

_LANGUAGE = Language(tree_sitter_python.language())
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LONE_CR = re.compile(rb"\r(?!\n)")


class SourceTree:
    """One text, its syntax tree, and the way between bytes, offsets and positions. Treat it as immutable."""

    def __init__(self, text: str) -> None:
        """Parse `text`, whatever it is."""
        self.text = text
        self.data = _encode(text)
        self.tree: Tree = Parser(_LANGUAGE).parse(self.data)

    @property
    def root(self) -> Node:
        """The node of the whole text."""
        return self.tree.root_node

    @property
    def has_error(self) -> bool:
        """Whether some stretch of the text is not Python that the grammar knows."""
        return self.tree.root_node.has_error

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of the first character of every line; `\\n`, `\\r\\n` and a lone `\\r` end a line."""
        return line_starts(self.text)

    @cached_property
    def _ascii(self) -> bool:
        return len(self.data) == len(self.text)

    @cached_property
    def _byte_starts(self) -> tuple[int, ...]:
        if self._ascii:
            return self.line_starts
        return (0, *(match.end() for match in re.finditer(rb"\n", self.data)))

    def offset_at_byte(self, byte: int) -> int:
        """The code-point offset of a byte offset of tree-sitter."""
        if self._ascii:
            return byte
        line = bisect_right(self._byte_starts, byte) - 1
        start = self._byte_starts[line]
        if byte == start:
            return self.line_starts[line]
        return self.line_starts[line] + len(self.data[start:byte].decode("utf-8", "ignore"))

    def byte_at_offset(self, offset: int) -> int:
        """The byte offset of tree-sitter of a code-point offset."""
        if self._ascii:
            return offset
        line = bisect_right(self.line_starts, offset) - 1
        return self._byte_starts[line] + len(_encode(self.text[self.line_starts[line] : offset]))

    def start(self, node: Node) -> int:
        """The offset of the first character of a node."""
        return self.offset_at_byte(node.start_byte)

    def end(self, node: Node) -> int:
        """The offset after the last character of a node."""
        return self.offset_at_byte(node.end_byte)

    def text_of(self, node: Node) -> str:
        """The text that a node stands for."""
        return self.text[self.start(node) : self.end(node)]

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        line = bisect_right(self.line_starts, offset) - 1
        return Position(line, offset - self.line_starts[line])

    def offset(self, position: Position) -> int:
        """The offset of a line and column, kept inside the text."""
        if position.line >= len(self.line_starts):
            return len(self.text)
        return min(self.line_starts[position.line] + position.column, len(self.text))

    def range_between(self, start: int, end: int) -> Range:
        """The range from one offset to another."""
        return Range(*self.position(start), *self.position(end))

    def node_at(self, start: int, end: int) -> Node:
        """The smallest node around the stretch between two offsets."""
        found = self.root.descendant_for_byte_range(self.byte_at_offset(start), self.byte_at_offset(end))
        return found if found is not None else self.root


@lru_cache(maxsize=4)
def parse(text: str) -> SourceTree:
    """The syntax tree of any text at all; what is not Python is in it as an error node. Never raises.

    The last few are remembered: one question about a text is rarely the only one.
    """
    return SourceTree(text)


def line_starts(text: str) -> tuple[int, ...]:
    """The offset of the first character of every line of a text; an empty text has one line."""
    return (0, *(match.end() for match in _LINE_BREAK.finditer(text)))


def _encode(text: str) -> bytes:
    # "replace" keeps one character one character where a surrogate cannot be encoded. And tree-sitter takes a
    # lone carriage return for a blank, where Python ends a line.
    data = text.encode("utf-8", "replace")
    return _LONE_CR.sub(b"\n", data) if b"\r" in data else data
