"""What a called function does to its parameters, done to what the call passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ringfence.inference.data.assignments import hang
from ringfence.inference.data.executing import execute
from ringfence.inference.data.model_types import FieldKind, Model, Orm, owner_of
from ringfence.inference.data.operations import Effect, OperationKind
from ringfence.inference.data.record import record, record_pending, wait
from ringfence.inference.data.storing import store_row
from ringfence.inference.data.values import UNKNOWN, Argument, Atom, Instance, Origin, Sql, Statement, Value

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow
    from ringfence.model import code

WHOLE = "*"
"""In place of a field: the whole row."""
_Found = dict[tuple[Instance, OperationKind], list[str]]


def apply_effects(
    flow: Flow,
    function: str,
    effects: Iterable[Effect],
    arguments: Mapping[str, Value],
    at: code.Place,
    *,
    likely: bool = False,
) -> None:
    """Note, at a call, what the effects of a function mean for its arguments."""
    found: _Found = {}
    for effect in list(effects):
        if effect.argument.function == function:
            value = flow.reach(arguments.get(effect.argument.parameter, UNKNOWN), effect.argument.path)
            for atom in value:
                _apply(flow, effect, atom, at, found)
    for (row, kind), names in found.items():
        fields = () if WHOLE in names else tuple(dict.fromkeys(name for name in names if name))
        is_whole = WHOLE in names
        record(flow, kind, row.model, at, fields=fields, how="helper", row=row, likely=likely, is_whole=is_whole)


def _apply(flow: Flow, effect: Effect, atom: Atom, at: code.Place, found: _Found) -> None:
    match atom:
        case Argument():
            flow.recorder.effects[effect._replace(argument=atom)] = None
        case Instance():
            _apply_to_row(flow, effect, atom, at, found)
        case Statement() | Sql() if effect.how == "execute":
            execute(flow, atom, at)


def _apply_to_row(flow: Flow, effect: Effect, row: Instance, at: code.Place, found: _Found) -> None:
    model = flow.analysis.model(row.model)
    if model is None:
        return
    owner = owner_of(flow.project, model)
    if owner is not None and owner is flow.project.modules.owner_of(effect.by):
        # The owner's own code does it: that is what its interface is for.
        if effect.how in ("add", "save"):
            flow.added.add(row)
            flow.pending.pop(row, None)
    elif effect.how == "assign":
        _apply_assignment(flow, effect, model, row, at, found)
    elif effect.how == "add":
        found.setdefault((row, _kind_of_store(row)), [])
        store_row(flow, row, at, is_noted=False)
    elif effect.how == "save" and model.orm is Orm.DJANGO:
        record_pending(flow, row, effect.fields or None)
        found.setdefault((row, _kind_of_store(row)), []).extend(effect.fields or (WHOLE,))
    else:
        found.setdefault((row, effect.kind), []).extend(effect.fields)


def _kind_of_store(row: Instance) -> OperationKind:
    return OperationKind.CREATE if row.origin is Origin.NEW else OperationKind.UPDATE


def _apply_assignment(flow: Flow, effect: Effect, model: Model, row: Instance, at: code.Place, found: _Found) -> None:
    name = effect.fields[0] if effect.fields else ""
    field = model.fields.get(name)
    if (name and (field is None or field.is_view)) or row in flow.detached:
        return
    if field is not None and field.kind is not FieldKind.COLUMN and model.orm is Orm.SQLALCHEMY:
        hang(flow, row, field, UNKNOWN, at, "helper")
    elif not effect.saved if model.orm is Orm.DJANGO else row.origin is Origin.NEW and row not in flow.added:
        wait(flow, row, name, at)
    else:
        kind = _kind_of_store(row) if model.orm is Orm.DJANGO else OperationKind.UPDATE
        found.setdefault((row, kind), []).append(name)
