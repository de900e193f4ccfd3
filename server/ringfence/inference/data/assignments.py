"""Bindings: what assigning to a name, an attribute or an item means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.model_types import FieldKind, Orm
from ringfence.inference.data.operations import Effect, OperationKind
from ringfence.inference.data.record import range_of, record
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Collection,
    Instance,
    Many,
    Object,
    Origin,
    Several,
    Value,
    element_of,
    join,
)
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


def assign(flow: Flow, target: code.Expression, value: Value) -> None:
    """Bind a target of an assignment, a loop, a `with` or a comprehension."""
    match target:
        case code.Name():
            flow.names[target.id] = value
        case code.Items():
            _unpack(flow, target, value)
        case code.Attribute():
            assign_attribute(flow, target, value)
        case code.Await() if target.kind == "star":
            assign(flow, target.value, frozenset((Many(value),)) if value else UNKNOWN)
        case code.Subscript():
            flow.value(target.value)
            flow.value(target.index)
        case _:
            pass


def _unpack(flow: Flow, target: code.Items, value: Value) -> None:
    several = [atom for atom in value if isinstance(atom, Several)]
    for position, item in enumerate(target.items):
        places = [atom.items[position] for atom in several if position < len(atom.items)]
        found = join(*places) if places else element_of(frozenset(value) - frozenset(several))
        assign(flow, item, found)


def assign_attribute(flow: Flow, target: code.Attribute, value: Value) -> None:
    """`row.column = value`: a write where the row is one, or will be."""
    receiver = flow.value(target.value)
    if isinstance(target.value, code.Name) and any(isinstance(atom, Object) for atom in receiver):
        # `self.lead = lead`: later uses in this function see the same value.
        flow.names[f"{target.value.id}.{target.name}"] = value
    set_attribute(flow, receiver, target.name, target.at)


def set_attribute(flow: Flow, receiver: Value, name: str, at: code.Place, how: str = "assignment") -> None:
    """Note that attribute `name` of `receiver` is set; an empty name stands for one that cannot be told."""
    for atom in receiver:
        if isinstance(atom, Instance):
            _set_on_instance(flow, atom, name, at, how)
        elif isinstance(atom, Argument):
            effect = Effect(
                atom.parameter, atom.path, atom.element, OperationKind.UPDATE, (name,), "assign", range_of(flow, at)
            )
            flow.recorder.effects[effect] = None


def _set_on_instance(flow: Flow, row: Instance, name: str, at: code.Place, how: str) -> None:
    model = flow.models.get(row.model)
    if model is None or row in flow.detached:
        return
    field = model.fields.get(name) if name else None
    if name and field is None:
        return
    if field is not None and field.kind in (FieldKind.MANY, FieldKind.MANY_TO_MANY):
        if row.origin is not Origin.NEW or row in flow.added:
            record(flow, OperationKind.UPDATE, field.target or row.model, at, how=how, row=row)
        return
    fields = (name,) if name else ()
    waits = model.orm is Orm.DJANGO or (row.origin is Origin.NEW and row not in flow.added)
    if waits and row not in flow.added:
        flow.pending.setdefault(row, []).append((name, at))
        return
    record(flow, OperationKind.UPDATE, row.model, at, fields=fields, how=how, row=row)


def augment(flow: Flow, statement: code.Augment) -> None:
    """`row.count += 1`, `row.children += others`."""
    flow.value(statement.value)
    if isinstance(statement.target, code.Attribute):
        set_attribute(flow, flow.value(statement.target.value), statement.target.name, statement.target.at)
    elif isinstance(statement.target, code.Name):
        held = flow.names.get(statement.target.id, UNKNOWN)
        for atom in held:
            if isinstance(atom, Collection):
                record(flow, OperationKind.UPDATE, atom.target, statement.at, how="assignment", row=atom.owner)
