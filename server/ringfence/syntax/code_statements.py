"""Statements: assignments, branches, loops, and what else a block is made of."""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern

from tree_sitter import Node

from ringfence.model.code import (
    Assign,
    Augment,
    Branch,
    Constant,
    Evaluate,
    Expression,
    Jump,
    Loop,
    Name,
    Other,
    Return,
    Statement,
    Text,
    Try,
    With,
)
from ringfence.syntax.code_collections import one_of
from ringfence.syntax.code_dispatch import (
    DEEPEST,
    PARTS,
    STATEMENTS,
    StatementReader,
    numbers,
    read,
    read_parts,
    register_statements,
    unread,
)
from ringfence.syntax.code_imports import IMPORTS

BLOCK = numbers("block")
_ASSIGNMENT = numbers("assignment")
_AUGMENTED = numbers("augmented_assignment")
_STRINGS = numbers("string", "concatenated_string")
_TYPE = numbers("type")
_IDENTIFIER = numbers("identifier")
_ARM = numbers("elif_clause", "else_clause")
_ELSE = numbers("else_clause")
_EXCEPT = numbers("except_clause")
_CASE = numbers("case_clause")
_GUARD = numbers("if_clause")
_WITH_CLAUSE = numbers("with_clause")
_WITH_ITEM = numbers("with_item")
_AS = numbers("as_pattern")
_WRAPPING = numbers("parenthesized_expression", "tuple")


def read_statements(nodes: Iterable[Node], text: str, depth: int) -> tuple[Statement, ...]:
    """The statements among some nodes, in order."""
    found: list[Statement] = []
    if depth > DEEPEST:
        return ()
    for node in nodes:
        kind = node.kind_id
        reader = STATEMENTS.get(kind)
        if reader is not None:
            reader(node, text, depth, found)
        elif kind in PARTS:
            _stray(node, text, depth, found)
    return tuple(found)


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
            elif child.kind_id in PARTS:
                value = read(child, text, depth)
            elif child.kind_id in _AUGMENTED:
                value = read(child.children[-1], text, depth)
        targets.append((read(children[0], text, depth), annotation))
        current = following
    at = node.start_point + node.end_point
    into.extend(Assign(target, value, annotation, at) for target, annotation in targets)


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


def _old_statement(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    """`print x` and `exec x` of Python 2, which no Python of today reads."""
    for child in node.children:
        into.extend(read_statements(child.children or (child,), text, depth + 1))


def _if(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    arms: list[tuple[Expression | None, tuple[Statement, ...]]] = []
    for arm in (node, *(child for child in node.children if child.kind_id in _ARM)):
        condition = None if arm.kind_id in _ELSE else _condition(arm, text, depth)
        arms.append((condition, read_block(arm, text, depth)))
    into.append(Branch(tuple(arms), node.start_point + node.end_point))


def _condition(node: Node, text: str, depth: int) -> Expression:
    for child in node.children:
        if child.kind_id in PARTS:
            return read(child, text, depth)
    return unread(node, text, depth)


def _match(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    subject = one_of(read_parts(node.children, text, depth), node, text)
    arms = [
        (_case(child, subject, text, depth), read_block(child, text, depth))
        for block in node.children
        if block.kind_id in BLOCK
        for child in block.children
        if child.kind_id in _CASE
    ]
    into.append(Branch(tuple(arms), node.start_point + node.end_point))


def _case(node: Node, subject: Expression, text: str, depth: int) -> Expression | None:
    """The condition of a `case`; None when it fits everything."""
    pattern = one_of(read_parts(node.children, text, depth), node, text)
    guards = [child for child in node.children if child.kind_id in _GUARD]
    if not guards and type(pattern) is Name and pattern.id == "_":
        return None
    guard = read_parts(guards[0].children, text, depth) if guards else ()
    return Other("case", (subject, pattern, *guard), (*pattern.at[:2], *(guard or (pattern,))[-1].at[2:]))


def _for(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    children = node.children
    middle = next((index for index, child in enumerate(children) if child.type == "in"), len(children))
    target = one_of(read_parts(children[:middle], text, depth), node, text)
    iterable = one_of(read_parts(children[middle:], text, depth), node, text)
    at = node.start_point + node.end_point
    into.append(Loop(target, iterable, read_block(node, text, depth), _otherwise(node, text, depth), at))


def _while(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    condition = _condition(node, text, depth)
    at = node.start_point + node.end_point
    into.append(Loop(None, condition, read_block(node, text, depth), _otherwise(node, text, depth), at))


def _otherwise(node: Node, text: str, depth: int) -> tuple[Statement, ...]:
    last = node.children[-1]
    return read_block(last, text, depth) if last.kind_id in _ELSE else ()


def _try(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    body = read_block(node, text, depth)
    handlers: list[tuple[Statement, ...]] = []
    final: tuple[Statement, ...] = ()
    for child in node.children:
        kind = child.kind_id
        if kind in _EXCEPT:
            handlers.append(read_block(child, text, depth))
        elif kind in _ELSE:
            body += read_block(child, text, depth)
        elif child.type == "finally_clause":
            final = read_block(child, text, depth)
    into.append(Try(body, tuple(handlers), final, node.start_point + node.end_point))


def _with(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    items: list[tuple[Expression, Expression | None]] = []
    for clause in node.children:
        if clause.kind_id in _WITH_CLAUSE:
            for item in clause.children:
                if item.kind_id in _WITH_ITEM:
                    _with_item(item.children[0], text, depth, items)
    into.append(With(tuple(items), read_block(node, text, depth), node.start_point + node.end_point))


def _with_item(node: Node, text: str, depth: int, into: list[tuple[Expression, Expression | None]]) -> None:
    """One value with its target; parentheses can stand around one or several of them."""
    if node.kind_id in _AS:
        into.append((read(node.children[0], text, depth), read(node.children[-1], text, depth)))
    elif node.kind_id in _WRAPPING and any(child.kind_id in _AS for child in node.children):
        for child in node.children:
            if child.kind_id in PARTS:
                _with_item(child, text, depth, into)
    else:
        into.append((read(node, text, depth), None))


register_statements(IMPORTS)
register_statements(
    {
        "ERROR": _broken,
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
        "type_alias_statement": _jump("pass"),
        "print_statement": _old_statement,
        "exec_statement": _old_statement,
        "if_statement": _if,
        "match_statement": _match,
        "for_statement": _for,
        "while_statement": _while,
        "try_statement": _try,
        "with_statement": _with,
        "block": _broken,
    }
)
