"""The statements that together make one write, when they can be replaced by one call.

A call of a port changes the row in the database, not the object that the code holds. So nothing is a site whose row
is read afterwards in a way that could see the difference, nor one that would be saved over later on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tree_sitter import Node

from ringfence.inference.data.model_types import FieldKind, Model, Orm
from ringfence.inference.data.operations import Operation, OperationKind
from ringfence.refactor.write_forms import Form, Named, Reader, arguments_of, dotted, unwrapped
from ringfence.refactor.write_rows import (
    around,
    is_made_here,
    is_of_function,
    is_parameter,
    is_settled,
    reads_after,
    statement_at,
    uses_of_name,
)
from ringfence.syntax.tree import SourceTree

_SAVES = ("save", "asave")
_ALONE = ("list_splat", "yield", "expression_list", "named_expression")
"""Values that an argument has to put in parentheses."""
_DOTTED = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.\w+)*")
_STRING = re.compile(r"""\"[^"\n]*"|'[^'\n]*'""")


@dataclass(frozen=True, slots=True)
class WriteSite:
    """One write: the first of its statements is replaced by a call, the others go."""

    kind: OperationKind
    statements: tuple[Node, ...]
    values: Named = ()
    """The columns that are written, each with the text of its value."""
    keys: Named = ()
    """The columns that tell which rows are meant, each with the text of what they are equal to."""
    row: str = ""
    """The row, when the code holds it: then each of its columns can be read for a key."""
    is_awaited: bool = False
    is_shared: bool = False
    """Somebody else may hold the row too: the caller that passed it, another row that leads to it."""


def write_sites(
    tree: SourceTree, operation: Operation, model: Model, resolved: Callable[[str], str]
) -> tuple[WriteSite, ...]:
    """The write that an operation is, with as many statements as belong to it, then with fewer; empty when it cannot
    be replaced without breaking code. `resolved` gives the full name behind a dotted name in the text."""
    statement = statement_at(tree, operation.range)
    if statement is None:
        return ()
    finder = _Finder(tree, model, Reader(tree, model.name, resolved))
    found = (site for site in finder.sites(statement) if _is_whole(site, operation, model))
    return tuple(site for site in found if not any(finder.is_sql(text) for _, text in (*site.values, *site.keys)))


def _is_whole(site: WriteSite, operation: Operation, model: Model) -> bool:
    """Whether a site is what the operation is about, and writes plain columns only."""
    fields = {name for name, _ in site.values}
    known = all(name in model.fields and model.fields[name].kind is FieldKind.COLUMN for name in fields)
    same = site.kind is operation.kind and (site.kind is not OperationKind.UPDATE or set(operation.fields) <= fields)
    found = (model.fields.get(name) for name, _ in site.keys if name not in ("pk", "id"))
    keys = all(field is not None and field.kind is FieldKind.COLUMN for field in found)
    # Without evidence it is no row but a query, which has methods of the same names.
    row = not site.row or bool(operation.evidence)
    return known and same and keys and row and len(fields) == len(site.values)


