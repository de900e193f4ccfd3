"""Arguments and elements: find the call or list that holds one, take one out, put one in."""

from __future__ import annotations

import re

from tree_sitter import Node

from ringfence.model.ranges import Range
from ringfence.refactor.changes import Changes
from ringfence.syntax.tree import SourceTree

_LISTS = ("argument_list", "tuple", "list")


def call_at(tree: SourceTree, place: Range) -> Node | None:
    """The call that begins with `place`, or covers it: the smallest one."""
    node: Node | None = tree.node_at(tree.offset(place.start), tree.offset(place.end))
    while node is not None and node.type != "call":
        node = node.parent
    return node


def list_around(node: Node) -> Node | None:
    """The argument list, tuple or list that a node is an element of."""
    around = node.parent
    return around if around is not None and around.type in _LISTS else None


def elements_of(node: Node) -> list[Node]:
    """The elements of a list, without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def arguments_of(call: Node) -> Node | None:
    """The argument list of a call."""
    found = call.child_by_field_name("arguments")
    return found if found is not None and found.type == "argument_list" else None


def keyword_name(tree: SourceTree, argument: Node) -> str:
    """The name of a keyword argument; empty for one that comes by its place."""
    name = argument.child_by_field_name("name") if argument.type == "keyword_argument" else None
    return tree.text_of(name) if name is not None else ""


def keyword(tree: SourceTree, call: Node, name: str) -> Node | None:
    """The value of a keyword argument of a call."""
    arguments = arguments_of(call)
    for argument in elements_of(arguments) if arguments is not None else ():
        if keyword_name(tree, argument) == name:
            return argument.child_by_field_name("value")
    return None


def remove_element(changes: Changes, tree: SourceTree, element: Node) -> tuple[int, int]:
    """Take an element with its comma out of the list around it; the stretch that is gone."""
    around = list_around(element)
    assert around is not None
    elements = elements_of(around)
    index = next(place for place, each in enumerate(elements) if each.id == element.id)
    start, end = _stretch(tree, around, elements, index)
    changes.delete(start, end)
    if around.type == "tuple" and len(elements) == 2:
        # What is left must still be a tuple.
        other = elements[1 - index]
        behind = tree.text[end if index else tree.end(other) : tree.end(around)]
        if "," not in behind and start <= tree.end(other):
            changes.insert(tree.end(other), ",")
    return start, end


def _stretch(tree: SourceTree, around: Node, elements: list[Node], index: int) -> tuple[int, int]:
    text = tree.text
    start, end = tree.start(elements[index]), tree.end(elements[index])
    if len(elements) == 1:
        return tree.start(around) + 1, tree.end(around) - 1
    line_start, line_end = _line(text, start)[0], _line(text, end)[1]
    if not text[line_start:start].strip() and re.fullmatch(r"\s*,?\s*(?:#.*)?", text[end:line_end]):
        return line_start, min(_after_break(text, line_end), tree.end(around) - 1)
    if index + 1 < len(elements):
        return start, tree.start(elements[index + 1])
    return tree.end(elements[index - 1]), end


def add_argument(changes: Changes, tree: SourceTree, call: Node, written: str) -> bool:
    """Put an argument behind the others of a call, on a line of its own when they are; False when it cannot be."""
    arguments = arguments_of(call)
    if arguments is None:
        return False
    elements = elements_of(arguments)
    if not elements:
        changes.insert(tree.start(arguments) + 1, written)
        return True
    last, text = elements[-1], tree.text
    end = tree.end(last)
    line_start = _line(text, tree.start(last))[0]
    has_comma = re.match(r"\s*,", text[end:])
    own_line = not text[line_start : tree.start(last)].strip() and "\n" in text[end : tree.end(arguments)]
    if own_line:
        indent = text[line_start : tree.start(last)]
        if not has_comma:
            changes.insert(end, ",")
        changes.insert(_line(text, end)[1], f"\n{indent}{written}{',' if has_comma else ''}")
    elif has_comma:
        changes.insert(end + has_comma.end(), f" {written}")
    else:
        changes.insert(end, f", {written}")
    return True


def has_comment(tree: SourceTree, node: Node) -> bool:
    """Whether there is a comment anywhere in a node."""
    pending = [node]
    while pending:
        current = pending.pop()
        if current.type == "comment":
            return True
        pending.extend(current.children)
    return False


def _line(text: str, offset: int) -> tuple[int, int]:
    """Where the line of an offset begins, and where it ends without its line break."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    found = re.search(r"[\r\n]", text[offset:])
    return start, offset + found.start() if found else len(text)


def _after_break(text: str, offset: int) -> int:
    found = re.match(r"\r\n|\r|\n", text[offset:])
    return offset + found.end() if found else offset
