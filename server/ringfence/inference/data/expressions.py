"""What an expression may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ringfence.inference.data.assignments import assign
from ringfence.inference.data.attributes import attribute, named, text_of
from ringfence.inference.data.calls import call
from ringfence.inference.data.closures import closure_of
from ringfence.inference.data.containers import item_of
from ringfence.inference.data.joins import both, element_of, join, many, one, record, several
from ringfence.inference.data.narrowing import narrow
from ringfence.inference.data.sqlalchemy_calls import table_named
from ringfence.inference.data.values import UNKNOWN, Many, Other, Query, Sql, Value
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_CONSTANT = one(Other("constant"))
_RESULT = one(Other("result"))


def _name(flow: Flow, expression: code.Name) -> Value:
    return named(flow, flow.resolve(expression.id))


def _attribute(flow: Flow, expression: code.Attribute) -> Value:
    return attribute(flow, expression, flow.value(expression.value))


def _text(flow: Flow, text: code.Text) -> Value:
    """A text with the holes filled that are known: a constant, or the table name of a model."""
    place = flow.place(text.at)
    if text.complete or not text.holes:
        return one(Sql(text.value, text.complete, place))
    known = [text_of(flow, hole) for hole in text.holes]
    parts = text.value.split("{}")
    if len(parts) != len(known) + 1:
        return one(Sql(text.value, False, place))
    filled = parts[0] + "".join([(found or "{}") + part for found, part in zip(known, parts[1:], strict=True)])
    return one(Sql(filled, all(known), place))


def _constant(flow: Flow, constant: code.Constant) -> Value:
    return UNKNOWN if constant.value == "None" else _CONSTANT


def _items(flow: Flow, items: code.Items) -> Value:
    values = [flow.value(item) for item in items.items]
    is_starred = any(isinstance(item, code.Await) and item.kind == "star" for item in items.items)
    if items.kind == "tuple" and not is_starred:
        return several(values)
    return many(join(values), "set" if items.kind == "set" else "list")


def _mapping(flow: Flow, mapping: code.Mapping) -> Value:
    values: list[tuple[str, Value]] = []
    others: list[Value] = []
    for key, value in mapping.items:
        found = flow.value(value)
        if isinstance(key, code.Text) and key.complete:
            values.append((key.value, found))
        else:
            others.append(element_of(found) if key is None else found)
            if key is not None:
                flow.value(key)
    if others or not values:
        return many(join([*others, *(value for _, value in values)]), "dict")
    return record(values)


def _subscript(flow: Flow, expression: code.Subscript) -> Value:
    held = flow.value(expression.value)
    found = item_of(flow, held, expression.index)
    if not (held or found) and isinstance(expression.value, code.Attribute) and expression.value.name == "tables":
        return table_named(flow, flow.value(expression.index))
    return found


def _choice(flow: Flow, choice: code.Choice) -> Value:
    for condition in choice.conditions:
        flow.value(condition)
    values: list[Value] = []
    for position, option in enumerate(choice.options):
        flow.names.begin()
        if choice.operator == "if" and choice.conditions:
            narrow(flow, choice.conditions[0], holds=position == 0)
        elif position:
            for before in choice.options[:position]:
                narrow(flow, before, holds=choice.operator == "and")
        values.append(flow.value(option))
        flow.names.merge(({}, flow.names.end()))
    return values[-1] if choice.operator == "and" else join(values)


def _comprehension(flow: Flow, comprehension: code.Comprehension) -> Value:
    flow.names.begin()
    for target, iterable in comprehension.loops:
        assign(flow, target, element_of(flow.value(iterable)))
    for condition in comprehension.conditions:
        flow.value(condition)
        narrow(flow, condition, holds=True)
    element = flow.value(comprehension.element)
    flow.names.end()
    return many(element, "list" if comprehension.kind == "generator" else comprehension.kind)


def _await(flow: Flow, expression: code.Await) -> Value:
    found = flow.value(expression.value)
    if expression.kind == "yield":
        flow.yielded.append(found)
        return UNKNOWN
    if expression.kind == "yield from":
        flow.yielded.append(element_of(found))
        return UNKNOWN
    return element_of(found) if expression.kind == "star" else found


def _walrus(flow: Flow, expression: code.Walrus) -> Value:
    found = flow.value(expression.value)
    flow.names[expression.target.id] = found
    return found


def _lambda(flow: Flow, expression: code.Lambda) -> Value:
    return closure_of(flow, expression)


def _other(flow: Flow, expression: code.Other) -> Value:
    parts = [flow.value(part) for part in expression.parts]
    is_sum = expression.operator in ("+", "|", "&", "-") and len(parts) == 2
    if is_sum and any(isinstance(atom, Many | Query) for part in parts for atom in part):
        return both(parts[0], parts[1])
    return _RESULT


EVALUATED: dict[type, Callable[[Flow, Any], Value]] = {
    code.Name: _name,
    code.Attribute: _attribute,
    code.Call: call,
    code.Text: _text,
    code.Constant: _constant,
    code.Items: _items,
    code.Mapping: _mapping,
    code.Subscript: _subscript,
    code.Choice: _choice,
    code.Comprehension: _comprehension,
    code.Await: _await,
    code.Walrus: _walrus,
    code.Lambda: _lambda,
    code.Other: _other,
}
"""For each kind of expression, how it is looked at: what it may be; what its calls do to models is noted on the way."""
