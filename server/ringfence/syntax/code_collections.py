"""Displays and comprehensions, and the patterns of `match` that look like them."""

from __future__ import annotations

from tree_sitter import Node

from ringfence.model.code import Call, Comprehension, Constant, Expression, Items, Mapping, Name, Other
from ringfence.syntax.code_dispatch import DEEPEST, PARTS, Reader, numbers, read, read_parts, unread

_PAIR = numbers("pair")
_SPLAT = numbers("dictionary_splat", "splat_pattern")
_LOOP = numbers("for_in_clause")
_CONDITION = numbers("if_clause")
_KEYWORD_PATTERN = numbers("keyword_pattern")


def _items(kind: str) -> Reader:
    def reader(node: Node, text: str, depth: int) -> Expression:
        if depth > DEEPEST:
            return unread(node, text, depth)
        return Items(kind, read_parts(node.children, text, depth + 1), node.start_point + node.end_point)

    return reader


def _tuple_pattern(node: Node, text: str, depth: int) -> Expression:
    """A tuple, or one name or pattern in parentheses."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    parts = read_parts(node.children, text, depth + 1)
    if len(parts) == 1 and not any(child.type == "," for child in node.children):
        return parts[0]
    return Items("tuple", parts, node.start_point + node.end_point)


def _mapping(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    items: list[tuple[Expression | None, Expression]] = []
    for child in node.children:
        kind = child.kind_id
        if kind in _PAIR:
            parts = child.children
            items.append((read(parts[0], text, depth + 1), read(parts[-1], text, depth + 1)))
        elif kind in _SPLAT:
            items.append((None, read(child.children[-1], text, depth + 1)))
        elif kind in PARTS:
            items.extend((None, part) for part in read_parts((child,), text, depth + 1))
    return Mapping(tuple(items), node.start_point + node.end_point)


def _mapping_pattern(node: Node, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    items: list[tuple[Expression | None, Expression]] = []
    key: Expression | None = None
    for child in node.children:
        if child.kind_id in _SPLAT:
            items.append((None, read(child.children[-1], text, depth + 1)))
        elif child.kind_id in PARTS:
            part = read(child, text, depth + 1)
            if key is None:
                key = part
            else:
                items.append((key, part))
                key = None
    return Mapping(tuple(items), node.start_point + node.end_point)


def _comprehension(kind: str) -> Reader:
    def reader(node: Node, text: str, depth: int) -> Expression:
        if depth > DEEPEST:
            return unread(node, text, depth)
        element: Expression | None = None
        loops: list[tuple[Expression, Expression]] = []
        conditions: list[Expression] = []
        for child in node.children:
            number = child.kind_id
            if number in _LOOP:
                loops.append(_loop(child, text, depth + 1))
            elif number in _CONDITION:
                conditions.extend(read_parts(child.children, text, depth + 1))
            elif number in _PAIR:
                element = read(child.children[-1], text, depth + 1)
            elif number in PARTS and element is None:
                element = read(child, text, depth + 1)
        at = node.start_point + node.end_point
        return Comprehension(kind, element or Constant("None", at), tuple(loops), tuple(conditions), at)

    return reader


def _loop(node: Node, text: str, depth: int) -> tuple[Expression, Expression]:
    """The target of one `for` of a comprehension, and what it runs over."""
    children = node.children
    middle = next((index for index, child in enumerate(children) if child.type == "in"), len(children))
    return (
        one_of(read_parts(children[:middle], text, depth), node, text),
        one_of(read_parts(children[middle:], text, depth), node, text),
    )


def one_of(parts: tuple[Expression, ...], node: Node, text: str) -> Expression:
    """The only one of some expressions, or a tuple of them as Python makes it of `a, b`."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return unread(node, text, 0)
    return Items("tuple", parts, (*parts[0].at[:2], *parts[-1].at[2:]))


def _case_pattern(node: Node, text: str, depth: int) -> Expression:
    """One pattern; the one that fits everything is the name `_`."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    parts = read_parts(node.children, text, depth + 1)
    return parts[0] if parts else Name("_", node.start_point + node.end_point)


def _class_pattern(node: Node, text: str, depth: int) -> Expression:
    """`Class(pattern, name=pattern)`: written and read like a call."""
    if depth > DEEPEST:
        return unread(node, text, depth)
    function, *patterns = node.children
    arguments: list[Expression] = []
    keywords: list[tuple[str, Expression]] = []
    for pattern in patterns:
        inner = pattern.children[0] if pattern.children else pattern
        if inner.kind_id in _KEYWORD_PATTERN:
            name = inner.children[0]
            keywords.append((text[name.start_byte : name.end_byte], read(inner.children[-1], text, depth + 1)))
        elif pattern.kind_id in PARTS:
            arguments.append(read(pattern, text, depth + 1))
    called = read(function, text, depth + 1)
    return Call(called, tuple(arguments), tuple(keywords), node.start_point + node.end_point)


def _alternatives(operator: str) -> Reader:
    def reader(node: Node, text: str, depth: int) -> Expression:
        if depth > DEEPEST:
            return unread(node, text, depth)
        return Other(operator, read_parts(node.children, text, depth + 1), node.start_point + node.end_point)

    return reader


COLLECTIONS: dict[str, Reader] = {
    "list": _items("list"),
    "set": _items("set"),
    "tuple": _items("tuple"),
    "expression_list": _items("tuple"),
    "pattern_list": _items("tuple"),
    "list_pattern": _items("list"),
    "tuple_pattern": _tuple_pattern,
    "dictionary": _mapping,
    "dict_pattern": _mapping_pattern,
    "list_comprehension": _comprehension("list"),
    "set_comprehension": _comprehension("set"),
    "dictionary_comprehension": _comprehension("dict"),
    "generator_expression": _comprehension("generator"),
    "case_pattern": _case_pattern,
    "class_pattern": _class_pattern,
    "union_pattern": _alternatives("|"),
    "complex_pattern": _alternatives("+"),
}
