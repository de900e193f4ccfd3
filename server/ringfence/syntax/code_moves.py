"""The same statement at another place: what was read once is moved, which is cheaper than reading it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ringfence.model.code import Assign, Attribute, Call, Constant, Name, Place, Text

_Value = TypeVar("_Value")
_Change = Callable[[Place], Place]


def moved(value: _Value, lines: int) -> _Value:
    """A node, or a tuple of nodes, so many lines further down."""
    if not lines:
        return value
    changed: _Value = _changed(value, lambda at: (at[0] + lines, at[1], at[2] + lines, at[3]))
    return changed


def clipped(value: _Value, ends: Mapping[int, int]) -> _Value:
    """A node, or a tuple of nodes, of which nothing stands behind the given column of the given lines."""
    if not ends:
        return value

    def change(at: Place) -> Place:
        line, column, end_line, end_column = at
        return line, min(column, ends.get(line, column)), end_line, min(end_column, ends.get(end_line, end_column))

    changed: _Value = _changed(value, change)
    return changed


def _changed(value: Any, change: _Change) -> Any:
    kind = type(value)
    usual = _USUAL.get(kind)
    if usual is not None:
        return usual(value, change)
    if kind is tuple:
        if len(value) == 4 and type(value[0]) is int:
            return change(value)
        return tuple([_changed(item, change) for item in value]) if value else value
    fields = getattr(kind, "__struct_fields__", None)
    if fields is None:
        return value
    return kind(*[_changed(getattr(value, field), change) for field in fields])


def _name(node: Name, change: _Change) -> Name:
    return Name(node.id, change(node.at))


def _attribute(node: Attribute, change: _Change) -> Attribute:
    return Attribute(_changed(node.value, change), node.name, change(node.at))


def _call(node: Call, change: _Change) -> Call:
    arguments, keywords = node.arguments, node.keywords
    if arguments:
        arguments = tuple([_changed(argument, change) for argument in arguments])
    if keywords:
        keywords = tuple([(name, _changed(keyword, change)) for name, keyword in keywords])
    return Call(_changed(node.function, change), arguments, keywords, change(node.at))


def _text(node: Text, change: _Change) -> Text:
    return Text(node.value, change(node.at), node.complete, _changed(node.holes, change))


def _constant(node: Constant, change: _Change) -> Constant:
    return Constant(node.value, change(node.at))


def _assign(node: Assign, change: _Change) -> Assign:
    target, value = _changed(node.target, change), _changed(node.value, change)
    return Assign(target, value, _changed(node.annotation, change), change(node.at))


_USUAL: dict[type, Callable[[Any, _Change], Any]] = {
    str: lambda value, change: value,
    type(None): lambda value, change: value,
    Name: _name,
    Attribute: _attribute,
    Call: _call,
    Text: _text,
    Constant: _constant,
    Assign: _assign,
}
"""The most frequent kinds of nodes without the detour over their fields."""
