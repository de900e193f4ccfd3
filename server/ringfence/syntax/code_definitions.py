"""Functions and classes, with their decorators, parameters and bases."""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern

from tree_sitter import Node

from ringfence.model.code import Class, Expression, Function, Parameter, Place, Statement, Text
from ringfence.syntax.code_compound import COMPOUND
from ringfence.syntax.code_dispatch import PARTS, numbers, read, register_statements
from ringfence.syntax.code_expressions import read_arguments
from ringfence.syntax.code_statements import BLOCK, read_block, read_statements

_IDENTIFIER = numbers("identifier")
_PARAMETERS = numbers("parameters")
_ARGUMENTS = numbers("argument_list")
_TYPE = numbers("type")
_DECORATOR = numbers("decorator")
_FUNCTION = numbers("function_definition")
_CLASS = numbers("class_definition")
_COMMENT = numbers("comment")
_EXPRESSION_STATEMENT = numbers("expression_statement")
_STRINGS = numbers("string", "concatenated_string")
_WITH_NAME_FIRST = numbers("typed_parameter", "default_parameter", "typed_default_parameter")
_STARS = {
    **dict.fromkeys(numbers("list_splat_pattern"), "*"),
    **dict.fromkeys(numbers("dictionary_splat_pattern"), "**"),
}
_KEYWORDS_FOLLOW = numbers("keyword_separator")


def read_all(nodes: Iterable[Node], text: str, depth: int = 0) -> tuple[Statement, ...]:
    """The statements among some nodes. This is the door to all readers: nothing above knows the others."""
    return read_statements(nodes, text, depth)


def _decorated(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    decorators: list[Expression] = []
    for child in node.children:
        kind = child.kind_id
        if kind in _DECORATOR:
            decorators.extend(read(part, text, depth) for part in child.children if part.kind_id in PARTS)
        elif kind in _FUNCTION:
            into.append(_function(child, text, depth, tuple(decorators)))
        elif kind in _CLASS:
            into.append(_class(child, text, depth, tuple(decorators)))


def _plain_function(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    into.append(_function(node, text, depth, ()))


def _plain_class(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    into.append(_class(node, text, depth, ()))


def _function(node: Node, text: str, depth: int, decorators: tuple[Expression, ...]) -> Function:
    name, at = "", node.start_point + node.start_point
    parameters: tuple[Parameter, ...] = ()
    returns: Expression | None = None
    docstring = ""
    for child in node.children:
        kind = child.kind_id
        if kind in _IDENTIFIER:
            name, at = _word(child, text)
        elif kind in _PARAMETERS:
            parameters = _parameters(child, text, depth)
        elif kind in _TYPE:
            returns = read(child, text, depth)
        elif kind in BLOCK:
            docstring = _docstring(child, text, depth)
    is_async = node.children[0].type == "async"
    body = read_block(node, text, depth)
    return Function(name, parameters, returns, decorators, body, is_async, docstring, at)


def _word(node: Node, text: str) -> tuple[str, Place]:
    return intern(text[node.start_byte : node.end_byte]), node.start_point + node.end_point


def _docstring(block: Node, text: str, depth: int) -> str:
    first = next((child for child in block.children if child.kind_id not in _COMMENT), None)
    if first is None or first.kind_id not in _EXPRESSION_STATEMENT or first.children[0].kind_id not in _STRINGS:
        return ""
    value = read(first.children[0], text, depth)
    return value.value if type(value) is Text and value.complete else ""


def _parameters(node: Node, text: str, depth: int) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    kind = ""
    for child in node.children:
        number = child.kind_id
        if number in _KEYWORDS_FOLLOW:
            kind = "keyword"
        elif number in _IDENTIFIER:
            found.append(Parameter(intern(text[child.start_byte : child.end_byte]), None, None, kind))
        elif number in _STARS or number in _WITH_NAME_FIRST:
            found.append(_parameter(child, text, depth, kind))
            if found[-1].kind == "*":
                kind = "keyword"
    return tuple(found)


def _parameter(node: Node, text: str, depth: int, kind: str) -> Parameter:
    """A parameter with an annotation, a default or a star."""
    children = (node,) if node.kind_id in _STARS else node.children
    first = children[0]
    if first.kind_id in _STARS:
        kind = _STARS[first.kind_id]
        first = first.children[-1]
    annotation: Expression | None = None
    default: Expression | None = None
    for child in children[1:]:
        if child.kind_id in _TYPE:
            annotation = read(child, text, depth)
        elif child.kind_id in PARTS:
            default = read(child, text, depth)
    return Parameter(intern(text[first.start_byte : first.end_byte]), annotation, default, kind)


def _class(node: Node, text: str, depth: int, decorators: tuple[Expression, ...]) -> Class:
    name, at = "", node.start_point + node.start_point
    bases: tuple[Expression, ...] = ()
    keywords: tuple[tuple[str, Expression], ...] = ()
    for child in node.children:
        if child.kind_id in _IDENTIFIER:
            name, at = _word(child, text)
        elif child.kind_id in _ARGUMENTS:
            bases, keywords = read_arguments(child, text, depth)
    return Class(name, bases, keywords, decorators, read_block(node, text, depth), at)


register_statements(COMPOUND)
register_statements(
    {"decorated_definition": _decorated, "function_definition": _plain_function, "class_definition": _plain_class}
)
