"""Rows that come into a session, leave it, or are deleted in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record, record_pending
from ringfence.inference.data.values import Instance, Origin

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow
    from ringfence.model import code

_MOST_CHILDREN = 200


def store_row(flow: Flow, row: Instance, at: code.Place, *, is_noted: bool = True) -> None:
    """A row is added or merged: what was assigned to it before counts now, and the new rows that hang on it come too.

    `is_noted` is False when the row itself is noted by somebody else.
    """
    pending, seen = [row], {row}
    while pending and len(seen) < _MOST_CHILDREN:
        current = pending.pop()
        for child in flow.children.pop(current, ()):
            if child not in seen and child not in flow.added:
                seen.add(child)
                pending.append(child)
        flow.added.add(current)
        record_pending(flow, current)
        if current is not row or is_noted:
            kind = OperationKind.CREATE if current.origin is Origin.NEW else OperationKind.UPDATE
            record(flow, kind, current.model, at, row=current)


def delete_row(flow: Flow, row: Instance, at: code.Place) -> None:
    """A row is deleted."""
    record(flow, OperationKind.DELETE, row.model, at, row=row)
