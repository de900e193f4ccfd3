"""What an expression may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data import attributes
from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.assignments import assign
from ringfence.inference.data.calls import call
from ringfence.inference.data.model_types import Model
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.inference.data.values import (
    UNKNOWN,
    Instance,
    Many,
    ModelClass,
    Origin,
    Other,
    Query,
    Several,
    Sql,
    Value,
    element_of,
    join,
    one,
)
from ringfence.model import code
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


def evaluate(flow: Flow, expression: code.Expression) -> Value:
    """What `expression` may be; what its calls do to models is noted on the way."""
    match expression:
        case code.Name():
            return _name(flow, expression)
        case code.Attribute():
            return attributes.attribute(flow, expression, flow.value(expression.value))
        case code.Call():
            return call(flow, expression)
        case code.Text():
            for hole in expression.holes:
                flow.value(hole)
            return one(Sql(*_text(flow, expression)))
        case code.Constant():
            return UNKNOWN if expression.value == "None" else one(Other("constant"))
        case code.Items():
            return _items(flow, expression)
        case code.Mapping():
            values = [flow.value(value) for _, value in expression.items]
            return one(Many(join(*values), "dict"))
        case code.Subscript():
            return _subscript(flow, expression)
        case code.Choice():
            return _choice(flow, expression)
        case code.Comprehension():
            return _comprehension(flow, expression)
        case code.Await():
            found = flow.value(expression.value)
            if expression.kind == "yield":
                flow.yielded.append(found)
                return UNKNOWN
            return element_of(found) if expression.kind == "star" else found
        case code.Walrus():
            found = flow.value(expression.value)
            flow.names[expression.target.id] = found
            return found
        case code.Lambda():
            return UNKNOWN
        case code.Other():
            parts = [flow.value(part) for part in expression.parts]
            if expression.operator in ("+", "|", "&") and any(isinstance(a, Many | Query) for p in parts for a in p):
                return join(*parts)
            return one(Other("result"))
    return UNKNOWN


def _text(flow: Flow, text: code.Text) -> tuple[str, bool]:
    """A text with the holes filled that are known: a constant, or the table name of a model."""
    if text.complete or text.value.count("{}") != len(text.holes):
        return text.value, text.complete
    filled, complete = text.value, True
    for hole in text.holes:
        known = attributes.text_of(flow, hole)
        filled = filled.replace("{}", known if known else "\0", 1)
        complete = complete and bool(known)
    return filled.replace("\0", "{}"), complete


def _name(flow: Flow, expression: code.Name) -> Value:
    if expression.id in flow.names:
        return flow.names[expression.id]
    if expression.id in ("None", "True", "False"):
        return UNKNOWN
    return attributes.referred(flow, resolve(flow.project, flow.file, expression.id, flow.local_imports))


def _items(flow: Flow, items: code.Items) -> Value:
    values = [flow.value(item) for item in items.items]
    starred = any(isinstance(item, code.Await) and item.kind == "star" for item in items.items)
    if items.kind == "tuple" and not starred:
        return one(Several(tuple(values)))
    return one(Many(join(*values), "set" if items.kind == "set" else "list"))


def _subscript(flow: Flow, expression: code.Subscript) -> Value:
    held, index = flow.value(expression.value), expression.index
    flow.value(index)
    if isinstance(index, code.Items) and index.kind == "slice":
        return held
    found: list[Value] = []
    for atom in held:
        if isinstance(atom, Several) and isinstance(index, code.Constant) and index.value.lstrip("-").isdigit():
            position = int(index.value)
            if -len(atom.items) <= position < len(atom.items):
                found.append(atom.items[position])
        else:
            found.append(element_of(one(atom)))
    return join(*found)


def _choice(flow: Flow, choice: code.Choice) -> Value:
    names = dict(flow.names)
    for condition in choice.conditions:
        flow.value(condition)
        narrow(flow, condition, holds=True)
    values = []
    for position, option in enumerate(choice.options):
        values.append(flow.value(option))
        if choice.operator == "and" and position < len(choice.options) - 1:
            narrow(flow, option, holds=True)
        if choice.operator == "if" and position == 0:
            bound = {name: value for name, value in flow.names.items() if name not in names}
            flow.names = {**names, **bound}
    flow.names = {**flow.names, **{name: names[name] for name in names if name in flow.names}}
    return values[-1] if choice.operator == "and" else join(*values)


def _comprehension(flow: Flow, comprehension: code.Comprehension) -> Value:
    outer = dict(flow.names)
    for target, iterable in comprehension.loops:
        assign(flow, target, element_of(flow.value(iterable)))
    for condition in comprehension.conditions:
        flow.value(condition)
        narrow(flow, condition, holds=True)
    element = flow.value(comprehension.element)
    flow.names = outer
    return one(Many(element, {"generator": "list"}.get(comprehension.kind, comprehension.kind)))


def entered(flow: Flow, value: Value) -> Value:
    """What `with value as name` binds."""
    found: list[Value] = []
    for atom in value:
        inner = attributes.context_value(flow, atom)
        found.append(one(atom) if inner is None else inner)
    return join(*found)


def narrow(flow: Flow, condition: code.Expression, *, holds: bool) -> None:
    """What the truth of a condition says about the names in it."""
    match condition:
        case code.Other() if condition.operator == "not" and condition.parts:
            narrow(flow, condition.parts[0], holds=not holds)
        case code.Choice() if condition.operator == ("and" if holds else "or"):
            for option in condition.options:
                narrow(flow, option, holds=holds)
        case code.Call() if last_name(condition) == "isinstance" and len(condition.arguments) == 2:
            _narrow_type(flow, condition.arguments[0], condition.arguments[1], holds=holds)
        case _:
            pass


def _narrow_type(flow: Flow, subject: code.Expression, types: code.Expression, *, holds: bool) -> None:
    if not isinstance(subject, code.Name):
        return
    wanted = join(*(annotated(flow, item) for item in (types.items if isinstance(types, code.Items) else (types,))))
    models = {atom.model for atom in wanted if isinstance(atom, Instance)}
    known = flow.names.get(subject.id, UNKNOWN)
    if not holds:
        kept = frozenset(atom for atom in known if not (isinstance(atom, Instance) and atom.model in models))
        flow.names[subject.id] = kept
        return
    kept = frozenset(atom for atom in known if isinstance(atom, Instance) and _is_one_of(flow, atom.model, models))
    flow.names[subject.id] = kept or wanted


def _is_one_of(flow: Flow, name: str, models: set[str]) -> bool:
    model = flow.models.get(name)
    return name in models or (model is not None and not models.isdisjoint(model.parents))


def last_name(expression: code.Expression) -> str:
    """The last name of what is called or written: `first` for `query.first()`."""
    if isinstance(expression, code.Call):
        return last_name(expression.function)
    return expression.name if isinstance(expression, code.Attribute) else last(dotted(expression))


def model_class(model: Model) -> Value:
    """The class itself as a value."""
    return one(ModelClass(model.name))


def instance_of_parameter(model: Model) -> Value:
    """`self` in a method of a model."""
    return one(Instance(model.name, Origin.PARAMETER))
