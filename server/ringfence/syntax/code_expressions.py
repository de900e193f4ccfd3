"""Expressions: names, attributes, calls, subscripts, operators and choices."""

from __future__ import annotations

from sys import intern

from tree_sitter import Node

from ringfence.model.code import (
    Attribute,
    Await,
    Call,
    Choice,
    Constant,
    Expression,
    Items,
    Lambda,
    Name,
    Other,
    Subscript,
    Text,
    Walrus,
)
from ringfence.syntax.code_collections import COLLECTIONS
from ringfence.syntax.code_dispatch import DEEPEST, ERROR, PARTS, READERS, numbers, read, read_parts, register, unread
from ringfence.syntax.code_strings import STRINGS, filled, joined, percent_filled

_KEYWORD = numbers("keyword_argument", "keyword_pattern")
_GENERATOR = numbers("generator_expression")
_DOUBLE_STAR = numbers("dictionary_splat")
_IDENTIFIER = numbers("identifier")
_BINARY = numbers("binary_operator", "boolean_operator", "union_type")
_WALRUS = numbers("named_expression")
_FLAT = frozenset(("+", "|", "and", "or"))
"""Operators whose chains are read as one, however long they are."""


def _name(node: Node, text: str, depth: int) -> Expression:
    word = intern(text[node.start_byte : node.end_byte])
    if not word:
        return unread(node, text, depth)
    line, column = node.start_point
    return Name(word, (line, column, line, column + len(word)))


def _constant(node: Node, text: str, depth: int) -> Expression:
    return Constant(intern(text[node.start_byte : node.end_byte]), node.start_point + node.end_point)


