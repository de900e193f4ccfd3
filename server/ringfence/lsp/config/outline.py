"""What stands where in the text of a `boundaries.yaml`: its keys and values, each with the way to it."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import NamedTuple

from ringfence.model.config import Key
from ringfence.model.ranges import Position, Range


class Role(Enum):
    """What a stretch of text is."""

    KEY = "key"
    VALUE = "value"
    END = "end"
    """The bracket that ends a list or mapping."""


class Item(NamedTuple):
    """One key, or one value of a single word or text."""

    key: Key
    """The way to it; for a key, with itself at the end."""
    role: Role
    text: str
    """Without its quotes."""
    range: Range
    """With its quotes."""
    quote: str = ""
    in_flow: bool = False
    """Between brackets."""
    alone: bool = False
    """A word that nothing stands beside: a key without its colon yet, or the value of the key above."""


class Outline:
    """All items of a text, in their order."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        """Hold `items`; they are indexed when that is needed."""
        self.items = items

    def at(self, place: Position) -> Item | None:
        """The key or value at a place, ends included; None elsewhere."""
        return next((item for item in self.items if item.role is not Role.END and item.range.contains(place)), None)

    def children(self, parent: Key) -> list[Item]:
        """The keys, or the words that are items of a list, right below `parent`."""
        return self._by_parent.get(parent, [])

    def value(self, key: Key) -> Item | None:
        """The word or text at `key`; None when there is none."""
        return self._values.get(key)

    def extent(self, key: Key) -> Range | None:
        """From the start of the entry at `key` to its end; None when there is none."""
        first, last = self._ends
        return Range(*first[key].start, *last[key].end) if key in first else None

    @cached_property
    def _by_parent(self) -> dict[Key, list[Item]]:
        found: dict[Key, list[Item]] = {}
        for item in self.items:
            if item.role is Role.KEY or (item.role is Role.VALUE and item.key and isinstance(item.key[-1], int)):
                found.setdefault(item.key[:-1], []).append(item)
        return found

    @cached_property
    def _values(self) -> dict[Key, Item]:
        return {item.key: item for item in reversed(self.items) if item.role is Role.VALUE}

    @cached_property
    def _ends(self) -> tuple[dict[Key, Range], dict[Key, Range]]:
        """The first and the last item of each entry."""
        first: dict[Key, Range] = {}
        last: dict[Key, Range] = {}
        for item in self.items:
            key = item.key
            for length in range(len(key) + 1):
                first.setdefault(key[:length], item.range)
                last[key[:length]] = item.range
        return first, last
