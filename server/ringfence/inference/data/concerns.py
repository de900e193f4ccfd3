"""Whether a call can have to do with models: what it is called on, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping

from ringfence.inference.data.values import (
    Argument,
    Atom,
    Cell,
    Closure,
    Collection,
    Instance,
    Manager,
    Many,
    Method,
    ModelClass,
    Partial,
    Query,
    Record,
    Session,
    Several,
    Statement,
    Value,
)

_DATA = (Instance, ModelClass, Query, Manager, Collection, Cell, Statement, Session, Method, Closure, Partial, Argument)
"""Arguments, methods and functions among them: it is not known yet what they stand for."""


def concerns_data(receiver: Atom | None, arguments: Mapping[str, Value]) -> bool:
    """Whether a receiver or any argument has to do with models, or may have."""
    return isinstance(receiver, _DATA) or any(map(_carries, arguments.values()))


def _carries(value: Value) -> bool:
    """Whether a value has to do with models, or may have."""
    return any(
        isinstance(atom, _DATA)
        or (isinstance(atom, Many) and _carries(atom.element))
        or (isinstance(atom, Several) and any(map(_carries, atom.items)))
        or (isinstance(atom, Record) and any(_carries(item) for _, item in atom.items))
        for atom in value
    )
