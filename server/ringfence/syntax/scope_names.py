"""What the kinds of nodes mean that read or bind names: expressions, targets, imports, patterns."""

from __future__ import annotations

from collections.abc import Mapping

from tree_sitter import Node

from ringfence.syntax.scope_walk import Context, Handler, Walk, visit_children, words
from ringfence.syntax.scopes import Export, Place, ScopeKind, Step

_EXPORT_PARTS = words("list tuple set binary_operator expression_list argument_list parenthesized_expression")


def _identifier(walk: Walk, node: Node, context: Context) -> None:
    if context.store:
        walk.bind(node, context)
    else:
        walk.read(node, (), context)


def _attribute(walk: Walk, node: Node, context: Context) -> None:
    """`a.b.c`: only `a` is a name."""
    steps: list[Step] = []
    current: Node | None = node
    while current is not None and current.type == "attribute":
        attribute = current.child_by_field_name("attribute")
        if attribute is not None:
            steps.append(Step(context.text(attribute), *context.span(attribute)))
        current = current.child_by_field_name("object")
    if current is not None and current.type == "identifier":
        walk.read(current, tuple(reversed(steps)), context)
    elif current is not None:
        walk.visit([current], context.load())


def _declaration(walk: Walk, node: Node, context: Context) -> None:
    """`global a` and `nonlocal a`."""
    names = {context.text(child) for child in node.named_children if child.type == "identifier"}
    scope = context.scope
    (scope.global_names if node.type == "global_statement" else scope.nonlocal_names).update(names)
    walk.declared.update(names)


def _import(walk: Walk, node: Node, context: Context) -> None:
    start = context.span(node)[0]
    walk.import_scopes[start] = context.scope
    for child in node.children_by_field_name("name"):
        alias = child.child_by_field_name("alias") if child.type == "aliased_import" else None
        walk.bind(alias or child, context, start)
        if node.type == "future_import_statement" and context.text(child) == "annotations":
            walk.postponed = True


def _assignment(walk: Walk, node: Node, context: Context) -> None:
    """`a = b`, `a: T = b`, `a += b`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    annotation = node.child_by_field_name("type")
    walk.visit([left], context.bind())
    if node.type == "augmented_assignment" and left is not None and left.type == "identifier":
        walk.read(left, (), context)
    is_type = annotation is not None and context.text(annotation).endswith("TypeAlias")
    walk.visit([right], context._replace(types=True) if is_type else context)
    if annotation is not None:
        walk.visit([annotation], _variable_annotation(annotation, context))
    if right is not None and left is not None and context.text(left) == "__all__":
        _exports(walk, right, context)


def _variable_annotation(node: Node, context: Context) -> Context:
    place = Place.LOCAL_ANNOTATION
    if context.scope.kind is ScopeKind.CLASS and context.evaluated:
        place = Place.RUNTIME
    elif context.scope.kind in (ScopeKind.CLASS, ScopeKind.MODULE):
        place = Place.ANNOTATION
    return context._replace(place=place, annotation=context.span(node), types=True)


def _exports(walk: Walk, node: Node, context: Context) -> None:
    """The strings of `__all__`, as far as they are written out."""
    stack = [node] if context.scope is walk.module else []
    while stack:
        current = stack.pop()
        if current.type in _EXPORT_PARTS:
            stack.extend(current.named_children)
        elif current.type == "string":
            content = [child for child in current.named_children if child.type == "string_content"]
            if len(content) == 1:
                walk.exports.append(Export(context.text(content[0]), *context.span(content[0])))


def _call(walk: Walk, node: Node, context: Context) -> None:
    """A call: of `__all__`, of something that takes types as strings, or of anything else."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or arguments is None or arguments.type != "argument_list":
        visit_children(walk, node, context)
        return
    context = context.load()
    walk.visit([function], context)
    name = context.text(function).rpartition(".")[2]
    if context.text(function) in ("__all__.append", "__all__.extend"):
        _exports(walk, arguments, context)
    first, last = _TYPE_ARGUMENTS.get(name, (0, 0))
    for position, argument in enumerate(arguments.named_children):
        is_type = first <= position < last or (name == "TypeVar" and argument.type == "keyword_argument")
        walk.visit([argument], context._replace(types=is_type))


_TYPE_ARGUMENTS = {"cast": (0, 1), "ForwardRef": (0, 1), "NewType": (1, 2), "TypeVar": (1, 99)}
"""From which argument up to which one the strings are types."""


def _keyword_argument(walk: Walk, node: Node, context: Context) -> None:
    walk.visit([node.child_by_field_name("value")], context.load())


def _named_expression(walk: Walk, node: Node, context: Context) -> None:
    """`(a := b)` binds outside of the comprehension that it may stand in."""
    name = node.child_by_field_name("name")
    if name is not None:
        home = context.scope.nearest(ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.MODULE)
        walk.bind(name, context, scope=home)
    walk.visit([node.child_by_field_name("value")], context.load())


def _for(walk: Walk, node: Node, context: Context) -> None:
    left = node.child_by_field_name("left")
    walk.visit([left], context.bind())
    walk.visit((child for child in node.named_children if child != left), context)


def _delete(walk: Walk, node: Node, context: Context) -> None:
    walk.visit(node.named_children, context.bind())


def _as_pattern(walk: Walk, node: Node, context: Context) -> None:
    """`with a as b`, `except A as b`, `case A() as b`."""
    children = node.named_children
    walk.visit(children[:-1], context)
    walk.visit(children[-1:], context.bind())


def _pattern(walk: Walk, node: Node, context: Context) -> None:
    """What stands in a `case`: a plain name is bound, a dotted one is read."""
    for child in _pattern_parts(node):
        if child.type != "dotted_name":
            walk.visit([child], context.bind() if child.type == "splat_pattern" else context)
        elif child.named_child_count > 1:
            _read_dotted(walk, child, context)
        elif context.text(child) != "_":
            walk.bind(child, context)


def _pattern_parts(node: Node) -> list[Node]:
    # In `x=y` inside a class pattern, `x` is an attribute of the class.
    return node.named_children[1:] if node.type == "keyword_pattern" else node.named_children


def _read_dotted(walk: Walk, node: Node, context: Context) -> None:
    first, *rest = node.named_children or [node]
    walk.read(first, tuple(Step(context.text(child), *context.span(child)) for child in rest), context)


def _class_pattern(walk: Walk, node: Node, context: Context) -> None:
    """`case A(x=1)`: `A` is read."""
    for position, child in enumerate(node.named_children):
        if position == 0 and child.type == "dotted_name":
            _read_dotted(walk, child, context)
        else:
            walk.visit([child], context)


NAME_HANDLERS: Mapping[str, Handler] = {
    "identifier": _identifier,
    "attribute": _attribute,
    "global_statement": _declaration,
    "nonlocal_statement": _declaration,
    "import_statement": _import,
    "import_from_statement": _import,
    "future_import_statement": _import,
    "assignment": _assignment,
    "augmented_assignment": _assignment,
    "call": _call,
    "keyword_argument": _keyword_argument,
    "named_expression": _named_expression,
    "for_statement": _for,
    "for_in_clause": _for,
    "delete_statement": _delete,
    "as_pattern": _as_pattern,
    "case_pattern": _pattern,
    "union_pattern": _pattern,
    "keyword_pattern": _pattern,
    "dict_pattern": _pattern,
    "class_pattern": _class_pattern,
}
"""What to do with the kinds of nodes that read or bind names."""