class _Finder:
    """Looks around one statement."""

    def __init__(self, tree: SourceTree, model: Model, reader: Reader) -> None:
        self.tree, self.model, self.reader = tree, model, reader

    def is_sql(self, text: str) -> bool:
        """Whether an expression is for the database to work out: `Model.column + 1`, `func.now()`, `F("stock")`."""
        for name in _DOTTED.findall(_STRING.sub('""', text)):
            parts = name.split(".")
            for end in range(1, len(parts) + 1):
                is_whole = end == len(parts)
                if self.reader.is_model(".".join(parts[:end])) and (is_whole or parts[end] in self.model.fields):
                    return True
            if self.reader.is_of_orm(name):
                return True
        return False

    def sites(self, statement: Node) -> list[WriteSite]:
        assigned = self._assigned(statement)
        saved = self._saved(statement)
        if assigned is not None or saved is not None:
            row = assigned[0] if assigned is not None else saved or ""
            return [site for group in self._groups(statement, row) if (site := self._of_row(row, group)) is not None]
        expression = unwrapped(statement.named_children[0])
        is_awaited = expression.type == "await"
        call = unwrapped(expression.named_children[0]) if is_awaited else expression
        form = self.reader.form_of(call) if call.type == "call" else None
        if form is None:
            return []
        if form.made:
            return self._made_before(form, statement)
        if form.row and is_made_here(self.tree, statement, form.row, self.reader):
            return []
        return [WriteSite(form.kind, (statement,), form.values, form.keys, form.row, is_awaited)]

    def _assigned(self, statement: Node) -> tuple[str, str, str] | None:
        """For `row.column = value` and `row.column += value`: row, column and the text of the new value."""
        node = statement.named_children[0] if statement.named_child_count == 1 else None
        if node is None or node.type not in ("assignment", "augmented_assignment"):
            return None
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        target = dotted(self.tree, left) if left is not None else ""
        row, _, column = target.rpartition(".")
        if not row or row in ("self", "cls") or right is None or right.type == "assignment":
            return None
        if node.child_by_field_name("type") is not None:
            return None
        value = self.tree.text_of(right)
        if node.type == "augmented_assignment":
            operator = node.child_by_field_name("operator")
            sign = self.tree.text_of(operator).removesuffix("=") if operator is not None else ""
            plain = right.type in ("identifier", "integer", "float", "string", "attribute", "call")
            value = f"{target} {sign} {value if plain else f'({value})'}"
        elif right.type in _ALONE:
            value = f"({value})"
        return row, column, value

    def _saved(self, statement: Node) -> str | None:
        """For Django's `row.save(...)`: the row."""
        call = statement.named_children[0] if statement.named_child_count == 1 else None
        call = call.named_children[0] if call is not None and call.type == "await" else call
        function = call.child_by_field_name("function") if call is not None and call.type == "call" else None
        row, _, name = dotted(self.tree, function).rpartition(".") if function is not None else ("", "", "")
        return row if row and name in _SAVES and self.model.orm is Orm.DJANGO else None

    def _groups(self, statement: Node, row: str) -> list[tuple[Node, ...]]:
        """The statements about the row that stand together around this one; in SQLAlchemy also this one alone."""
        group = [statement]
        while (before := _neighbour(group[0], back=True)) is not None and self._is_about(before, row):
            group.insert(0, before)
        while (behind := _neighbour(group[-1])) is not None and self._is_about(behind, row):
            group.append(behind)
        if self.model.orm is Orm.DJANGO:
            return [tuple(group)]
        return [tuple(group), (statement,)] if len(group) > 1 else [(statement,)]

    def _is_about(self, statement: Node, row: str) -> bool:
        assigned = self._assigned(statement)
        return (assigned is not None and assigned[0] == row) or self._saved(statement) == row

    def _of_row(self, row: str, group: tuple[Node, ...]) -> WriteSite | None:
        found = [item for statement in group if (item := self._assigned(statement)) is not None]
        values = tuple((column, value) for _, column, value in found)
        fields = {column for column, _ in values}
        shared = "." in row or is_parameter(self.tree, group[0], row)
        site = WriteSite(OperationKind.UPDATE, group, values, row=row, is_shared=shared)
        if len(fields) < len(values) or not fields or is_made_here(self.tree, group[0], row, self.reader):
            return None
        if not is_of_function(self.tree, group[0], row):
            return None
        if self.model.orm is Orm.DJANGO:
            last = group[-1].named_children[0]
            if len(found) != len(group) - 1 or not self._saves_just(group[-1], fields):
                return None
            site = replace(site, is_awaited=last.type == "await")
        # A value must not rest on what a statement before it has just written.
        texts = [value for _, value in values]
        rests = any(f"{row}.{name}" in text for name in fields for text in texts[1:])
        whole = "update_fields" not in self.tree.text_of(group[-1])
        settled = self.model.orm is not Orm.DJANGO or is_settled(self.tree, group, row, self.model, is_whole=whole)
        stale = rests or not settled or reads_after(self.tree, group, row, fields, self.model)
        return None if stale else site

    def _saves_just(self, statement: Node, fields: set[str]) -> bool:
        """Whether a call of `save` is plain, or lists in `update_fields` what was assigned."""
        call = statement.named_children[0]
        call = call.named_children[0] if call.type == "await" else call
        if call.type != "call":
            return False
        given = arguments_of(self.tree, call)
        if given is None or given.plain or any(name != "update_fields" for name, _ in given.named):
            return False
        listed = [text for _, text in given.named]
        return not listed or {item.strip(" \n\"'") for item in listed[0].strip("[](){}").split(",")} - {""} == fields

    def _made_before(self, form: Form, statement: Node) -> list[WriteSite]:
        """`row = Model(...)` and right after it `session.add(row)`, where the row is used nowhere else."""
        made = _neighbour(statement, back=True)
        node = made.named_children[0] if made is not None and made.named_child_count == 1 else None
        if made is None or node is None or node.type != "assignment":
            return []
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        values = self.reader.constructor(right) if right is not None else None
        if left is None or values is None or self.tree.text_of(left) != form.made:
            return []
        used = list(uses_of_name(self.tree, around(statement), form.made))
        return [WriteSite(OperationKind.CREATE, (made, statement), values)] if len(used) == 2 else []


def _neighbour(statement: Node, *, back: bool = False) -> Node | None:
    """The statement before or behind, on lines of its own, with nothing between; None when there is none."""
    found = statement.prev_sibling if back else statement.next_sibling
    while found is not None and found.type == "comment" and _shares_line(found, statement if not back else None):
        found = found.prev_sibling if back else found.next_sibling
    if found is None or found.type != "expression_statement":
        return None
    return found if found.end_point.row != statement.start_point.row or not back else None


def _shares_line(comment: Node, statement: Node | None) -> bool:
    """Whether a comment stands behind a statement on its line."""
    before = statement or comment.prev_sibling
    return before is not None and before.end_point.row == comment.start_point.row
