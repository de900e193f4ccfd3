"""What is known, and what is assigned and not saved yet, where the ways of a function part and meet."""

from __future__ import annotations

from collections.abc import Iterable

from ringfence.inference.data.name_values import Names
from ringfence.inference.data.values import Instance, Value
from ringfence.model.code import Place

Pending = dict[Instance, tuple[tuple[str, Place], ...]]
"""Columns that were assigned, by row, with the places."""


class Jumps:
    """What is known at each `break` and `continue` of a loop."""

    def __init__(self, depth: int) -> None:
        """`depth` is that of the names before the loop."""
        self.depth = depth
        self.names: list[dict[str, Value]] = []
        self.waiting: list[Pending] = []

    def add(self, names: Names, waiting: Pending) -> None:
        """The loop is left, or begun anew, here."""
        self.names.append(names.changes_since(self.depth))
        self.waiting.append(waiting)


def met(ways: Iterable[Pending]) -> Pending:
    """What may wait where several ways meet."""
    found: Pending | None = None
    for way in ways:
        if found is None or not found:
            found = way
        elif way and way is not found:
            found = {row: _both(found.get(row, ()), way.get(row, ())) for row in {**found, **way}}
    return found if found is not None else {}


def _both(first: tuple[tuple[str, Place], ...], second: tuple[tuple[str, Place], ...]) -> tuple[tuple[str, Place], ...]:
    return first if first is second or not second else tuple(dict.fromkeys((*first, *second)))
