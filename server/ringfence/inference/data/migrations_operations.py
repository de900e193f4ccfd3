"""What single operations of Alembic do to foreign keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.foreign_keys_alchemy import columns_of, referred
from ringfence.inference.data.foreign_keys_sites import KEYS, Site, argument_of, nodes_in, text_in
from ringfence.inference.data.foreign_keys_sql import apply_text
from ringfence.inference.data.migrations_state import KeyState, Made
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.model.code import Call, Expression, Items, Text
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range


class Step(NamedTuple):
    """One call of an operation."""

    site: Site
    table: Expression | None
    """What a `batch_alter_table` around it is about."""


class _Call(NamedTuple):
    """A call of an operation, with its arguments as texts."""

    project: Project
    file: SourceFile
    step: Step

    def argument(self, index: int, name: str) -> Expression | None:
        """The argument at a place, or with a name."""
        return argument_of(self.step.site.call, index, name)

    def text(self, index: int, name: str) -> str:
        """The same as a text; empty when it is not written down."""
        return text_in(self.project, self.file, self.argument(index, name))

    def table(self, index: int, name: str = "table_name", schema: str = "schema") -> str:
        """The table that it is about: that of a batch, else its own argument, with its schema."""
        table = self.step.table
        written = self.text(index, name) if table is None else text_in(self.project, self.file, table)
        prefix = text_in(self.project, self.file, dict(self.step.site.call.keywords).get(schema))
        return f"{prefix}.{written}" if prefix and written else written

    @property
    def shift(self) -> int:
        """How many arguments less there are in a batch, which knows its table."""
        return 0 if self.step.table is None else -1

    def names(self, index: int, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.argument(index, name)
        items = value.items if isinstance(value, Items) else ()
        return tuple(item.value for item in items if isinstance(item, Text))

    def made(self, table: str, columns: tuple[str, ...], target: str, name: str, place: Range) -> Made:
        """A key that it makes."""
        return Made(self.file.path, place, table, columns, target, name, join(self.file.name, self.step.site.scope))


def apply(project: Project, file: SourceFile, step: Step, state: KeyState) -> None:
    """What one call of an operation does to the keys; nothing for those that have to do with other things."""
    operation = _OPERATIONS.get(step.site.name)
    if operation is not None:
        operation(_Call(project, file, step), state)


def _create_foreign_key(call: _Call, state: KeyState) -> None:
    shift = call.shift
    table = call.table(1, "source_table", "source_schema")
    target = call.text(2 + shift, "referent_table")
    schema = text_in(call.project, call.file, dict(call.step.site.call.keywords).get("referent_schema"))
    target = f"{schema}.{target}" if schema and target else target
    columns = call.names(3 + shift, "local_cols")
    if table and target:
        name = call.text(0, "constraint_name")
        made = call.made(table, columns, target, name, _word(call.step.site))
        state.make(made._replace(remote=call.names(4 + shift, "remote_cols")))


def _create_table(call: _Call, state: KeyState) -> None:
    table = call.table(0)
    for argument in call.step.site.call.arguments[1:]:
        _add(call, table, argument, state)


def _add_column(call: _Call, state: KeyState) -> None:
    column = call.argument(1 + call.shift, "column")
    if column is not None:
        _add(call, call.table(0), column, state)


def _add(call: _Call, table: str, made: Expression, state: KeyState) -> None:
    """The keys of a column or constraint."""
    first = made.arguments[0] if isinstance(made, Call) and made.arguments else None
    is_column = isinstance(made, Call) and attribute_of(made.function) == "Column"
    column = text_in(call.project, call.file, first) if is_column else ""
    keys = (node for node in nodes_in(made) if isinstance(node, Call) and attribute_of(node.function) in KEYS)
    for inner in sorted(keys, key=lambda key: key.at):
        site = Site(inner, call.step.site.line, scope=call.step.site.scope, attribute=column)
        model, target = referred(call.project, call.file, site)
        target = target or (model.table if model is not None else "")
        if table and target:
            name = text_in(call.project, call.file, dict(inner.keywords).get("name"))
            state.make(call.made(table, columns_of(site), target, name, site.range))


def _drop_constraint(call: _Call, state: KeyState) -> None:
    kind = call.text(2 + call.shift, "type_")
    if kind in ("", "foreignkey"):
        # Without a kind and a name it is most likely no key at all.
        name = call.text(0, "constraint_name")
        if name or kind:
            state.drop_constraint(call.table(1), name)


def _drop_column(call: _Call, state: KeyState) -> None:
    state.drop_column(call.table(0), call.text(1 + call.shift, "column_name"))


def _drop_table(call: _Call, state: KeyState) -> None:
    table = call.table(0)
    if table:
        state.drop_table(table)


def _rename_table(call: _Call, state: KeyState) -> None:
    state.rename_table(call.text(0, "old_table_name"), call.text(1, "new_table_name"))


def _alter_column(call: _Call, state: KeyState) -> None:
    new = text_in(call.project, call.file, dict(call.step.site.call.keywords).get("new_column_name"))
    if new:
        state.rename_column(call.table(0), call.text(1 + call.shift, "column_name"), new)


def _execute(call: _Call, state: KeyState) -> None:
    apply_text(call.project, call.file, call.argument(0, "sqltext"), call.step.site, state)


def _word(site: Site) -> Range:
    """What is called."""
    return absolute(site.call.function.at, site.line)


_OPERATIONS: dict[str, Callable[[_Call, KeyState], None]] = {
    "create_foreign_key": _create_foreign_key,
    "create_table": _create_table,
    "add_column": _add_column,
    "drop_constraint": _drop_constraint,
    "drop_column": _drop_column,
    "drop_table": _drop_table,
    "rename_table": _rename_table,
    "alter_column": _alter_column,
    "execute": _execute,
}
