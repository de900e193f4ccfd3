"""Where code has an instance of a port at hand: a parameter, an attribute, a module-level name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tree_sitter import Node

from ringfence.refactor.write_forms import dotted
from ringfence.syntax.tree import SourceTree

IsPort = Callable[[str], bool]
"""Whether a dotted name, as the text writes it, is the port that is looked for."""


def instance_at(tree: SourceTree, statement: Node, is_port: IsPort) -> str:
    """What the code at a statement has to write for an instance of the port; empty when it has none."""
    found = _parameter(tree, statement, is_port) or _attribute(tree, statement, is_port)
    return found or _module_name(tree, statement, is_port)


def _parameter(tree: SourceTree, statement: Node, is_port: IsPort) -> str:
    """A parameter of a function around the statement that nothing gives another value."""
    for function in functions_around(statement):
        for name, annotation in parameters_of(tree, function):
            if is_port(_plain(tree, annotation)) and not _is_rebound(tree, function, name):
                return name
    return ""


def _attribute(tree: SourceTree, statement: Node, is_port: IsPort) -> str:
    """`self.commands`, where the class says or its `__init__` sees to it that it is one."""
    method = next((one for one in functions_around(statement) if _class_of(one) is not None), None)
    owner = _class_of(method) if method is not None else None
    first = next(iter(_names(tree, method)), "") if method is not None else ""
    if owner is None or first != "self":
        return ""
    return next((f"self.{name}" for name in _attributes(tree, owner, is_port)), "")


def _attributes(tree: SourceTree, owner: Node, is_port: IsPort) -> Iterator[str]:
    for member in _statements(owner):
        if member.type == "expression_statement":
            yield from _declared(tree, member, is_port)
        if member.type != "function_definition" or _name_of(tree, member) != "__init__":
            continue
        given = {name for name, annotation in parameters_of(tree, member) if is_port(_plain(tree, annotation))}
        for inner in _statements(member):
            yield from _declared(tree, inner, is_port, prefix="self.")
            node = inner.named_children[0] if inner.named_child_count == 1 else None
            left, right = _sides(node) if node is not None and node.type == "assignment" else (None, None)
            if left is not None and right is not None and tree.text_of(right) in given:
                target = dotted(tree, left)
                if target.startswith("self.") and target.count(".") == 1:
                    yield target.removeprefix("self.")


def _declared(tree: SourceTree, statement: Node, is_port: IsPort, prefix: str = "") -> Iterator[str]:
    """The name in `name: Port` or `name: Port = ...`."""
    node = statement.named_children[0] if statement.named_child_count == 1 else None
    annotation = node.child_by_field_name("type") if node is not None and node.type == "assignment" else None
    left = node.child_by_field_name("left") if node is not None and annotation is not None else None
    target = dotted(tree, left) if left is not None else ""
    name = target.removeprefix(prefix)
    is_name = target.startswith(prefix) and name.isidentifier()
    if annotation is not None and is_name and is_port(_plain(tree, annotation)):
        yield name


def _module_name(tree: SourceTree, statement: Node, is_port: IsPort) -> str:
    for one in tree.root.named_children:
        if one.type == "expression_statement" and one.start_byte < statement.start_byte:
            node = one.named_children[0] if one.named_child_count == 1 else None
            has_value = node is not None and node.child_by_field_name("right") is not None
            for name in _declared(tree, one, is_port) if has_value else ():
                if not any(name in _bound(tree, function) for function in functions_around(statement)):
                    return name
    return ""


def functions_around(node: Node) -> Iterator[Node]:
    """The functions around a node, from the inside; a class in between ends what is seen of names, not of functions."""
    current = node.parent
    while current is not None:
        if current.type == "function_definition":
            yield current
        current = current.parent


def parameters_of(tree: SourceTree, function: Node) -> Iterator[tuple[str, Node]]:
    """The names and annotations of the parameters of a function that have an annotation."""
    found = function.child_by_field_name("parameters")
    for child in found.named_children if found is not None else ():
        annotation = child.child_by_field_name("type")
        name = child.child_by_field_name("name") or (child.named_children[0] if child.named_children else None)
        if annotation is not None and name is not None and name.type == "identifier":
            yield tree.text_of(name), annotation


def _names(tree: SourceTree, function: Node) -> Iterator[str]:
    """The names of all parameters."""
    found = function.child_by_field_name("parameters")
    for child in found.named_children if found is not None else ():
        first = child if child.type == "identifier" else next(iter(child.named_children), None)
        if first is not None and first.type == "identifier":
            yield tree.text_of(first)


def _bound(tree: SourceTree, function: Node) -> set[str]:
    """The names of the parameters of a function, and those that it assigns."""
    body = function.child_by_field_name("body")
    assigned = {name for name, node in _stores(tree, body)} if body is not None else set()
    return {*_names(tree, function), *assigned}


def _is_rebound(tree: SourceTree, function: Node, name: str) -> bool:
    body = function.child_by_field_name("body")
    return body is not None and any(found == name for found, _ in _stores(tree, body))


def _stores(tree: SourceTree, node: Node) -> Iterator[tuple[str, Node]]:
    """The plain names that are given a value below a node, by assignments, loops, `with` and parameters of others."""
    stack = [node]
    while stack:
        current = stack.pop()
        stack.extend(current.children)
        targets = [current.child_by_field_name("left"), current.child_by_field_name("alias")]
        if current.type == "named_expression":
            targets = [current.child_by_field_name("name")]
        if current.type in ("parameters", "lambda_parameters", "as_pattern_target"):
            targets = list(current.named_children)
        for target in targets:
            for found in _identifiers(target):
                yield tree.text_of(found), found


def _identifiers(node: Node | None) -> Iterator[Node]:
    if node is None or node.type == "attribute":
        return
    if node.type == "identifier":
        yield node
    for child in node.named_children:
        yield from _identifiers(child)


def _plain(tree: SourceTree, annotation: Node) -> str:
    """An annotation that is a dotted name, without quotes; empty for any other, one that may be None among them."""
    text = tree.text_of(annotation).strip()
    text = text[1:-1] if text[:1] in "\"'" and text[-1:] == text[:1] else text
    return text if text.replace(".", "").replace("_", "").isalnum() else ""


def _class_of(function: Node) -> Node | None:
    """The class that a function is a method of."""
    around = function.parent
    if around is not None and around.type == "decorated_definition":
        around = around.parent
    owner = around.parent if around is not None and around.type == "block" else None
    return owner if owner is not None and owner.type == "class_definition" else None


def _statements(node: Node) -> Iterator[Node]:
    body = node.child_by_field_name("body")
    for child in body.named_children if body is not None else ():
        yield child.named_children[-1] if child.type == "decorated_definition" else child


def _name_of(tree: SourceTree, node: Node) -> str:
    name = node.child_by_field_name("name")
    return tree.text_of(name) if name is not None else ""


def _sides(node: Node) -> tuple[Node | None, Node | None]:
    return node.child_by_field_name("left"), node.child_by_field_name("right")
