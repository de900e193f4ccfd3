"""SQLAlchemy queries: what is selected, and which models are read for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Site
from ringfence.inference.data.joins import element_of, join, one, several
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.values import (
    NO_MODEL,
    UNKNOWN,
    Argument,
    Instance,
    ModelClass,
    Origin,
    Other,
    Query,
    Value,
)
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


def query_of(flow: Flow, site: Site, *, is_sure: bool = True) -> Value:
    """`query(A, B.name)`, `select(A)`: a query whose rows are what is selected; every model in it is read.

    Nothing when no model is selected and it is not sure that this is a query.
    """
    places: list[Value] = []
    classes: list[ModelClass] = []
    columns: set[str] = set()
    for argument, (value, _) in zip(site.expression.arguments, site.passed.values, strict=True):
        found = [atom for atom in value if isinstance(atom, ModelClass)]
        if found:
            classes.extend(found)
            places.append(join([_row(flow, atom, site) for atom in found if atom.model]))
        else:
            mentioned = models_in(flow, argument)
            for name in sorted(mentioned):
                record(flow, OperationKind.READ, name, site.at)
            columns |= mentioned
            places.append(one(Other("column")) if mentioned else UNKNOWN)
            flow.recorder.wants.update(atom for atom in value if isinstance(atom, Argument))
    for atom in classes:
        if atom.model:
            record(flow, OperationKind.READ, atom.model, site.at, likely=atom.likely)
    if not any(places) and not classes:
        return one(Query(NO_MODEL, UNKNOWN)) if places and is_sure else UNKNOWN
    rows = places[0] if len(places) == 1 else several(places)
    queried = classes if len(places) == 1 else classes[:1]
    return frozenset(
        [Query(atom.model, rows, likely=atom.likely) for atom in queried] or [Query(name, rows) for name in columns]
    )


def _row(flow: Flow, atom: ModelClass, site: Site) -> Value:
    return one(Instance(atom.model, Origin.QUERY, flow.place(site.expression.at), atom.likely))


def fetched(flow: Flow, entity: Value, site: Site) -> Value:
    """`get(M, key)`: the row of a class, which is read for it."""
    classes = [atom for atom in entity if isinstance(atom, ModelClass) and atom.model]
    for atom in classes:
        record(flow, OperationKind.READ, atom.model, site.at, likely=atom.likely)
    return join([_row(flow, atom, site) for atom in classes])


def models_in(flow: Flow, expression: code.Expression) -> set[str]:
    """The models whose columns stand in an expression: `CampaignDB.name`, `func.count(LeadDB.id)`."""
    found: set[str] = set()
    for inner in _values_in(expression):
        found.update(atom.model for atom in flow.value(inner) if isinstance(atom, ModelClass) and atom.model)
    return found


def _values_in(expression: code.Expression) -> Iterator[code.Expression]:
    """What columns are taken from."""
    pending = [expression]
    while pending:
        current = pending.pop()
        match current:
            case code.Attribute():
                yield current.value
            case code.Call():
                pending.extend(current.arguments)
                if isinstance(current.function, code.Attribute):
                    pending.append(current.function.value)
            case code.Other():
                pending.extend(current.parts)


def read_joined(flow: Flow, query: Query, site: Site) -> None:
    """`query.join(B)`, `query.join(A.b)`: what is joined is read, unless it is selected anyhow."""
    rows = (*query.rows, *element_of(query.rows))
    selected = {atom.model for atom in rows if isinstance(atom, Instance)}
    for argument, (value, _) in zip(site.expression.arguments, site.passed.values, strict=True):
        names = {atom.model for atom in value if isinstance(atom, ModelClass)} or _related(flow, argument)
        for name in sorted(names - selected):
            if name:
                record(flow, OperationKind.READ, name, site.at)


def _related(flow: Flow, argument: code.Expression) -> set[str]:
    """The models at the other end of `A.b`."""
    if not isinstance(argument, code.Attribute):
        return set()
    found: set[str] = set()
    for atom in flow.value(argument.value):
        model = flow.analysis.model(atom.model) if isinstance(atom, ModelClass) else None
        field = model.fields.get(argument.name) if model is not None else None
        if field is not None and field.target:
            found.add(field.target)
    return found
