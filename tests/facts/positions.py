"""From the positions of the standard `ast` (1-based lines, columns in UTF-8 bytes) to ours."""

from __future__ import annotations

import ast

from ringfence.model.ranges import Range


class Lines:
    """The lines of a text, as Python counts them."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def place(self, lineno: int, col_offset: int) -> tuple[int, int]:
        """0-based line, and column in code points."""
        line = self.lines[lineno - 1]
        return lineno - 1, col_offset if line.isascii() else len(line.encode()[:col_offset].decode())

    def range(self, node: ast.stmt | ast.expr) -> Range:
        """The whole node."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Range(*self.place(node.lineno, node.col_offset), *self.place(end_line, end_column))

    def text_of(self, where: Range) -> str:
        """The text inside a range."""
        if where.line == where.end_line:
            return self.lines[where.line][where.column : where.end_column]
        inner = self.lines[where.line + 1 : where.end_line]
        return "\n".join(
            [self.lines[where.line][where.column :], *inner, self.lines[where.end_line][: where.end_column]]
        )
