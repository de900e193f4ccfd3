"""What the statements of a `.sql` file do to the tables of the project's models."""

from __future__ import annotations

from collections.abc import Iterable

from ringfence.inference.data.executing import KINDS, attributes_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation, OperationKind
from ringfence.inference.data.record import affected
from ringfence.model.diagnostic import Certainty
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.model.sql import TableUse


def operations_in_script(
    project: Project, statements: Iterable[tuple[Range, tuple[TableUse, ...]]]
) -> tuple[Operation, ...]:
    """The operations of statements that were read with their places; tables that no model has are left out."""
    models = models_of(project)
    found: list[Operation] = []
    for place, uses in statements:
        for use in uses:
            model = models.with_table(use.table)
            if model is None:
                continue
            kind = KINDS[use.operation]
            fields = attributes_of(model, use.columns) if kind is OperationKind.UPDATE else ()
            for name, written in affected(project, models.get, kind, model.name, fields):
                found.append(Operation(kind, name, place, "", written, Certainty.CERTAIN, use.table, (), "sql"))
    return tuple(found)
