"""The table that says, for every kind of syntax node, which function reads it, and what all of those share.

Nodes are told apart by tree-sitter's numbers, not by their names: a number costs half as much to ask for, and this is
asked for every node of every text. A reader gets a node, the text and how deep it stands. One byte of the parsed bytes
is one character of the text (see `code_parse`), so that offsets, columns and slices need no conversion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import tree_sitter_python
from tree_sitter import Language, Node

from ringfence.model.code import Expression, Other, Statement

LANGUAGE = Language(tree_sitter_python.language())
DEEPEST = 100
"""How many constructs may stand inside each other; what is deeper is not read."""
ERROR = 65535
"""The number of a stretch that is not Python."""

Reader = Callable[[Node, str, int], Expression]
StatementReader = Callable[[Node, str, int, list[Statement]], None]
"""Adds the statements of a node to the list: a chained assignment has several, a broken stretch may have none."""
_Read = TypeVar("_Read")


def numbered(by_name: Mapping[str, _Read]) -> dict[int, _Read]:
    """The same table by the numbers that the grammar gives to each kind; one name can have several."""
    found = {
        number: by_name[name]
        for number in range(LANGUAGE.node_kind_count)
        if LANGUAGE.node_kind_is_named(number) and (name := LANGUAGE.node_kind_for_id(number) or "") in by_name
    }
    if "ERROR" in by_name:
        found[ERROR] = by_name["ERROR"]
    return found


def numbers(*names: str) -> frozenset[int]:
    """The numbers of some kinds of nodes."""
    return frozenset(numbered(dict.fromkeys(names, True)))


def unread(node: Node, text: str, depth: int) -> Expression:
    """What stands for a node that cannot be read: a token, something half typed, or what is nested too deeply."""
    return Other("", (), node.start_point + node.end_point)


PARTS: dict[int, Reader] = {}
"""The readers of all kinds of expressions. Punctuation and comments are not in it."""
READERS: dict[int, Reader] = dict.fromkeys((*range(LANGUAGE.node_kind_count), ERROR), unread)
"""The same, and `unread` for all other kinds: for where an expression has to stand."""
STATEMENTS: dict[int, StatementReader] = {}
"""The readers of all kinds of statements."""


def register(readers: Mapping[str, Reader]) -> None:
    """Add the readers of some kinds of expressions."""
    PARTS.update(numbered(readers))
    READERS.update(PARTS)


def register_statements(readers: Mapping[str, StatementReader]) -> None:
    """Add the readers of some kinds of statements."""
    STATEMENTS.update(numbered(readers))


def read(node: Node, text: str, depth: int) -> Expression:
    """The expression of a node, which stands where an expression has to."""
    return READERS[node.kind_id](node, text, depth)


def read_parts(nodes: Iterable[Node], text: str, depth: int) -> tuple[Expression, ...]:
    """The expressions among some nodes; of a stretch that is no Python, those inside it."""
    found: list[Expression] = []
    for node in nodes:
        kind = node.kind_id
        reader = PARTS.get(kind)
        if reader is not None:
            part = reader(node, text, depth)
            if kind != ERROR:
                found.append(part)
            elif type(part) is Other:
                found.extend(part.parts)
    return tuple(found)


def read_error(node: Node, text: str, depth: int) -> Expression:
    """What can be read of a stretch that is not Python."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    return Other("error", read_parts(node.children, text, depth + 1), node.start_point + node.end_point)


register({"ERROR": read_error})
