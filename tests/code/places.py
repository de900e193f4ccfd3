"""Everything that stands somewhere: the nodes of code with their places, counted from the beginning of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from ringfence.model.code import Attribute, Class, Code, Function, Name, Place

_NAMED = {Name: "id", Attribute: "name", Function: "name", Class: "name"}


class Placed(NamedTuple):
    """A node, and where it stands."""

    node: msgspec.Struct
    at: Place
    name: str | None
    """What its place must spell; None for nodes that are more than a name."""


def placed(code: Code) -> Iterator[Placed]:
    """All nodes of a text, outer ones first."""
    for unit in code.units:
        for node in nodes(unit.statement):
            at = getattr(node, "at", None)
            if at is not None:
                line, column, end_line, end_column = at
                place = (line + unit.line, column, end_line + unit.line, end_column)
                attribute = _NAMED.get(type(node))
                yield Placed(node, place, getattr(node, attribute) if attribute else None)


def nodes(value: object) -> Iterator[msgspec.Struct]:
    """A node and all nodes in it; of a tuple, those of its items."""
    if isinstance(value, msgspec.Struct):
        yield value
        for field in value.__struct_fields__:
            yield from nodes(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