def _attribute(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    children = node.children
    first, last = children[0], children[-1]
    value = READERS[first.kind_id](first, text, depth + 1)
    if last.kind_id not in _IDENTIFIER:
        return value
    name = intern(text[last.start_byte : last.end_byte])
    if not name:
        return value
    line, column = last.start_point
    return Attribute(value, name, (line, column, line, column + len(name)))


def _dotted_name(node: Node, text: str, depth: int) -> Expression:
    value: Expression | None = None
    for part in node.children:
        if part.kind_id not in _IDENTIFIER:
            continue
        name = _name(part, text, depth)
        if type(name) is Name:
            value = name if value is None else Attribute(value, name.id, name.at)
    return value if value is not None else unread(node, text, depth)


def _call(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    children = node.children
    first, last = children[0], children[-1]
    function = READERS[first.kind_id](first, text, depth + 1)
    if last.kind_id in _GENERATOR:
        arguments: tuple[Expression, ...] = (READERS[last.kind_id](last, text, depth + 1),)
        keywords: tuple[tuple[str, Expression], ...] = ()
    else:
        arguments, keywords = read_arguments(last, text, depth + 1)
    call = Call(function, arguments, keywords, node.start_point + node.end_point)
    if type(function) is Attribute and function.name == "format" and type(function.value) is Text:
        return filled(function.value, call)
    return call


def read_arguments(
    node: Node, text: str, depth: int
) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
    """The positional and the keyword arguments between two parentheses."""
    arguments: list[Expression] = []
    keywords: list[tuple[str, Expression]] = []
    for child in node.children:
        kind = child.kind_id
        reader = PARTS.get(kind)
        if reader is not None:
            if kind == ERROR:
                arguments.extend(read_parts((child,), text, depth))
            else:
                arguments.append(reader(child, text, depth))
        elif kind in _KEYWORD:
            parts = child.children
            name, value = parts[0], parts[-1]
            keywords.append((intern(text[name.start_byte : name.end_byte]), READERS[value.kind_id](value, text, depth)))
        elif kind in _DOUBLE_STAR:
            keywords.append(("", read(child.children[-1], text, depth)))
    return tuple(arguments), tuple(keywords)


def _subscript(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    first, *rest = node.children
    value = READERS[first.kind_id](first, text, depth + 1)
    return _indexed(node, value, read_parts(rest, text, depth + 1))


def _indexed(node: Node, value: Expression, index: tuple[Expression, ...]) -> Expression:
    at = node.start_point + node.end_point
    if len(index) == 1:
        return Subscript(value, index[0], at)
    inside = (value.at[2], value.at[3], at[2], at[3])
    return Subscript(value, Items("tuple", index, inside), at)


def _generic_type(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST or len(node.children) < 2:
        return unread(node, text, depth)
    first, last = node.children[0], node.children[-1]
    return _indexed(node, read(first, text, depth + 1), read_parts(last.children, text, depth + 1))


def _slice(node: Node, text: str, depth: int) -> Expression:
    """Start, stop and step; `None` stands for what is not written."""
    at = node.start_point + node.end_point
    if depth > DEEPEST:
        return unread(node, text, depth)
    found: list[Expression] = [Constant("None", at)]
    for child in node.children:
        if child.type == ":":
            found.append(Constant("None", at))
        elif child.kind_id in PARTS:
            found[-1] = read(child, text, depth + 1)
    return Items("slice", tuple(found), at)


def _operation(node: Node, text: str, depth: int) -> Expression:
    """An operation with two operands, or a chain of them with one operator: `a + b + c`, `a or b or c`."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    operator = _operator(node)
    operands: list[Node] = []
    left = node
    while left.kind_id in _BINARY and (left is node or (operator in _FLAT and _operator(left) == operator)):
        operands.extend(reversed([child for child in left.children[1:] if child.kind_id in PARTS]))
        left = left.children[0]
    operands.append(left)
    parts = read_parts(reversed(operands), text, depth + 1)
    at = node.start_point + node.end_point
    if operator in ("and", "or"):
        return Choice(parts, (), at, operator)
    if operator == "+" and any(type(part) is Text for part in parts):
        return joined(parts, at)
    if operator == "%" and type(parts[0]) is Text and len(parts) == 2:
        return percent_filled(parts[0], parts[1], at)
    return Other(operator, parts, at)


def _operator(node: Node) -> str:
    return next((child.type for child in node.children[1:] if not child.is_named), "")


def _comparison(node: Node, text: str, depth: int) -> Expression:
    """`a < b`; the operator of the chain `a < b < c` is `< <`."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    children = node.children
    operators = " ".join([child.type for child in children if not child.is_named])
    return Other(intern(operators), read_parts(children, text, depth + 1), node.start_point + node.end_point)


def _unary(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    children = node.children
    return Other(children[0].type, read_parts(children[1:], text, depth + 1), node.start_point + node.end_point)


def _conditional(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    at = node.start_point + node.end_point
    parts = read_parts(node.children, text, depth + 1)
    if len(parts) != 3:
        return Other("if", parts, at)
    return Choice((parts[0], parts[2]), (parts[1],), at, "if")


def _lambda(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    names: list[str] = []
    for child in node.children[1].children:
        while child.kind_id not in _IDENTIFIER and child.named_children:
            child = child.named_children[0]
        if child.kind_id in _IDENTIFIER:
            names.append(intern(text[child.start_byte : child.end_byte]))
    return Lambda(tuple(names), read(node.children[-1], text, depth + 1), node.start_point + node.end_point)


def _walrus(node: Node, text: str, depth: int) -> Expression:
    """`name := value`, and in a pattern `value as name`."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    parts = read_parts(node.children, text, depth + 1)
    target, value = (parts[0], parts[-1]) if node.kind_id in _WALRUS else (parts[-1], parts[0])
    if len(parts) != 2 or type(target) is not Name:
        return value
    return Walrus(target, value, node.start_point + node.end_point)


def _await(node: Node, text: str, depth: int) -> Expression:
    return _step("await", node, text, depth)


def _star(node: Node, text: str, depth: int) -> Expression:
    return _step("star", node, text, depth)


def _yield(node: Node, text: str, depth: int) -> Expression:
    kind = "yield from" if any(child.type == "from" for child in node.children) else "yield"
    return _step(kind, node, text, depth)


def _step(kind: str, node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    at = node.start_point + node.end_point
    parts = read_parts(node.children, text, depth + 1)
    return Await(kind, parts[0] if parts else Constant("None", at), at)


def _inner(node: Node, text: str, depth: int) -> Expression:
    """What stands inside parentheses or another wrapping that says nothing."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    parts = read_parts(node.children, text, depth + 1)
    return parts[0] if parts else unread(node, text, depth)


register(COLLECTIONS)
register(STRINGS)
register(dict.fromkeys(("true", "false", "none", "integer", "float", "ellipsis"), _constant))
register(dict.fromkeys(("binary_operator", "boolean_operator", "union_type"), _operation))
register(dict.fromkeys(("list_splat", "list_splat_pattern", "dictionary_splat_pattern", "splat_type"), _star))
register(
    dict.fromkeys(("parenthesized_expression", "type", "constrained_type", "as_pattern_target", "chevron"), _inner)
)
register(
    {
        "identifier": _name,
        "dotted_name": _dotted_name,
        "attribute": _attribute,
        "member_type": _attribute,
        "call": _call,
        "subscript": _subscript,
        "generic_type": _generic_type,
        "slice": _slice,
        "comparison_operator": _comparison,
        "not_operator": _unary,
        "unary_operator": _unary,
        "conditional_expression": _conditional,
        "lambda": _lambda,
        "named_expression": _walrus,
        "as_pattern": _walrus,
        "await": _await,
        "yield": _yield,
        "parenthesized_list_splat": _star,
        "splat_pattern": _star,
    }
)
