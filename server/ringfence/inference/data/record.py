"""Turn what was found at a place into operations on the models whose tables are meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ringfence.inference.data.model_types import Model, Orm, owner_of
from ringfence.inference.data.operations import Evidence, Operation, OperationKind
from ringfence.inference.data.values import NO_MODEL, Instance, Origin
from ringfence.model.code import Place
from ringfence.model.diagnostic import Certainty
from ringfence.model.names import last
from ringfence.model.ranges import Range

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow
    from ringfence.model.project import Project

_ORIGINS = {
    Origin.QUERY: "comes from this query",
    Origin.NEW: "is made here",
    Origin.PARAMETER: "is annotated so",
    Origin.RELATED: "is reached through a relation here",
}


def record(
    flow: Flow,
    kind: OperationKind,
    model: str,
    at: Place | Range,
    *,
    fields: tuple[str, ...] = (),
    how: str = "call",
    row: Instance | None = None,
    table: str = "",
    certainty: Certainty = Certainty.CERTAIN,
    likely: bool = False,
    is_whole: bool = False,
) -> None:
    """Note an operation on a model at a place; `row` is the instance that it is done to.

    A `Range` is a place in the file, a `Place` one in the function. `is_whole`: rows of all tables of the model.
    """
    known = flow.analysis.model(model)
    if model == NO_MODEL or (known is not None and known.orm is Orm.DJANGO and (known.abstract or not known.path)):
        return
    if likely or (row is not None and row.likely):
        certainty = Certainty.LIKELY
    if not model:
        certainty = Certainty.OPAQUE
    evidence: tuple[Evidence, ...] = ()
    if row is not None and row.made_at is not None:
        message = f"the {last(row.model)} {_ORIGINS[row.origin]}"
        evidence = (Evidence(flow.file.path, row.made_at, message),)
    place = at if isinstance(at, Range) else flow.place(at)
    for name, written in affected(flow.project, flow.analysis.model, kind, model, fields, is_whole=is_whole):
        operation = Operation(kind, name, place, flow.scope, written, certainty, table, evidence, how)
        flow.recorder.add(operation)


def affected(
    project: Project,
    find: Callable[[str], Model | None],
    kind: OperationKind,
    name: str,
    fields: tuple[str, ...],
    *,
    is_whole: bool = False,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The models whose tables an operation on a model reads or changes, each with its own fields.

    `find` gives a model by its full dotted name.
    """
    model = find(name)
    if model is None:
        yield name, fields
        return
    if model.link is not None:
        yield _stored_as(find, model.link[0]), (model.link[1],)
        return
    by_home: dict[str, list[str]] = {}
    for field in fields:
        known = model.fields.get(field)
        by_home.setdefault(known.home if known is not None and known.home else name, []).append(field)
    for home, found in (by_home or {name: []}).items():
        yield _stored_as(find, home), tuple(found)
    if is_whole or kind in (OperationKind.CREATE, OperationKind.DELETE):
        yield from ((parent, ()) for parent in _foreign_parents(project, find, model))


def _stored_as(find: Callable[[str], Model | None], name: str) -> str:
    model = find(name)
    return model.stored_as if model is not None and model.stored_as else name


def _foreign_parents(project: Project, find: Callable[[str], Model | None], model: Model) -> Iterator[str]:
    """The parents with tables of their own, in which a child has a row too, where somebody else owns them."""
    for name in model.parents:
        parent = find(name)
        is_own_table = parent is not None and parent.table != model.table and not parent.abstract
        if parent is not None and is_own_table and owner_of(project, parent) is not owner_of(project, model):
            yield _stored_as(find, name)


def wait(flow: Flow, row: Instance, name: str, at: Place) -> None:
    """A column of a row is set, which counts as soon as the row is saved or added."""
    flow.pending[row] = (*flow.pending.get(row, ()), (name, at))


def record_pending(flow: Flow, row: Instance, only: tuple[str, ...] | None = None) -> None:
    """A row is saved or added: what was assigned to it before counts now, of certain fields or of all."""
    waiting = flow.pending.pop(row, ())
    left = tuple([item for item in waiting if only is not None and item[0] and item[0] not in only])
    for name, at in waiting:
        if (name, at) not in left:
            record(flow, OperationKind.UPDATE, row.model, at, fields=(name,) if name else (), how="assignment", row=row)
    if left:
        flow.pending[row] = left
