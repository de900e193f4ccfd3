"""What the inference asks of raw SQL. The parser itself is lent by an adapter."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from ringfence.model.ranges import Range


class TableUse(NamedTuple):
    """What a statement does to one table."""

    operation: str
    """`insert`, `update`, `delete` or `read`."""
    table: str
    """As written, without quotes, with its schema if it has one; empty when the name is a hole in the text."""
    columns: tuple[str, ...] = ()
    """The columns that are written, as far as they are named."""


class KeyChange(NamedTuple):
    """A foreign key that a DDL statement makes or drops."""

    range: Range
    """Where the referenced table is named; for what is dropped, where its name stands."""
    table: str
    """The table that has the key, as written, without quotes."""
    columns: tuple[str, ...] = ()
    target: str = ""
    """The table that is referred to; empty for a key that is dropped."""
    name: str = ""
    """Of the constraint; empty when it has none."""
    is_dropped: bool = False
    """With a name: the constraint; with columns: a column and its keys; with neither: the table and its keys."""


class SqlReader(Protocol):
    """Reads texts of SQL in a dialect (None: generic); holes are `{}`. Empty for what is no SQL."""

    def __call__(self, text: str, dialect: str | None) -> tuple[TableUse, ...]:
        """What the statements do to rows."""

    def keys(self, text: str, dialect: str | None) -> tuple[KeyChange, ...]:
        """The foreign keys that the statements make and drop."""


class Script(NamedTuple):
    """A `.sql` file."""

    name: str
    """The dotted name of the folder that it lies in, below its source root: who it belongs to."""
    uses: tuple[tuple[Range, tuple[TableUse, ...]], ...] = ()
    """What its statements do to rows, each with the place of its first word."""
    keys: tuple[KeyChange, ...] = ()
    """In the order of the file."""
    is_test: bool = False
