"""Statements that are executed: of SQLAlchemy, and raw SQL by a parser that an adapter lends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.model_types import Model
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.values import Sql, Statement
from ringfence.model import code
from ringfence.model.diagnostic import Certainty
from ringfence.model.ranges import Range

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

STATEMENTS = {"insert": OperationKind.CREATE, "update": OperationKind.UPDATE, "delete": OperationKind.DELETE}
KINDS = {**STATEMENTS, "read": OperationKind.READ}


def execute(flow: Flow, statement: Statement | Sql, at: code.Place, within: code.Place | None = None) -> None:
    """Note what a statement does: where it stands when that is within the call that executes it, else at the call."""
    place: code.Place | Range = at
    if within is not None and statement.made_at is not None:
        around = flow.place(within)
        if around[:2] <= statement.made_at[:2] <= around[2:]:
            place = statement.made_at
    if isinstance(statement, Sql):
        execute_sql(flow, statement, place)
    else:
        kind = STATEMENTS[statement.operation]
        fields = statement.fields if kind is OperationKind.UPDATE else ()
        record(flow, kind, statement.model, place, fields=fields, likely=statement.likely)


def execute_sql(flow: Flow, statement: Sql, at: code.Place | Range) -> None:
    """Note what a raw statement does to the tables of the project's models."""
    if flow.project.sql is None or not statement.text.strip():
        return
    for use in flow.project.sql(statement.text, flow.project.config.sql_dialect):
        kind = KINDS[use.operation]
        model = flow.analysis.model_with_table(use.table) if use.table else None
        if not use.table:
            record(flow, kind, "", at, how="sql", certainty=Certainty.OPAQUE)
        elif model is not None:
            fields = attributes_of(model, use.columns) if kind is OperationKind.UPDATE else ()
            record(flow, kind, model.name, at, fields=fields, how="sql", table=use.table)


def attributes_of(model: Model, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The attributes behind columns; a column that the model does not know keeps its name."""
    by_column = {(field.column or field.name).lower(): field.name for field in model.fields.values()}
    return tuple(by_column.get(column.lower(), column) for column in columns)
