"""What the truth of a condition says about the names in it: `isinstance`, `match`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.joins import join
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import UNKNOWN, Instance, Object, Value
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


def narrow(flow: Flow, condition: code.Expression, *, holds: bool) -> None:
    """Take what a condition says about names into account."""
    match condition:
        case code.Other(operator="not", parts=(inner,)):
            narrow(flow, inner, holds=not holds)
        case code.Other(operator="case", parts=(subject, pattern, *guards)):
            _match(flow, subject, pattern, holds=holds, is_guarded=bool(guards))
        case code.Choice() if condition.operator == ("and" if holds else "or"):
            for option in condition.options:
                narrow(flow, option, holds=holds)
        case code.Call(function=code.Name(id="isinstance"), arguments=(subject, types)):
            _narrow(flow, subject, _types(flow, types), holds=holds)


def _types(flow: Flow, types: code.Expression) -> Value:
    return join([annotated(flow, item) for item in (types.items if isinstance(types, code.Items) else (types,))])


def _narrow(flow: Flow, subject: code.Expression, wanted: Value, *, holds: bool) -> None:
    name = dotted(subject)
    if not name or name.count(".") > 1:
        return
    known = flow.names.get(name)
    if known is None:
        known = flow.value(subject)
    kept = frozenset([atom for atom in known if _is_one_of(flow, atom, wanted) is holds])
    if holds:
        flow.names[name] = frozenset([atom for atom in kept if isinstance(atom, Instance | Object)]) or wanted
    elif kept != known:
        flow.names[name] = kept


def _is_one_of(flow: Flow, atom: object, wanted: Value) -> bool:
    if isinstance(atom, Instance):
        model = flow.analysis.model(atom.model)
        names = {atom.model, *(model.parents if model is not None else ())}
        return any(isinstance(item, Instance) and item.model in names for item in wanted)
    if isinstance(atom, Object):
        return any(isinstance(item, Object) and item.class_name == atom.class_name for item in wanted)
    return False


def _match(flow: Flow, subject: code.Expression, pattern: code.Expression, *, holds: bool, is_guarded: bool) -> None:
    if not holds:
        if not is_guarded and isinstance(pattern, code.Call) and not (pattern.arguments or pattern.keywords):
            _narrow(flow, subject, annotated(flow, pattern.function), holds=False)
        return
    if isinstance(pattern, code.Walrus):
        _match(flow, subject, pattern.value, holds=True, is_guarded=is_guarded)
        flow.names[pattern.target.id] = flow.value(subject)
    elif isinstance(pattern, code.Call):
        _narrow(flow, subject, annotated(flow, pattern.function), holds=True)
    elif isinstance(pattern, code.Other) and pattern.operator == "|":
        calls = [part for part in pattern.parts if isinstance(part, code.Call)]
        if len(calls) == len(pattern.parts):
            _narrow(flow, subject, join([annotated(flow, part.function) for part in calls]), holds=True)
    elif isinstance(pattern, code.Name):
        flow.names[pattern.id] = flow.value(subject) if pattern.id != "_" else UNKNOWN
