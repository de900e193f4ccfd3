"""Text to `Code`: the door to the simplified syntax that data flow is read from. Pure, and total: no text raises."""

from __future__ import annotations

from dataclasses import dataclass

from ringfence.model.code import Code, CodeUnit, Evaluate, Expression
from ringfence.syntax.code_definitions import read_all
from ringfence.syntax.code_parse import parsed
from ringfence.syntax.code_pieces import Piece, resplit, split
from ringfence.syntax.code_units import Members, PieceCode, read_piece
from ringfence.syntax.lexis import plain


@dataclass(frozen=True, slots=True)
class CodeSnapshot:
    """What a text was read to, kept so that after an edit only what changed is read again."""

    code: Code
    pieces: tuple[Piece, ...]
    read: tuple[PieceCode, ...]
    """What each piece holds."""


def read_code(text: str) -> Code:
    """The functions, classes and statements of a Python text, whatever it is. What cannot be read is left out."""
    return read_snapshot(text).code


def read_snapshot(text: str) -> CodeSnapshot:
    """The same, to be updated after edits."""
    pieces = split(_plain(text))
    return _snapshot(pieces, tuple([read_piece(piece.text) for piece in pieces]))


def update(before: CodeSnapshot, text: str) -> CodeSnapshot:
    """What `read_snapshot` gives for `text`, told from what it gave for a text that was edited since."""
    front, middle, back = resplit(before.pieces, _plain(text))
    behind = len(before.pieces) - back
    gone = slice(front, behind)
    known = {piece.text: read for piece, read in zip(before.pieces[gone], before.read[gone], strict=True)}
    classes = [read.members for read in before.read[gone] if read.members]
    read: list[PieceCode] = []
    for piece in middle:
        found = known.get(piece.text) or read_piece(piece.text, _closest(classes, piece.text))
        read.append(found)
    return _snapshot(
        (*before.pieces[:front], *middle, *before.pieces[behind:]),
        (*before.read[:front], *read, *before.read[behind:]),
    )


def _closest(classes: list[Members], text: str) -> Members | None:
    """The class of before that a piece most likely comes from; a wrong guess costs time only."""
    for members in classes:
        if members.members[0].piece.text in text or members.members[-1].piece.text in text:
            return members
    return None


def _snapshot(pieces: tuple[Piece, ...], read: tuple[PieceCode, ...]) -> CodeSnapshot:
    units: list[CodeUnit] = []
    line = 0
    for piece, found in zip(pieces, read, strict=True):
        units.extend([CodeUnit(line + unit.line, unit.statement) for unit in found.units])
        line += piece.text.count("\n")
    return CodeSnapshot(Code(tuple(units)), pieces, read)


def read_expression(text: str) -> Expression | None:
    """The expression that a text is, as an annotation in quotes has to be read; None when it is none."""
    source = parsed(_plain(text).replace("\n", " "))
    statements = read_all(source.root.children, source.text) if not source.broken else ()
    if len(statements) != 1 or not isinstance(statements[0], Evaluate) or statements[0].kind != "expression":
        return None
    return statements[0].value


def _plain(text: str) -> str:
    return plain(text.removeprefix("\ufeff"))
