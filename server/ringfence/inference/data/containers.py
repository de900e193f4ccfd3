"""Lists, sets and dicts that rows are put into: what is in them afterwards, and what comes out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.joins import assumed, both, element_of, join, many, one, record
from ringfence.inference.data.values import UNKNOWN, Atom, Many, Object, Record, Several, Sql, Value
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.arguments import Passed
    from ringfence.inference.data.flow import Flow

_PUT_FIRST = frozenset(("append", "add", "appendleft", "put", "put_nowait"))
_PUT_ALL = frozenset(("extend", "update", "extendleft", "union_update"))
_TAKE = frozenset(("pop", "popleft", "get", "setdefault", "get_nowait", "popitem"))
_SAME = frozenset(
    ("copy", "union", "intersection", "difference", "symmetric_difference", "most_common", "elements", "reverse")
)


def item_of(flow: Flow, held: Value, index: code.Expression) -> Value:
    """`held[index]`."""
    key = flow.value(index)
    if isinstance(index, code.Items) and index.kind == "slice":
        return held
    return join([_item(flow, atom, index, key) for atom in held])


def _item(flow: Flow, atom: Atom, index: code.Expression, key: Value) -> Value:
    match atom:
        case Several():
            return _place(atom, index)
        case Record():
            return _at_key(atom, key)
        case Object():
            text = text_in(key)
            return flow.analysis.attribute_of(atom.class_name, text, atom.types) if text else UNKNOWN
    return element_of(one(atom))


def _place(atom: Several, index: code.Expression) -> Value:
    number = _number(index)
    if number is None:
        return join(atom.items)
    return atom.items[number] if -len(atom.items) <= number < len(atom.items) else UNKNOWN


def _number(index: code.Expression) -> int | None:
    if isinstance(index, code.Other) and index.operator == "-" and len(index.parts) == 1:
        inner = _number(index.parts[0])
        return -inner if inner is not None else None
    if isinstance(index, code.Constant) and index.value.lstrip("-").isdecimal() and len(index.value) < 9:
        return int(index.value)
    return None


def _at_key(atom: Record, key: Value) -> Value:
    """The value at a key; any of them, by assumption, at one that is not known."""
    text = text_in(key)
    found = dict(atom.items)
    if text in found:
        return found[text]
    values = join(found.values())
    return values if len(set(found.values())) == 1 else assumed(values)


def text_in(key: Value) -> str:
    """The text that a value surely is; empty for anything else."""
    texts = [atom.text for atom in key if isinstance(atom, Sql) and atom.complete]
    return texts[0] if len(texts) == 1 == len(key) else ""


def container_method(flow: Flow, atom: Many | Record | Several, name: str, call: code.Call, passed: Passed) -> Value:
    """What a method of a list, set or dict gives; what is put in is in it from then on."""
    assert isinstance(call.function, code.Attribute)
    holder = call.function.value
    if put_into(flow, holder, name, passed):
        return UNKNOWN
    if name in _TAKE:
        return _taken(flow, atom, name, holder, passed)
    if name == "values":
        return many(_held(atom))
    elif name == "items":
        return many(_pair(_held(atom)))
    elif name in _SAME:
        return one(atom)
    return UNKNOWN


def put_into(flow: Flow, holder: code.Expression, name: str, passed: Passed) -> bool:
    """Whether a method puts something into a collection; it then holds that from now on."""
    if name in _PUT_FIRST:
        grow(flow, holder, passed.at(0))
    elif name in _PUT_ALL:
        grow(flow, holder, join([element_of(passed.at(0)), *passed.keywords.values()]))
    elif name == "insert":
        grow(flow, holder, passed.at(1))
    else:
        return False
    return True


def _held(atom: Many | Record | Several) -> Value:
    return join([value for _, value in atom.items]) if isinstance(atom, Record) else element_of(one(atom))


def _pair(value: Value) -> Value:
    from_key = UNKNOWN
    return one(Several((from_key, value)))


def _taken(flow: Flow, atom: Many | Record | Several, name: str, holder: code.Expression, passed: Passed) -> Value:
    if name == "setdefault":
        grow(flow, holder, passed.at(1))
        return both(_held(atom), passed.at(1))
    if isinstance(atom, Record) and name in ("get", "pop"):
        return both(_at_key(atom, passed.at(0)), passed.at(1))
    return both(_held(atom), passed.at(1) if name in ("get", "pop") else UNKNOWN)


def put(flow: Flow, target: code.Subscript, key: Value, value: Value) -> None:
    """`holder[key] = value`."""
    held = flow.value(target.value)
    text = text_in(key)
    for atom in held:
        if isinstance(atom, Record) and text and isinstance(target.value, code.Name) and len(held) == 1:
            flow.names[target.value.id] = record({**dict(atom.items), text: value}.items())
            return
    if value:
        grow(flow, target.value, value)


def grow(flow: Flow, holder: code.Expression, value: Value) -> None:
    """The collection that an expression stands for holds this as well from now on."""
    if not value:
        return
    match holder:
        case code.Name():
            flow.names[holder.id] = _grown(flow.names.get(holder.id, UNKNOWN), value)
        case code.Attribute(value=code.Name(id=owner)):
            name = f"{owner}.{holder.name}"
            if name in flow.names:
                flow.names[name] = _grown(flow.names[name], value)
            if owner == "self":
                flow.recorder.assign(holder.name, many(value))
        case code.Subscript():
            grow(flow, holder.value, many(value))
        case code.Call(function=code.Attribute(name="setdefault", value=inner)):
            grow(flow, inner, many(value))


def _grown(held: Value, value: Value) -> Value:
    found: set[Atom] = set()
    for atom in held:
        match atom:
            case Many():
                found.update(many(both(atom.element, value), atom.kind))
            case Record():
                found.update(many(both(join([item for _, item in atom.items]), value), "dict"))
            case _:
                found.add(atom)
    return frozenset(found)
