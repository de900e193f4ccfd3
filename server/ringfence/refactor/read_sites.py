"""Queries for one row by a key, and what code does with the row: whether something of the same shape would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Node

from ringfence.inference.data.model_types import FieldKind, Model
from ringfence.inference.data.operations import Operation
from ringfence.refactor.write_forms import Named, Reader, arguments_of, dotted, unwrapped
from ringfence.refactor.write_rows import around, chain_of, is_changed, statement_at, uses_of_name
from ringfence.syntax.tree import SourceTree

_FIRST = ("first", "one_or_none", "afirst")
_CONDITIONS = ("if_statement", "elif_clause", "while_statement")


@dataclass(frozen=True, slots=True)
class ReadSite:
    """One query for one row."""

    node: Node
    """The expression that gives the row, waiting for it included."""
    keys: Named
    """The columns that must be equal to something, with the text of it."""
    columns: frozenset[str]
    """The columns of the row that are read."""


def read_site(tree: SourceTree, operation: Operation, model: Model, resolved: Callable[[str], str]) -> ReadSite | None:
    """The query that an operation is; None when it is no `row = <query for one row>`, or the row is used for more than
    its columns. `resolved` gives the full name behind a dotted name in the text."""
    statement = statement_at(tree, operation.range)
    node = statement.named_children[0] if statement is not None else None
    if node is None or node.type != "assignment" or node.child_by_field_name("type") is not None:
        return None
    left, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or value is None or left.type != "identifier":
        return None
    inner = unwrapped(value)
    call = unwrapped(inner.named_children[0]) if inner.type == "await" else inner
    keys = _keys(tree, call, Reader(tree, model.name, resolved)) if call.type == "call" else None
    columns = _columns(tree, left, model)
    if not keys or columns is None or any(not _is_column(model, name) for name, _ in keys):
        return None
    return ReadSite(value, keys, columns)


def _is_column(model: Model, name: str) -> bool:
    field = model.fields.get(name)
    return name in ("id", "pk") if field is None else field.kind is FieldKind.COLUMN


def _keys(tree: SourceTree, call: Node, reader: Reader) -> Named | None:
    """The conditions of `session.get(M, key)`, `query(M).get(key)` and `query(M).filter(...).first()`."""
    function = call.child_by_field_name("function")
    given = arguments_of(tree, call)
    receiver = function.child_by_field_name("object") if function is not None else None
    attribute = function.child_by_field_name("attribute") if function is not None else None
    if given is None or receiver is None or attribute is None or given.named:
        return None
    name = tree.text_of(attribute)
    if name in _FIRST and not given.plain:
        return reader.conditions(receiver)
    if name == "get" and len(given.plain) == 2 and reader.is_model(dotted(tree, given.plain[0])):
        return (("pk", tree.text_of(given.plain[1])),)
    if name == "get" and len(given.plain) == 1 and reader.conditions(receiver) == ():
        return (("pk", tree.text_of(given.plain[0])),)
    return None


def _columns(tree: SourceTree, row: Node, model: Model) -> frozenset[str] | None:
    """The columns that are read of a row; None when it is used in any other way, or is something else at times."""
    found: set[str] = set()
    name = tree.text_of(row)
    for use in uses_of_name(tree, around(row), name):
        if use.start_byte == row.start_byte:
            continue
        chain = chain_of(use)
        if chain == use and not _is_asked_for(tree, use):
            return None
        if chain == use:
            continue
        column = dotted(tree, chain)[len(name) + 1 :]
        if not _is_column(model, column) or _is_called(chain) or is_changed(chain):
            return None
        found.add(column)
    return frozenset(found)


def _is_called(chain: Node) -> bool:
    parent = chain.parent
    return parent is not None and parent.type == "call" and parent.child_by_field_name("function") == chain


def _is_asked_for(tree: SourceTree, use: Node) -> bool:
    """Whether a name is only asked whether there is anything: `if row`, `not row`, `row is None`."""
    parent = use.parent
    if parent is None:
        return False
    if parent.type == "comparison_operator":
        return tree.text_of(parent).removeprefix(tree.text_of(use)).strip() in ("is None", "is not None")
    if parent.type in ("not_operator", "assert_statement"):
        return True
    if parent.type == "conditional_expression":
        return parent.named_children[1] == use
    return parent.type in _CONDITIONS and parent.child_by_field_name("condition") == use
