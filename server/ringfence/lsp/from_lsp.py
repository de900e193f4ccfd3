"""From the client's positions to ours."""

from __future__ import annotations

from lsprotocol import types

from ringfence.lsp.documents import BOM, Document, without_end
from ringfence.lsp.positions import Encoding, column_of
from ringfence.model.ranges import Position, Range


def position_from_lsp(document: Document, position: types.Position, encoding: Encoding) -> Position:
    """The place in the analysed text of a document; one outside of it is the nearest one inside."""
    if position.line >= len(document.lines):
        return Position(len(document.lines) - 1, len(document.lines[-1]))
    line = without_end(document.lines[position.line])
    column = column_of(line, position.character, encoding)
    if position.line == 0 and line.startswith(BOM):
        column = max(0, column - 1)
    return Position(position.line, column)


def range_from_lsp(document: Document, where: types.Range, encoding: Encoding) -> Range:
    """The stretch of the analysed text of a document."""
    start = position_from_lsp(document, where.start, encoding)
    return Range(*start, *max(start, position_from_lsp(document, where.end, encoding)))
