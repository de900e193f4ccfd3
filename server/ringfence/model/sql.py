"""What the inference asks of raw SQL. The parser itself is lent by an adapter."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class TableUse(NamedTuple):
    """What a statement does to one table."""

    operation: str
    """`insert`, `update`, `delete` or `read`."""
    table: str
    """As written, without quotes, with its schema if it has one; empty when the name is a hole in the text."""
    columns: tuple[str, ...] = ()
    """The columns that are written, as far as they are named."""


SqlReader = Callable[[str, str | None], tuple[TableUse, ...]]
"""Reads a text of SQL statements in a dialect (None: generic); holes are `{}`. Empty for what is no SQL."""
