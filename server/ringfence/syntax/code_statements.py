"""Blocks, and the statements without one: assignments, returns, expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from sys import intern

from tree_sitter import Node

from ringfence.model.code import (
    Assign,
    Augment,
    Constant,
    Evaluate,
    Expression,
    Jump,
    Name,
    Return,
    Statement,
    Text,
)
from ringfence.syntax.code_collections import one_of
from ringfence.syntax.code_dispatch import (
    DEEPEST,
    ERROR,
    PARTS,
    STATEMENTS,
    StatementReader,
    numbers,
    read,
    read_parts,
    register_statements,
)
from ringfence.syntax.code_imports import IMPORTS
from ringfence.syntax.code_lines import halved
from ringfence.syntax.code_moves import clipped, moved
from ringfence.syntax.code_parse import tree_of

_TYPE_ALIAS = re.compile(r"type(?:[ \t\f]|\\\n)++[^\W\d]")
BLOCK = numbers("block")
_ASSIGNMENT = numbers("assignment")
_AUGMENTED = numbers("augmented_assignment")
_STRINGS = numbers("string", "concatenated_string")
_TYPE = numbers("type")
_IDENTIFIER = numbers("identifier")
_SIMPLE = numbers("expression_statement", "return_statement", "delete_statement", "assert_statement", "raise_statement")


def read_statements(nodes: Iterable[Node], text: str, depth: int) -> tuple[Statement, ...]:
    """The statements among some nodes, in order."""
    found: list[Statement] = []
    if depth > DEEPEST:
        return ()
    for node in nodes:
        kind = node.kind_id
        reader = STATEMENTS.get(kind)
        if reader is not None:
            count = len(found)
            reader(node, text, depth, found)
            if kind in _SIMPLE and len(found) > count and (at := found[-1].at)[0] != at[2]:
                _end_with_lines(node, text, depth, found, count)
        elif kind in PARTS:
            _stray(node, text, depth, found)
    return tuple(found)


def _end_with_lines(node: Node, text: str, depth: int, into: list[Statement], count: int) -> None:
    """Where a line ends before its statement does, read both halves instead of what was read of the whole."""
    halves = halved(text, node.start_byte, node.end_byte)
    if halves is None:
        return
    above, width, below = halves
    line, column = node.start_point
    row = above.count("\n")
    above = " " * column + above
    first = clipped(read_statements(tree_of(above).children, above, depth + 1), {row: width + (0 if row else column)})
    second = read_statements(tree_of(below).children, below, depth + 1)
    into[count:] = moved(first, line) + moved(second, line + row + 1)


def read_block(node: Node, text: str, depth: int) -> tuple[Statement, ...]:
    """The statements of the blocks that are children of a node."""
    for child in node.children:
        if child.kind_id in BLOCK:
            return read_statements(child.children, text, depth + 1)
    return ()


def _stray(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    """An expression that is left of a broken statement; a lone word or literal says nothing."""
    value = read(node, text, depth)
    if type(value) not in (Name, Constant, Text):
        into.append(Evaluate(value, "expression", value.at))


def _broken(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    into.extend(read_statements(node.children, text, depth + 1))


def _expression_statement(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    children = node.children
    kind = children[0].kind_id
    if kind in _ASSIGNMENT:
        _assignment(node, children[0], text, depth, into)
    elif kind in _AUGMENTED:
        parts = children[0].children
        target, value = read(parts[0], text, depth), read(parts[-1], text, depth)
        into.append(Augment(target, value, node.start_point + node.end_point))
    elif kind not in _STRINGS or len(children) > 1:
        value = one_of(read_parts(children, text, depth), node, text)
        into.append(Evaluate(value, "expression", node.start_point + node.end_point))
    elif not getattr(value := read(children[0], text, depth), "complete", False):
        into.append(Evaluate(value, "expression", node.start_point + node.end_point))


def _assignment(node: Node, inner: Node, text: str, depth: int, into: list[Statement]) -> None:
    """`a = b = value`: one statement for each target, from left to right."""
    targets: list[tuple[Expression, Expression | None]] = []
    value: Expression | None = None
    current: Node | None = inner
    while current is not None:
        children = current.children
        annotation, following = None, None
        for child in children[1:]:
            if child.kind_id in _TYPE:
                annotation = read(child, text, depth)
            elif child.kind_id in _ASSIGNMENT:
                following = child
            elif child.kind_id in PARTS and child.kind_id != ERROR and value is None:
                value = read(child, text, depth)
            elif child.kind_id in _AUGMENTED:
                value = read(child.children[-1], text, depth)
        targets.append((read(children[0], text, depth), annotation))
        current = following
    at = node.start_point + node.end_point
    into.extend(Assign(target, value, annotation, at) for target, annotation in targets)


def _comment(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    """`# type: X` behind an assignment is its annotation."""
    start = node.start_byte
    if not into or not text.startswith("# type:", start):
        return
    last, at = into[-1], node.start_point + node.end_point
    if type(last) is Assign and last.annotation is None and last.at[2] == at[0]:
        comment = text[start + len("# type:") : node.end_byte].strip()
        if not comment.startswith("ignore"):
            into[-1] = Assign(last.target, last.value, Text(comment, at), last.at)


def _return(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    parts = read_parts(node.children, text, depth)
    into.append(Return(one_of(parts, node, text) if parts else None, node.start_point + node.end_point))


def _evaluated(kind: str) -> StatementReader:
    """`del` of all, but of `assert` and `raise` only what is asserted or raised: no message and no cause."""

    def reader(node: Node, text: str, depth: int, into: list[Statement]) -> None:
        at = node.start_point + node.end_point
        parts = read_parts(node.children, text, depth)
        if kind != "del":
            parts = parts[:1]
        into.append(Evaluate(one_of(parts, node, text) if parts else Constant("None", at), kind, at))

    return reader


def _jump(kind: str) -> StatementReader:
    def reader(node: Node, text: str, depth: int, into: list[Statement]) -> None:
        names = [child for child in node.children if child.kind_id in _IDENTIFIER]
        words = tuple([intern(text[name.start_byte : name.end_byte]) for name in names])
        into.append(Jump(kind, words if kind != "pass" else (), node.start_point + node.end_point))

    return reader


def _type_alias(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    start, end = node.start_byte, node.end_byte
    if depth > DEEPEST or _TYPE_ALIAS.match(text, start, end):
        into.append(Jump("pass", (), node.start_point + node.end_point))
        return
    # The grammar takes `type(x).y = z` for one. Any other word in its place tells what it is.
    line, column = node.start_point
    indent = " " * column
    statement = indent + text[start:end]
    root = tree_of(f"{indent}tYPE{text[start + 4 : end]}")
    into.extend(moved(read_statements(root.children, statement, depth + 1), line))


def _old_statement(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    """`print x` and `exec x` of Python 2, which no Python of today reads."""
    into.extend(read_statements(node.children, text, depth + 1))


register_statements(IMPORTS)
register_statements(
    {
        "ERROR": _broken,
        "comment": _comment,
        "expression_statement": _expression_statement,
        "return_statement": _return,
        "delete_statement": _evaluated("del"),
        "assert_statement": _evaluated("assert"),
        "raise_statement": _evaluated("raise"),
        "pass_statement": _jump("pass"),
        "break_statement": _jump("break"),
        "continue_statement": _jump("continue"),
        "global_statement": _jump("global"),
        "nonlocal_statement": _jump("nonlocal"),
        "type_alias_statement": _type_alias,
        "print_statement": _old_statement,
        "exec_statement": _old_statement,
        "block": _broken,
    }
)
