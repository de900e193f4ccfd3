"""Bindings: what assigning to a name, an attribute or an item means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.containers import grow, put
from ringfence.inference.data.django_requests import is_request, note_on_request
from ringfence.inference.data.joins import assumed, both, element_of, join, many
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.operations import Effect, OperationKind
from ringfence.inference.data.record import record, record_pending, wait
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Cell,
    Collection,
    Instance,
    Many,
    Object,
    Origin,
    Query,
    Reference,
    Several,
    Sql,
    Value,
)
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_MOST_MODELS = 2


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
            assign(flow, target.value, many(value) if value else UNKNOWN)
        case code.Subscript():
            _assign_item(flow, target, value)


def _unpack(flow: Flow, target: code.Items, value: Value) -> None:
    several = [atom for atom in value if isinstance(atom, Several)]
    others = element_of(frozenset([atom for atom in value if not isinstance(atom, Several)]))
    starred = next((i for i, item in enumerate(target.items) if isinstance(item, code.Await)), len(target.items))
    for position, item in enumerate(target.items):
        behind = position - len(target.items)
        if position == starred:
            places = [inner for atom in several for inner in atom.items[position:]]
        elif position > starred:
            places = [atom.items[behind] for atom in several if -behind <= len(atom.items)]
        else:
            places = [atom.items[position] for atom in several if position < len(atom.items)]
        found = join([*places, others])
        # Of many rows in a table of pairs, what else stands in a pair decides what is done to which.
        assign(flow, item, assumed(found) if len(several) > 1 and _is_of_many(found) else found)


def _is_of_many(value: Value) -> bool:
    return len({atom.model for atom in value if isinstance(atom, Instance | Query)}) > _MOST_MODELS


def _assign_item(flow: Flow, target: code.Subscript, value: Value) -> None:
    """`row.settings[key] = value` changes a row, `rows[key] = row` what `rows` holds."""
    held = flow.value(target.value)
    key = flow.value(target.index)
    for atom in held:
        if isinstance(atom, Cell):
            change_cell(flow, atom, _place_of(target.value))
    put(flow, target, key, value)


def _place_of(expression: code.Expression) -> code.Place:
    return expression.at


def delete(flow: Flow, target: code.Expression) -> None:
    """`del`: of a column it is a write, of a name the end of it."""
    match target:
        case code.Items():
            for item in target.items:
                delete(flow, item)
        case code.Name():
            flow.names[target.id] = UNKNOWN
        case code.Attribute():
            set_attribute(flow, flow.value(target.value), target.name, UNKNOWN, target.at)
        case code.Subscript():
            for atom in flow.value(target.value):
                if isinstance(atom, Cell):
                    change_cell(flow, atom, _place_of(target.value))


def assign_attribute(flow: Flow, target: code.Attribute, value: Value, *, is_declared: bool = False) -> None:
    """`row.column = value`: a write where the row is one, or will be. `is_declared`: only its annotation tells."""
    receiver = flow.value(target.value)
    if isinstance(target.value, code.Name) and any(
        isinstance(atom, Object | Reference) or is_request(atom) for atom in receiver
    ):
        # `self.lead = lead`: later uses in this function see the same value.
        name = f"{target.value.id}.{target.name}"
        if value or name in flow.names:
            flow.names[name] = value
        if target.value.id in ("self", "cls"):
            flow.recorder.assign(target.name, value, is_declared=is_declared)
    set_attribute(flow, receiver, target.name, value, target.at)
    _narrow_by_field(flow, target, receiver)


def _narrow_by_field(flow: Flow, target: code.Attribute, receiver: Value) -> None:
    """After `row.column = value` a name that may stand for rows of several models stands for one with that column."""
    rows = [atom for atom in receiver if isinstance(atom, Instance)]
    name = dotted(target.value)
    if len(rows) < 2 or name not in flow.names:
        return
    models = {row.model: flow.analysis.model(row.model) for row in rows}
    without = {key for key, model in models.items() if model is not None and target.name not in model.fields}
    if without and len(without) < len(models) and not target.name.startswith("_"):
        others = [atom for atom in receiver if not isinstance(atom, Instance) or atom.model not in without]
        flow.names[name] = frozenset(others)


def set_attribute(
    flow: Flow, receiver: Value, name: str, value: Value, at: code.Place, how: str = "assignment"
) -> None:
    """Note that attribute `name` of `receiver` is set; an empty name stands for one that cannot be told."""
    for atom in receiver:
        if isinstance(atom, Instance):
            _set_on_instance(flow, atom, name, value, at, how)
        elif isinstance(atom, Argument | Object) and is_request(atom):
            note_on_request(flow, atom, name, value)
        elif isinstance(atom, Argument) and atom not in flow.detached:
            effect = Effect(atom, OperationKind.UPDATE, "assign", (name,), flow.file.name)
            flow.recorder.effects[effect] = None


def _set_on_instance(flow: Flow, row: Instance, name: str, value: Value, at: code.Place, how: str) -> None:
    model = flow.analysis.model(row.model)
    if model is None or row in flow.detached:
        return
    field = model.fields.get(name) if name else None
    if name in model.proxies:
        _set_by_proxy(flow, row, model.fields.get(model.proxies[name]), at, how)
    if name and (field is None or field.is_view):
        return
    if field is not None and field.kind is not FieldKind.COLUMN and model.orm is Orm.SQLALCHEMY:
        hang(flow, row, field, value, at, how)
        return
    if field is not None and field.kind is FieldKind.SINGLE:
        flow.related[row, name] = value
        if field.declared_by == field.target and field.range is None:
            # The column of a one-to-one relation lies in the table at its other end.
            return
    note_update(flow, row, model, name, at, how)


def _set_by_proxy(flow: Flow, row: Instance, relation: Field | None, at: code.Place, how: str) -> None:
    """An association proxy is set: that writes the other end of its relationship."""
    is_stored = row.origin is not Origin.NEW or row in flow.added
    if relation is not None and relation.target and not relation.is_view and is_stored:
        record(flow, OperationKind.UPDATE, relation.writes or relation.target, at, how=how, row=row)


def note_update(flow: Flow, row: Instance, model: Model, name: str, at: code.Place, how: str = "assignment") -> None:
    """A column of a row is set: at once where the ORM tracks it, else when the row is added or saved."""
    if model.orm is Orm.DJANGO or (row.origin is Origin.NEW and row not in flow.added):
        wait(flow, row, name, at)
        return
    record(flow, OperationKind.UPDATE, row.model, at, fields=(name,) if name else (), how=how, row=row)


def hang(flow: Flow, row: Instance, field: Field, value: Value, at: code.Place, how: str = "call") -> None:
    """A SQLAlchemy relationship is set, or something is put into it; new rows come into the session with its owner."""
    fresh = [atom for atom in _rows_in(value) if atom.origin is Origin.NEW and atom not in flow.added]
    if field.is_view:
        return
    if row.origin is Origin.NEW and row not in flow.added:
        flow.children.setdefault(row, []).extend(fresh)
        if field.kind is FieldKind.SINGLE and not field.writes:
            wait(flow, row, field.name, at)
        return
    for child in fresh:
        flow.added.add(child)
        record(flow, OperationKind.CREATE, child.model, at, how=how, row=child)
        record_pending(flow, child)
    written = field.writes or ("" if field.kind is FieldKind.SINGLE else field.through or field.target)
    if not written and field.kind is not FieldKind.SINGLE:
        return
    if not written:
        record(flow, OperationKind.UPDATE, row.model, at, fields=(field.name,), how=how, row=row)
    elif all(child.model != written for child in fresh):
        record(flow, OperationKind.UPDATE, written, at, how=how, row=row)


def _rows_in(value: Value) -> list[Instance]:
    found: list[Instance] = []
    for atom in value:
        if isinstance(atom, Instance):
            found.append(atom)
        elif isinstance(atom, Many | Several):
            found.extend(inner for inner in element_of(frozenset((atom,))) if isinstance(inner, Instance))
    return found


def change_cell(flow: Flow, cell: Cell, at: code.Place) -> None:
    """The value of a tracked column is changed in place."""
    model = flow.analysis.model(cell.owner.model)
    if model is not None and cell.owner not in flow.detached:
        note_update(flow, cell.owner, model, cell.field, at)


def change_collection(flow: Flow, collection: Collection, value: Value, at: code.Place, how: str = "call") -> None:
    """Something is put into a relationship, or taken out of it."""
    model = flow.analysis.model(collection.owner.model)
    field = model.fields.get(collection.field) if model is not None else None
    if field is not None and collection.owner not in flow.detached:
        hang(flow, collection.owner, field, value, at, how)


def augment(flow: Flow, statement: code.Augment) -> None:
    """`row.count += 1`, `row.children += others`, `text += "..."`."""
    added = flow.value(statement.value)
    target = statement.target
    if isinstance(target, code.Attribute):
        set_attribute(flow, flow.value(target.value), target.name, added, target.at)
        if not isinstance(target.value, code.Name):
            return
    elif isinstance(target, code.Subscript):
        assign(flow, target, UNKNOWN)
        return
    held = flow.value(target)
    for atom in held:
        if isinstance(atom, Collection) and isinstance(target, code.Name):
            change_collection(flow, atom, added, statement.at, "assignment")
    if isinstance(target, code.Name):
        flow.names[target.id] = _sum(held, added)
    elif dotted(target) in flow.names:
        grow(flow, target, element_of(added))


def _sum(held: Value, added: Value) -> Value:
    """What `+=` makes of two values: longer texts and lists."""
    texts = [atom for atom in held if isinstance(atom, Sql)]
    if texts:
        return frozenset([_longer(text, added) for text in texts])
    if any(isinstance(atom, Many | Query) for atom in held):
        element = both(element_of(held), element_of(added))
        return join([held, many(element)]) if element != element_of(held) else held
    return held if any(isinstance(atom, Collection | Argument) for atom in held) else UNKNOWN


def _longer(text: Sql, added: Value) -> Sql:
    behind = [atom for atom in added if isinstance(atom, Sql)]
    if len(behind) == 1 == len(added):
        return Sql(text.text + behind[0].text, text.complete and behind[0].complete, text.made_at)
    return Sql(text.text + " {}", False, text.made_at)
