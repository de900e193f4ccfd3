"""Turn what was found at a place into an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.operations import Evidence, Operation, OperationKind
from ringfence.inference.data.values import Instance, Origin
from ringfence.model.code import Place
from ringfence.model.diagnostic import Certainty
from ringfence.model.names import last
from ringfence.model.ranges import Range

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_ORIGINS = {
    Origin.QUERY: "comes from this query",
    Origin.NEW: "is made here",
    Origin.PARAMETER: "is annotated so",
    Origin.RELATED: "is reached through a relation here",
}


def range_of(flow: Flow, at: Place) -> Range:
    """A place in a function as a range of its file."""
    return Range(at[0] + flow.line, at[1], at[2] + flow.line, at[3])


def record(
    flow: Flow,
    kind: OperationKind,
    model: str,
    at: Place,
    *,
    fields: tuple[str, ...] = (),
    how: str = "call",
    row: Instance | None = None,
    table: str = "",
    certainty: Certainty = Certainty.CERTAIN,
) -> None:
    """Note an operation on a model at a place; `row` is the instance that it is done to."""
    if row is not None and row.likely:
        certainty = Certainty.LIKELY
    evidence: tuple[Evidence, ...] = ()
    if row is not None and row.made_at is not None:
        message = f"the {last(row.model)} {_ORIGINS[row.origin]}"
        evidence = (Evidence(flow.file.path, range_of(flow, row.made_at), message),)
    flow.recorder.add(Operation(kind, model, range_of(flow, at), flow.scope, fields, certainty, table, evidence, how))


def record_pending(flow: Flow, row: Instance, only: tuple[str, ...] | None = None) -> bool:
    """A row is saved or added: what was assigned to it before counts now. Whether anything was."""
    waiting = flow.pending.pop(row, [])
    for name, at in waiting:
        if only is None or not name or name in only:
            record(flow, OperationKind.UPDATE, row.model, at, fields=(name,) if name else (), how="assignment", row=row)
    return bool(waiting)
