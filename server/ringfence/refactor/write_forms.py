"""What a call that writes rows says: which model, which rows, which values. SQLAlchemy and Django as people write them.

Only what is written out completely counts: a form with anything that is not understood is no form at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tree_sitter import Node

from ringfence.inference.data.operations import OperationKind
from ringfence.syntax.tree import SourceTree

Named = tuple[tuple[str, str], ...]
"""Names of columns, each with the text of an expression."""
_STATEMENTS = {"insert": OperationKind.CREATE, "update": OperationKind.UPDATE, "delete": OperationKind.DELETE}
_ORMS = ("sqlalchemy.", "sqlmodel.", "django.db.models.")
_FILTERS = ("filter", "filter_by", "where")
_SILENT_OPTIONS = ("synchronize_session",)


@dataclass(frozen=True, slots=True)
class Form:
    """What one call writes."""

    kind: OperationKind
    values: Named = ()
    keys: Named = ()
    """Columns that must be equal to something for a row to be meant."""
    row: str = ""
    """The name of the row that is written, when it is one that the code holds."""
    made: str = ""
    """The name of a new row that another statement has made."""


class Reader:
    """Reads calls in one text."""

    def __init__(self, tree: SourceTree, model: str, resolved: Callable[[str], str]) -> None:
        """`model` is the full name of the model that is written, `resolved` gives the one behind a name in the text."""
        self.tree = tree
        self.model = model
        self.resolved = resolved

    def is_model(self, name: str) -> bool:
        """Whether a dotted name in the text is the model."""
        return bool(name) and self.resolved(name) == self.model

    def is_of_orm(self, name: str) -> bool:
        """Whether a dotted name in the text belongs to an ORM: what it makes is worked out by the database."""
        return self.resolved(name).startswith(_ORMS)

    def form_of(self, call: Node) -> Form | None:
        """What a call writes; None when it is no form that is known, or says more than can be carried over."""
        function = call.child_by_field_name("function")
        if function is None or function.type != "attribute":
            return None
        receiver, name = function.child_by_field_name("object"), self._name(function)
        if receiver is None:
            return None
        given = arguments_of(self.tree, call)
        if given is None:
            return None
        match name.removeprefix("a") if name in ("acreate", "aupdate", "adelete") else name:
            case "add":
                return self._added(given)
            case "create" if not given.plain and self._is_manager(receiver):
                return Form(OperationKind.CREATE, given.named)
            case "save" if not given.plain and not given.named:
                return self._constructed(receiver)
            case "delete" if len(given.plain) == 1 and not given.named:
                row = dotted(self.tree, given.plain[0])
                return Form(OperationKind.DELETE, row=row) if row else None
            case "delete":
                return self._deleted(receiver, given)
            case "update":
                return self._updated(receiver, given)
            case "execute" if len(given.plain) == 1 and not given.named:
                return self._executed(given.plain[0])
        return None

    def _added(self, given: Arguments) -> Form | None:
        if len(given.plain) != 1 or given.named:
            return None
        if given.plain[0].type == "identifier":
            return Form(OperationKind.CREATE, made=self.tree.text_of(given.plain[0]))
        return self._constructed(given.plain[0])

    def _constructed(self, node: Node) -> Form | None:
        values = self.constructor(node)
        return Form(OperationKind.CREATE, values) if values is not None else None

    def constructor(self, node: Node) -> Named | None:
        """The values in `Model(column=value, ...)`; None for anything else."""
        function = node.child_by_field_name("function") if node.type == "call" else None
        given = arguments_of(self.tree, node) if function is not None else None
        if function is None or given is None or given.plain or not self.is_model(dotted(self.tree, function)):
            return None
        return given.named

    def _deleted(self, receiver: Node, given: Arguments) -> Form | None:
        if any(name not in _SILENT_OPTIONS for name, _ in given.named):
            return None
        row = dotted(self.tree, receiver)
        if row:
            return Form(OperationKind.DELETE, row=row) if not given.named else None
        keys = self.conditions(receiver)
        return Form(OperationKind.DELETE, keys=keys) if keys else None

    def _updated(self, receiver: Node, given: Arguments) -> Form | None:
        keys = self.conditions(receiver)
        values: Named | None = tuple(item for item in given.named if item[0] not in _SILENT_OPTIONS)
        if given.plain:
            values = self._listed(given.plain[0]) if len(given.plain) == 1 and not values else None
        return Form(OperationKind.UPDATE, values, keys) if keys and values else None

    def _executed(self, node: Node) -> Form | None:
        """`insert(M).values(...)`, `update(M).where(...).values(...)`, `delete(M).where(...)`."""
        head, parts = self._steps(node)
        given = arguments_of(self.tree, head) if head.type == "call" else None
        function = head.child_by_field_name("function") if head.type == "call" else None
        kind = _STATEMENTS.get(dotted(self.tree, function).rpartition(".")[2]) if function is not None else None
        if kind is None or given is None or given.named or not self._is_only_model(given):
            return None
        form = Form(kind)
        for name, arguments in parts:
            found = self._condition(name, arguments) if name in _FILTERS else None
            if name == "values" and not form.values:
                values = arguments.named
                if arguments.plain:
                    values = self._listed(arguments.plain[0]) or () if len(arguments.plain) == 1 else ()
                form = replace(form, values=values)
            elif found is not None:
                form = replace(form, keys=(*form.keys, *found))
            elif name != "execution_options":
                return None
        needs_keys, needs_values = kind is not OperationKind.CREATE, kind is not OperationKind.DELETE
        complete = bool(form.keys) is needs_keys and bool(form.values) is needs_values
        return form if complete else None

    # Queries

    def conditions(self, node: Node) -> Named | None:
        """The columns by which `query(M).filter(...)` or `M.objects.filter(...)` finds its rows."""
        head, parts = self._steps(node)
        if head.type == "call" or not self._is_manager(head):
            name, given = parts[0] if parts else ("", Arguments())
            if name != "query" or given.named or not self._is_only_model(given):
                return None
            parts = parts[1:]
        keys: list[tuple[str, str]] = []
        for name, arguments in parts:
            found = self._condition(name, arguments) if name in _FILTERS else None
            if found is None and not (name == "all" and arguments == Arguments()):
                return None
            keys.extend(found or ())
        return tuple(keys) if len({name for name, _ in keys}) == len(keys) else None

    def _condition(self, name: str, given: Arguments) -> Named | None:
        """The columns that must be equal to something; None when more is asked than that."""
        if any("__" in key for key, _ in given.named) or (given.named and name == "where"):
            return None
        keys = list(given.named)
        for node in given.plain:
            operators = [child.type for child in node.children if not child.is_named]
            if node.type != "comparison_operator" or operators != ["=="] or node.named_child_count != 2:
                return None
            left, right = node.named_children
            column = self._column(left)
            if not column:
                return None
            keys.append((column, self.tree.text_of(right)))
        return tuple(keys)

    def _steps(self, node: Node) -> tuple[Node, list[tuple[str, Arguments]]]:
        """`a.b.first(x).second(y)`: what it begins with, and the calls that follow."""
        parts: list[tuple[str, Arguments]] = []
        node = unwrapped(node)
        while node.type == "call":
            function = node.child_by_field_name("function")
            given = arguments_of(self.tree, node)
            receiver = function.child_by_field_name("object") if function is not None else None
            if function is None or given is None or function.type != "attribute" or receiver is None:
                break
            plain = dotted(self.tree, function)
            if plain and plain.rpartition(".")[2] in _STATEMENTS and self._is_only_model(given):
                break
            parts.insert(0, (self._name(function), given))
            node = unwrapped(receiver)
        return node, parts

    def _listed(self, node: Node) -> Named | None:
        """The columns in `{"column": value}` or `{Model.column: value}`."""
        if node.type != "dictionary":
            return None
        found: list[tuple[str, str]] = []
        for pair in node.named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if pair.type != "pair" or key is None or value is None:
                return None
            name = _literal(self.tree, key) or self._column(key)
            if not name:
                return None
            found.append((name, self.tree.text_of(value)))
        return tuple(found)

    def _column(self, node: Node) -> str:
        """The column in `Model.column` or `Model.__table__.c.column`; empty for anything else."""
        model, _, column = dotted(self.tree, node).rpartition(".")
        return column if self.is_model(model.removesuffix(".c").removesuffix(".__table__")) else ""

    def _is_only_model(self, given: Arguments) -> bool:
        return len(given.plain) == 1 and not given.named and self.is_model(dotted(self.tree, given.plain[0]))

    def _is_manager(self, node: Node) -> bool:
        """Whether it is `Model.objects`, or another manager of the model."""
        model, _, manager = dotted(self.tree, node).rpartition(".")
        return bool(manager) and not manager.startswith("__") and self.is_model(model)

    def _name(self, attribute: Node) -> str:
        found = attribute.child_by_field_name("attribute")
        return self.tree.text_of(found) if found is not None else ""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a call is given, all of it written out."""

    plain: tuple[Node, ...] = ()
    named: Named = ()


