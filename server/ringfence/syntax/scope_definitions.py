"""What the kinds of nodes mean that open scopes, and what annotations and strings inside them mean."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tree_sitter import Node

from ringfence.syntax.scope_walk import Context, Handler, Walk, visit_children, words
from ringfence.syntax.scopes import Place, Scope, ScopeKind
from ringfence.syntax.tree import SourceTree

_INERT_DECORATORS = words(
    "property setter getter deleter staticmethod classmethod abstractmethod overload override final"
)
"""Decorators that never look at annotations."""
_INERT_BASES = words("object ABC Protocol Generic")
"""Base classes that never look at annotations."""
_GENERICS = words(
    "list dict tuple set frozenset type List Dict Tuple Set FrozenSet Type Optional Union Callable "
    "Sequence Iterable Iterator Mapping MutableMapping Collection Awaitable Coroutine AsyncIterator "
    "AsyncIterable Generator ClassVar Final deque defaultdict DefaultDict"
)
"""What `["X"]` behind it makes `"X"` a type, in any expression."""
_WORD = re.compile(r"[^\W\d]\w*")


def _decorated(walk: Walk, node: Node, context: Context) -> None:
    decorators = [child for child in node.named_children if child.type == "decorator"]
    walk.visit(decorators, context)
    evaluated = any(_last_name(context, child) not in _INERT_DECORATORS for child in decorators)
    walk.visit([node.child_by_field_name("definition")], context._replace(evaluated=evaluated))


def _last_name(context: Context, node: Node) -> str:
    """The last name of `@a.b(...)` or `a.b[...]`, without what is in the brackets."""
    dotted = re.split(r"[(\[]", context.text(node), maxsplit=1)[0]
    return dotted.lstrip("@ ").rpartition(".")[2].strip()


def _function(walk: Walk, node: Node, context: Context) -> None:
    name = node.child_by_field_name("name")
    if name is not None:
        walk.bind(name, context)
    around = _type_parameters(walk, node, context)
    body = Scope(ScopeKind.FUNCTION, around.scope)
    parameters = node.child_by_field_name("parameters")
    _parameters(walk, parameters.named_children if parameters else [], around, body)
    returns = node.child_by_field_name("return_type")
    if returns is not None:
        walk.visit([returns], _annotation(returns, around))
    walk.visit([node.child_by_field_name("body")], around.inside(body))


def _lambda(walk: Walk, node: Node, context: Context) -> None:
    body = Scope(ScopeKind.FUNCTION, context.scope)
    parameters = node.child_by_field_name("parameters")
    _parameters(walk, parameters.named_children if parameters else [], context.load(), body)
    walk.visit([node.child_by_field_name("body")], context.load()._replace(scope=body))


def _parameters(walk: Walk, nodes: list[Node], outside: Context, body: Scope) -> None:
    """Parameters are bound in the body; their defaults and annotations are read outside of it."""
    inside = outside._replace(scope=body, store=True)
    for node in nodes:
        if node.type in ("typed_parameter", "typed_default_parameter", "default_parameter"):
            annotation, value = node.child_by_field_name("type"), node.child_by_field_name("value")
            targets = [child for child in node.named_children if child not in (annotation, value)]
            walk.visit(targets, inside)
            walk.visit([value], outside._replace(evaluated=False))
            if annotation is not None:
                walk.visit([annotation], _annotation(annotation, outside))
        else:
            walk.visit([node], inside)


def _annotation(node: Node, context: Context) -> Context:
    """The context of the annotation of a parameter or of a result."""
    place = Place.RUNTIME if context.evaluated else Place.ANNOTATION
    return context._replace(place=place, annotation=context.span(node), types=True, store=False)


def _class(walk: Walk, node: Node, context: Context) -> None:
    name = node.child_by_field_name("name")
    if name is not None:
        walk.bind(name, context)
    around = _type_parameters(walk, node, context)
    bases = node.child_by_field_name("superclasses")
    if bases is not None:
        walk.visit([bases], around._replace(evaluated=False))
    arguments = bases.named_children if bases else []
    evaluated = context.evaluated or any(_last_name(context, base) not in _INERT_BASES for base in arguments)
    body = around.inside(Scope(ScopeKind.CLASS, around.scope))
    walk.visit([node.child_by_field_name("body")], body._replace(evaluated=evaluated))


def _class_member(walk: Walk, node: Node, context: Context) -> None:
    """A function in a class body: whether the class has its annotations evaluated says nothing about it."""
    parent = node.parent
    if parent is None or parent.type != "decorated_definition":
        context = context._replace(evaluated=False)
    (_function if node.type == "function_definition" else _class)(walk, node, context)


def _type_parameters(walk: Walk, node: Node, context: Context) -> Context:
    """The context behind `[T: Bound]`: that of the definition itself when it has none."""
    parameters = node.child_by_field_name("type_parameters")
    if parameters is None:
        return context
    inside = context._replace(scope=Scope(ScopeKind.TYPE_PARAMETERS, context.scope))
    for parameter in parameters.named_children:
        _bind_type_parameter(walk, parameter, inside)
    return inside


def _bind_type_parameter(walk: Walk, node: Node, context: Context) -> None:
    while node.type in ("type", "constrained_type", "splat_type") and node.named_children:
        walk.visit(node.named_children[1:], context._replace(types=True))
        node = node.named_children[0]
    walk.visit([node], context.bind())


def _type_alias(walk: Walk, node: Node, context: Context) -> None:
    """`type A[T] = ...`"""
    left = node.child_by_field_name("left")
    target = left
    while target is not None and target.type != "identifier" and target.named_children:
        target = target.named_children[0]
    if target is not None:
        walk.bind(target, context)
    inside = context._replace(scope=Scope(ScopeKind.TYPE_PARAMETERS, context.scope), types=True)
    generic = left.named_children[0] if left is not None and left.named_children else None
    for parameter in generic.named_children[1:] if generic is not None else []:
        for child in parameter.named_children:
            _bind_type_parameter(walk, child, inside)
    walk.visit([node.child_by_field_name("right")], inside)


def _comprehension(walk: Walk, node: Node, context: Context) -> None:
    """Everything happens inside, but for what the first `for` goes over."""
    inside = context.load()._replace(scope=Scope(ScopeKind.COMPREHENSION, context.scope))
    first = next((child for child in node.named_children if child.type == "for_in_clause"), None)
    walk.visit((child for child in node.named_children if child != first), inside)
    if first is None:
        return
    left, right = first.child_by_field_name("left"), first.child_by_field_name("right")
    walk.visit([left], inside.bind())
    walk.visit([right], context.load())
    walk.visit((child for child in first.named_children if child not in (left, right)), inside)


def _generic(walk: Walk, node: Node, context: Context) -> None:
    """`A[...]`: whether the strings in the brackets are types."""
    context = context.load()
    value, *arguments = node.named_children or [node]
    walk.visit([value], context)
    name = context.text(value).rpartition(".")[2]
    for position, argument in enumerate(arguments):
        types = (context.types or name in _GENERICS) and name != "Literal"
        if name == "Annotated" and node.type == "subscript":
            types = types and position == 0
        elif name == "Annotated":
            walk.visit(argument.named_children[:1], context)
            walk.visit(argument.named_children[1:], context._replace(types=False))
            continue
        walk.visit([argument], context._replace(types=types))


def _string(walk: Walk, node: Node, context: Context) -> None:
    """A string that is a type is read like code; of any other one, only what is interpolated."""
    prefix = context.text(node.children[0]).lower() if node.children else ""
    interpolated = [child for child in node.named_children if child.type == "interpolation"]
    walk.visit(interpolated, context.load())
    if not context.types or interpolated or "b" in prefix or "f" in prefix or "t" in prefix:
        return
    content = [child for child in node.named_children if child.type == "string_content"]
    if len(content) != 1:
        return
    start, end = context.span(content[0])
    inner = SourceTree(context.text(content[0]))
    if inner.has_error or "\\" in inner.text:
        walk.opaque.update(_WORD.findall(inner.text))
        return
    annotation = context.annotation or (start, end)
    place = Place.TYPE_STRING
    walk.visit([inner.root], Context(context.scope, inner, start, place, annotation, types=True))


def _concatenated(walk: Walk, node: Node, context: Context) -> None:
    """`"li" "st"`: as a type, nothing that could be rewritten."""
    if context.types:
        walk.opaque.update(_WORD.findall(context.text(node)))
        context = context._replace(types=False)
    visit_children(walk, node, context)


DEFINITION_HANDLERS: Mapping[str, Handler] = {
    "decorated_definition": _decorated,
    "function_definition": _class_member,
    "class_definition": _class_member,
    "lambda": _lambda,
    "type_alias_statement": _type_alias,
    "list_comprehension": _comprehension,
    "set_comprehension": _comprehension,
    "dictionary_comprehension": _comprehension,
    "generator_expression": _comprehension,
    "generic_type": _generic,
    "subscript": _generic,
    "string": _string,
    "concatenated_string": _concatenated,
}
"""What to do with the kinds of nodes that open scopes, and with strings."""
