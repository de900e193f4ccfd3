"""Statements with blocks: branches, loops, `try`, `with` and `match`."""

from __future__ import annotations

from tree_sitter import Node

from ringfence.model.code import Branch, Expression, Loop, Name, Other, Statement, Try, With
from ringfence.syntax.code_collections import one_of
from ringfence.syntax.code_dispatch import ERROR, PARTS, StatementReader, numbers, read, read_parts, unread
from ringfence.syntax.code_statements import BLOCK, read_block

_ARM = numbers("elif_clause", "else_clause")
_ELSE = numbers("else_clause")
_EXCEPT = numbers("except_clause")
_CASE = numbers("case_clause")
_GUARD = numbers("if_clause")
_WITH_CLAUSE = numbers("with_clause")
_WITH_ITEM = numbers("with_item")
_AS = numbers("as_pattern")
_WRAPPING = numbers("parenthesized_expression", "tuple")


def _if(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    arms: list[tuple[Expression | None, tuple[Statement, ...]]] = []
    for arm in (node, *(child for child in node.children if child.kind_id in _ARM)):
        condition = None if arm.kind_id in _ELSE else _condition(arm, text, depth)
        arms.append((condition, read_block(arm, text, depth)))
    into.append(Branch(tuple(arms), node.start_point + node.end_point))


def _condition(node: Node, text: str, depth: int) -> Expression:
    for child in node.children:
        if child.kind_id in PARTS and child.kind_id != ERROR:
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


COMPOUND: dict[str, StatementReader] = {
    "if_statement": _if,
    "match_statement": _match,
    "for_statement": _for,
    "while_statement": _while,
    "try_statement": _try,
    "with_statement": _with,
}