def arguments_of(tree: SourceTree, call: Node) -> Arguments | None:
    """The arguments of a call; None when some are not written out (`*values`, `**values`) or have comments."""
    found = call.child_by_field_name("arguments")
    if found is None or found.type != "argument_list":
        return None
    plain: list[Node] = []
    named: list[tuple[str, str]] = []
    for child in found.named_children:
        name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
        if child.type in ("list_splat", "dictionary_splat", "comment"):
            return None
        if child.type == "keyword_argument" and name is not None and value is not None:
            named.append((tree.text_of(name), tree.text_of(value)))
        else:
            plain.append(child)
    return Arguments(tuple(plain), tuple(named))


def unwrapped(node: Node) -> Node:
    """An expression without the parentheses around it."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def dotted(tree: SourceTree, node: Node) -> str:
    """`a.b.c` as written; empty for anything else."""
    parts: list[str] = []
    current: Node | None = node
    while current is not None and current.type == "attribute":
        name = current.child_by_field_name("attribute")
        parts.append(tree.text_of(name) if name is not None else "")
        current = current.child_by_field_name("object")
    if current is None or current.type != "identifier" or "" in parts:
        return ""
    return ".".join([tree.text_of(current), *reversed(parts)])


def _literal(tree: SourceTree, node: Node) -> str:
    inside = [child for child in node.named_children if child.type not in ("string_start", "string_end")]
    is_plain = node.type == "string" and [child.type for child in inside] == ["string_content"]
    return tree.text_of(inside[0]) if is_plain else ""
