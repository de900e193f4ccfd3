"""What a function does with a row beside writing it: whether a call of a port in place of the write could be seen."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from ringfence.inference.data.model_types import FieldKind, Model
from ringfence.model.ranges import Range
from ringfence.refactor.write_forms import Reader, dotted
from ringfence.syntax.tree import SourceTree

_REFRESHES = ("refresh", "expire", "add")
_SAVES = ("save", "asave")
_ASKING = ("if_statement", "elif_clause", "not_operator", "comparison_operator", "boolean_operator")
_OF_SEVERAL = ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "expression_list")
_LOOPS = ("for_statement", "while_statement")


def is_made_here(tree: SourceTree, statement: Node, row: str, reader: Reader) -> bool:
    """Whether the function around a statement makes the row itself anywhere: then no database knows it yet."""
    for use in uses_of_name(tree, around(statement), row.partition(".")[0]):
        node = use.parent
        while node is not None and node.type in ("pattern_list", "tuple_pattern"):
            node = node.parent
        if node is None or node.type not in ("assignment", "named_expression"):
            continue
        value = node.child_by_field_name("right") or node.child_by_field_name("value")
        if value is not None and any(_is_constructor(tree, found, reader) for found in _calls(value)):
            return True
    return False


def is_of_function(tree: SourceTree, statement: Node, row: str) -> bool:
    """Whether the function around a statement gets the row by itself: what others hold on to, they may read later."""
    name = row.partition(".")[0]
    uses = uses_of_name(tree, around(statement), name)
    return name not in ("self", "cls") and any(_is_bound(use) for use in uses)


def is_parameter(tree: SourceTree, statement: Node, row: str) -> bool:
    """Whether the function around a statement is passed the row, or what leads to it."""
    found = around(statement).child_by_field_name("parameters")
    return found is not None and next(uses_of_name(tree, found, row.partition(".")[0]), None) is not None


def is_settled(tree: SourceTree, group: tuple[Node, ...], row: str, model: Model, *, is_whole: bool) -> bool:
    """Whether the statements of a group are all that changes the row, or saves it, in their function.

    `is_whole`: the group saves every column, also those that something else may have changed: whatever the row is
    given to, and its own methods.
    """
    inside = range(group[0].start_byte, group[-1].end_byte)
    if is_whole and is_parameter(tree, group[0], row) and "." not in row:
        return False
    for use in uses_of_name(tree, around(group[0]), row.partition(".")[0]):
        chain = chain_of(use)
        name = dotted(tree, chain)
        first = name[len(row) + 1 :].partition(".")[0] if name.startswith(f"{row}.") else ""
        if use.start_byte in inside and (first in _SAVES or _is_target(chain) or is_changed(chain)):
            continue
        if first in _SAVES or (first and is_changed(chain)):
            return False
        if is_whole and first and not _only_reads(chain, first, model):
            return False
        if is_whole and name == row and not (_is_bound(chain) or _is_asked_for(chain)):
            return False
    return True


def _only_reads(chain: Node, first: str, model: Model) -> bool:
    """Whether what is done with an attribute of a row leaves the columns of the row as they are."""
    field, parent = model.fields.get(first), chain.parent
    if field is None:
        return first in ("id", "pk", "refresh_from_db")
    is_column = field.kind is FieldKind.COLUMN
    return not is_column or parent is None or parent.type not in ("call", "subscript")


def is_changed(chain: Node) -> bool:
    """Whether an attribute gets another value, or is deleted."""
    current, parent = chain, chain.parent
    while parent is not None and parent.type in _OF_SEVERAL:
        current, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type in ("assignment", "augmented_assignment", "for_statement"):
        return parent.child_by_field_name("left") == current
    return parent.type in ("delete_statement", "as_pattern_target")


def _is_asked_for(node: Node) -> bool:
    """Whether a row is only asked whether it is there."""
    return node.parent is not None and node.parent.type in _ASKING


def reads_after(tree: SourceTree, group: tuple[Node, ...], row: str, fields: set[str], model: Model) -> bool:
    """Whether code that can run behind a group may see that the row in hand was not changed."""
    first = _first_that_runs_again(tree, group, row)
    inside = range(group[0].start_byte, group[-1].end_byte)
    for use in uses_of_name(tree, around(group[0]), row.partition(".")[0]):
        if use.start_byte in inside or use.start_byte < first:
            continue
        chain = chain_of(use)
        if _sees_change(tree, chain, row, fields, model):
            return True
    return False


def statement_at(tree: SourceTree, place: Range) -> Node | None:
    """The statement around a place, when it is one expression or assignment; None for others, and in broken texts."""
    statement: Node | None = tree.node_at(tree.offset(place.start), tree.offset(place.end))
    while statement is not None and statement.type != "expression_statement":
        statement = statement.parent
    is_one = statement is not None and statement.named_child_count == 1 and not tree.has_error
    return statement if is_one else None


def around(statement: Node) -> Node:
    """The function around a statement; at module level the whole text."""
    node = statement
    while node.type != "function_definition" and node.parent is not None:
        node = node.parent
    return node


def _sees_change(tree: SourceTree, chain: Node, row: str, fields: set[str], model: Model) -> bool:
    name = dotted(tree, chain)
    if not f"{name}.".startswith(f"{row}."):
        # What the row hangs on is read whole: it may lead to the row.
        return f"{row}.".startswith(f"{name}.") and not _is_bound(chain)
    steps = name[len(row) + 1 :].split(".") if name != row else []
    if not steps:
        return not (_is_bound(chain) or _is_refreshed(tree, chain))
    if steps[0] == "refresh_from_db":
        return False
    is_plain = steps[0] in model.fields or steps[0] in ("id", "pk")
    return not (is_plain and (steps[0] not in fields or (len(steps) == 1 and _is_target(chain))))


def _first_that_runs_again(tree: SourceTree, group: tuple[Node, ...], row: str) -> int:
    """Where code begins that may run behind a group: the outermost loop around it that keeps the row, or the group."""
    first = group[0].start_byte
    node = group[0].parent
    while node is not None and node.type != "function_definition":
        if node.type in _LOOPS:
            target = node.child_by_field_name("left")
            names = uses_of_name(tree, target, row.partition(".")[0]) if target is not None else iter(())
            bound = any(_is_bound(use) for use in uses_of_name(tree, node, row.partition(".")[0]))
            if next(names, None) is not None or bound:
                break
            first = node.start_byte
        node = node.parent
    return first


def uses_of_name(tree: SourceTree, node: Node, name: str) -> Iterator[Node]:
    """The places below a node where a plain name is read or bound; attributes and keywords of that name are none."""
    stack = [node]
    while stack:
        current = stack.pop()
        if current.type == "identifier" and tree.text_of(current) == name and not _is_label(current):
            yield current
        stack.extend(reversed(current.children))


def _is_label(node: Node) -> bool:
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "attribute":
        return parent.child_by_field_name("attribute") == node
    return parent.type == "keyword_argument" and parent.child_by_field_name("name") == node


def chain_of(node: Node) -> Node:
    """The longest `a.b.c` that begins with a name."""
    while node.parent is not None and node.parent.type == "attribute":
        if node.parent.child_by_field_name("object") != node:
            break
        node = node.parent
    return node


def _is_target(chain: Node) -> bool:
    parent = chain.parent
    return parent is not None and parent.type == "assignment" and parent.child_by_field_name("left") == chain


def _is_bound(node: Node) -> bool:
    """Whether a plain name gets a value here."""
    current, parent = node, node.parent
    while parent is not None and parent.type in ("pattern_list", "tuple_pattern", "as_pattern_target"):
        current, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type in ("assignment", "for_statement", "for_in_clause"):
        return parent.child_by_field_name("left") == current
    is_named = parent.type == "named_expression" and parent.child_by_field_name("name") == current
    if parent.type in ("default_parameter", "typed_default_parameter"):
        return parent.child_by_field_name("name") == current
    return is_named or parent.type in ("as_pattern", "parameters", "typed_parameter")


def _is_refreshed(tree: SourceTree, chain: Node) -> bool:
    """Whether the row is handed to the session to be read anew, or to be added where it already is."""
    call = chain.parent.parent if chain.parent is not None and chain.parent.type == "argument_list" else None
    function = call.child_by_field_name("function") if call is not None and call.type == "call" else None
    if function is None or function.type != "attribute":
        return False
    name = function.child_by_field_name("attribute")
    return name is not None and tree.text_of(name) in _REFRESHES


def _calls(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        current = stack.pop()
        if current.type == "call":
            yield current
        stack.extend(current.children)


def _is_constructor(tree: SourceTree, call: Node, reader: Reader) -> bool:
    function = call.child_by_field_name("function")
    return function is not None and reader.is_model(dotted(tree, function))
