"""The keys of a database after a series of changes: what one made and a later one dropped is not there."""

from __future__ import annotations

from typing import NamedTuple

from ringfence.model.ranges import Range
from ringfence.model.sql import KeyChange


class Made(NamedTuple):
    """A key that is there in the end, and the place that made it."""

    path: str
    range: Range
    table: str
    columns: tuple[str, ...]
    target: str
    """The table that it refers to."""
    name: str = ""
    """Of the constraint; empty when the database chose one."""
    source: str = ""
    """The full dotted name of the code around it."""
    remote: tuple[str, ...] = ()
    """The columns that it refers to, as far as they are known."""


class KeyState:
    """The keys that are there while changes are applied one after the other."""

    def __init__(self) -> None:
        """Start with an empty database."""
        self.keys: list[Made] = []

    def make(self, key: Made) -> None:
        """Add a key; one that was there already is taken as the same, made again."""
        is_new = [not (_is_same(key.table, old.table) and key.columns == old.columns) for old in self.keys]
        self.keys = [old for old, keep in zip(self.keys, is_new, strict=True) if keep or not key.columns]
        self.keys.append(key)

    def apply(self, change: KeyChange, path: str, place: Range, source: str = "") -> None:
        """What a statement of DDL does, which stands at `place`."""
        if not change.is_dropped:
            self.make(Made(path, place, change.table, change.columns, change.target, change.name, source))
        elif change.name:
            self.drop_constraint(change.table, change.name)
        elif change.columns:
            self.drop_column(change.table, change.columns[0])
        else:
            self.drop_table(change.table)

    def drop_constraint(self, table: str, name: str) -> None:
        """Drop a key by its name; by the columns in the name when nobody gave one; without a name, all that may be."""
        mine = [key for key in self.keys if _is_same(key.table, table)]
        gone = [key for key in mine if name and key.name.lower() == name.lower()]
        if not gone:
            gone = [key for key in mine if not key.name and (not name or _is_about(key, name))]
        if not gone and not name:
            gone = mine
        self.keys = [key for key in self.keys if key not in gone]

    def drop_column(self, table: str, column: str) -> None:
        """Drop a column, and the keys on it."""
        self.keys = [key for key in self.keys if not (_is_same(key.table, table) and column in key.columns)]

    def drop_table(self, table: str) -> None:
        """Drop a table, its keys, and those to it."""
        self.keys = [key for key in self.keys if not _is_same(key.table, table) and not _is_same(key.target, table)]

    def rename_table(self, old: str, new: str) -> None:
        """Give a table another name."""

        def renamed(name: str) -> str:
            return new if _is_same(name, old) else name

        self.keys = [key._replace(table=renamed(key.table), target=renamed(key.target)) for key in self.keys]

    def rename_column(self, table: str, old: str, new: str) -> None:
        """Give a column another name."""
        self.keys = [
            key._replace(columns=tuple(new if column == old else column for column in key.columns))
            if _is_same(key.table, table)
            else key
            for key in self.keys
        ]


def _is_same(first: str, second: str) -> bool:
    """Whether two names mean one table; a schema that only one of them has tells nothing."""
    first, second = first.lower(), second.lower()
    if "." in first and "." in second:
        return first == second
    return first.rpartition(".")[2] == second.rpartition(".")[2]


def _is_about(key: Made, name: str) -> bool:
    """Whether the name of a constraint, as databases and conventions make them up, is that of a key."""
    return bool(key.columns) and all(column.lower() in name.lower() for column in key.columns)
