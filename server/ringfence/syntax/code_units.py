"""One piece of a text, parsed and read.

A class is read member by member when it is large or broken: an edit in one method, or a mistake in it, leaves the
others alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from ringfence.model.code import Class, CodeUnit, Statement
from ringfence.syntax.code_definitions import read_all
from ringfence.syntax.code_dispatch import ERROR, STATEMENTS, numbers
from ringfence.syntax.code_moves import clipped, moved
from ringfence.syntax.code_parse import Source, parsed, tree_of
from ringfence.syntax.code_pieces import ClassCut, Piece, cut_class, resplit, split

_COMMENT = numbers("comment")
_LARGE = 2_000
"""A class with more characters than this is read member by member."""


@dataclass(frozen=True, slots=True)
class Member:
    """One piece of a class that is read member by member."""

    piece: Piece
    line: int
    """Where it begins, counted from the class, as all lines in the statements are."""
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """All pieces of a class."""

    indent: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PieceCode:
    """What a piece holds, with lines counted from where it begins."""

    units: tuple[CodeUnit, ...]
    members: Members | None = None


def read_piece(text: str, before: Members | None = None) -> PieceCode:
    """What stands in a piece of a text. Members of `before` whose text is still there are not read again."""
    cut = cut_class(text)
    if cut is not None and len(text) > _LARGE and (found := _read_class(cut, before)):
        return found
    source = parsed(text)
    if cut is not None and source.broken and (found := _read_class(cut, before)):
        return found
    return PieceCode(tuple(_units(source.root.children, source)))


def _units(nodes: list[Node], source: Source) -> Iterator[CodeUnit]:
    """One unit for each statement; what is left of a broken one is as many."""
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        if node.kind_id == ERROR:
            readable = [child for child in node.children if child.kind_id in STATEMENTS and child.kind_id != ERROR]
            yield from _units(readable, source)
            continue
        row = node.start_point[0]
        with_comment = (node, following) if following is not None and following.kind_id in _COMMENT else (node,)
        for statement in read_all(with_comment, source.text):
            yield CodeUnit(row, moved(clipped(statement, source.ends), -row))


def _read_class(cut: ClassCut, before: Members | None) -> PieceCode | None:
    """The class with its members; None when its header cannot be read."""
    source = parsed(f"{cut.header}{cut.indent}pass\n")
    headers = read_all(source.root.children, source.text)
    if source.broken or len(headers) != 1 or not isinstance(headers[0], Class):
        return None
    header = headers[0]
    if before is None or before.indent != cut.indent:
        pieces, known = split(cut.body, cut.indent), {}
    else:
        front, middle, back = resplit([member.piece for member in before.members], cut.body, cut.indent)
        old = before.members
        kept_back = old[len(old) - back :]
        pieces = (*(member.piece for member in old[:front]), *middle, *(member.piece for member in kept_back))
        known = {member.piece.text: member for member in old}
    members = _members(pieces, cut.header.count("\n"), known)
    body = tuple([statement for member in members for statement in member.statements])
    statement = Class(header.name, header.bases, header.keywords, header.decorators, body, header.at)
    return PieceCode((CodeUnit(0, statement),), Members(cut.indent, members))


def _members(pieces: tuple[Piece, ...], line: int, known: dict[str, Member]) -> tuple[Member, ...]:
    found: list[Member] = []
    for piece in pieces:
        old = known.get(piece.text)
        if old is None:
            found.append(Member(piece, line, _read_member(piece.text, line)))
        elif old.line == line and old.piece == piece:
            found.append(old)
        else:
            found.append(Member(piece, line, moved(old.statements, line - old.line)))
        line += piece.text.count("\n")
    return tuple(found)


def _read_member(text: str, line: int) -> tuple[Statement, ...]:
    # Empty lines in front make the tree count lines from where the class begins. In a broken text they do more: how
    # tree-sitter finds its way back depends on them.
    lower = "\n" * line + text
    root = tree_of(lower)
    if not root.has_error:
        return read_all(root.children, lower, 1)
    source = parsed(text)
    return moved(clipped(read_all(source.root.children, source.text, 1), source.ends), line)
