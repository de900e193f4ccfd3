"""The same statement at another place: what was read once is moved, which is cheaper than reading it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ringfence.model.code import Place

_Value = TypeVar("_Value")


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


def _changed(value: Any, change: Callable[[Place], Place]) -> Any:
    kind = type(value)
    if kind is tuple:
        if len(value) == 4 and type(value[0]) is int:
            return change(value)
        return tuple([_changed(item, change) for item in value])
    fields = getattr(kind, "__struct_fields__", None)
    if fields is None:
        return value
    return kind(*[_changed(getattr(value, field), change) for field in fields])
