"""Raw SQL: which tables a statement reads and writes, by a parser that an adapter lends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.values import Sql
from ringfence.model import code
from ringfence.model.diagnostic import Certainty

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_KINDS = {
    "insert": OperationKind.CREATE,
    "update": OperationKind.UPDATE,
    "delete": OperationKind.DELETE,
    "read": OperationKind.READ,
}


def execute_sql(flow: Flow, statement: Sql, at: code.Place) -> None:
    """Note what a raw statement does to the tables of the project's models."""
    if flow.project.sql is None or not statement.text.strip():
        return
    for use in flow.project.sql(statement.text, flow.project.config.sql_dialect):
        if not use.table:
            record(flow, _KINDS[use.operation], "", at, how="sql", certainty=Certainty.OPAQUE)
            continue
        model = flow.models.by_table.get(use.table.lower()) or flow.models.by_table.get(use.table)
        if model is not None:
            record(flow, _KINDS[use.operation], model.name, at, fields=use.columns, how="sql", table=use.table)
