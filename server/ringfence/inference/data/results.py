"""What leaves a function: its values without what only the function itself can know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ringfence.inference.data.joins import join, many, one, partial_of, record, says_something, several
from ringfence.inference.data.operations import FunctionResult
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Cell,
    Closure,
    Collection,
    Instance,
    Many,
    Origin,
    Partial,
    Query,
    Record,
    Several,
    Sql,
    Statement,
    Value,
)

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


def result(flow: Flow, declared: Value) -> FunctionResult:
    """All that was found in a function; `declared` is what it is annotated to return."""
    recorder = flow.recorder
    returns = leaving(flow, join(flow.returned))
    if declared and not says_something(returns) and not any(isinstance(atom, Argument) for atom in returns):
        returns = declared
    return FunctionResult(
        operations=tuple(recorder.operations.values()),
        effects=tuple(recorder.effects),
        returns=returns,
        yields=leaving(flow, join(flow.yielded)),
        passes=tuple(recorder.passes),
        wants=frozenset(item.parameter for item in recorder.wants if item.function == flow.function),
        deep=frozenset(item.parameter for item in recorder.wants if item.function == flow.function and item.path),
        wanted=tuple(recorder.wants),
        fallbacks=tuple(recorder.fallbacks.items()),
        assigned=tuple([(name, leaving(flow, value)) for name, value in recorder.assigned.items()]),
        declared=tuple([(name, leaving(flow, value)) for name, value in recorder.declared.items()]),
    )


def leaving(flow: Flow, value: Value) -> Value:
    """A value as others see it: no places in this function, no closures, and a row that was added is a row."""
    if not value:
        return value
    return join([_leaving(flow, atom) for atom in value])


def _leaving(flow: Flow, atom: Atom) -> Value:
    match atom:
        case Instance():
            return one(_row(flow, atom))
        case Many():
            return many(leaving(flow, atom.element), atom.kind)
        case Several():
            return several(leaving(flow, item) for item in atom.items)
        case Record():
            return record((key, leaving(flow, item)) for key, item in atom.items)
        case Query():
            return one(replace(atom, rows=leaving(flow, atom.rows)))
        case Collection():
            return one(replace(atom, owner=_row(flow, atom.owner)))
        case Cell():
            return one(replace(atom, owner=_row(flow, atom.owner)))
        case Statement() | Sql():
            return one(replace(atom, made_at=None))
        case Partial():
            values = [leaving(flow, item) for item in atom.values]
            return partial_of(leaving(flow, atom.function), values, atom.keywords)
        case Closure():
            return UNKNOWN
    return one(atom)


def _row(flow: Flow, row: Instance) -> Instance:
    if row.origin is Origin.NEW and row in flow.added:
        return replace(row, origin=Origin.QUERY, made_at=None)
    return replace(row, made_at=None) if row.made_at is not None else row
