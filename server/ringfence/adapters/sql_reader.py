"""Raw SQL to the tables that it reads and writes, by sqlglot, which is imported when the first statement turns up.

Never raises, and has no answer for what is no SQL.
"""

from __future__ import annotations

import logging
from functools import lru_cache

from ringfence.adapters.sql_keys import read_keys
from ringfence.adapters.sql_text import heads, is_parsable, mended, statements
from ringfence.model.ranges import Range
from ringfence.model.sql import KeyChange, Script, TableUse

_LONGEST = 2_000_000
_REMEMBERED = 4096


class _Reader:
    """Reads SQL: what it does to rows when it is called, and what it does to foreign keys."""

    def __call__(self, text: str, dialect: str | None) -> tuple[TableUse, ...]:
        """What the statements in `text` do to tables, writes before reads; `{}` stands for what cannot be known.

        `dialect` is a name that sqlglot knows, or None: then the quotes in the text tell.
        """
        found: dict[TableUse, None] = {}
        for statement in statements(text[:_LONGEST]):
            found.update(dict.fromkeys(_read(statement.text, dialect)))
        return tuple(found)

    def keys(self, text: str, dialect: str | None) -> tuple[KeyChange, ...]:
        """The foreign keys that the statements in `text` make and drop, each with its place in `text`."""
        return _read_keys(text, dialect)


read_sql = _Reader()


def read_script(text: str, dialect: str | None, name: str, *, is_test: bool = False) -> Script:
    """A whole `.sql` file; `name` is the dotted name of the folder that it lies in."""
    return Script(name, read_sql_script(text, dialect), read_keys(text, dialect), is_test)


def read_sql_script(text: str, dialect: str | None) -> tuple[tuple[Range, tuple[TableUse, ...]], ...]:
    """The same for a whole file, statement by statement, each with the place of its first word."""
    found: list[tuple[Range, tuple[TableUse, ...]]] = []
    line = seen = 0
    for statement in statements(text[:_LONGEST]):
        line += text.count("\n", seen, statement.start)
        seen = statement.start
        column = statement.start - (text.rfind("\n", 0, statement.start) + 1)
        word = statement.text.split(None, 1)[0]
        found.append((Range(line, column, line, column + len(word)), _read(statement.text, dialect)))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _read_keys(text: str, dialect: str | None) -> tuple[KeyChange, ...]:
    return read_keys(text, dialect)


@lru_cache(maxsize=_REMEMBERED)
def _read(statement: str, dialect: str | None) -> tuple[TableUse, ...]:
    if not is_parsable(statement):
        return heads(statement)
    text = mended(statement)
    for name in _dialects(text, dialect):
        found = _parsed(text, name)
        if found is not None:
            return found
    return heads(statement)


def _dialects(text: str, dialect: str | None) -> tuple[str | None, ...]:
    """What to try, the likeliest first: only quotes differ so much that the wrong dialect cannot read them."""
    if dialect:
        return (dialect, None)
    return ("mysql",) if "`" in text else ("tsql", None) if "[" in text else (None, "postgres")


def _parsed(text: str, dialect: str | None) -> tuple[TableUse, ...] | None:
    """What a parser makes of a statement; None when it cannot read it."""
    from sqlglot import exp, parse

    from ringfence.adapters.sql_tables import uses_of

    # It writes a warning about each statement that it does not know.
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    found: dict[TableUse, None] = {}
    try:
        for tree in parse(text, read=dialect):
            if isinstance(tree, exp.Command):
                found.update(dict.fromkeys(() if tree.name.upper() == "EXPLAIN" else heads(text)))
            elif tree is not None:
                found.update(dict.fromkeys(uses_of(tree)))
    except Exception:
        # A parser for every dialect there is gives up in many ways: its own errors, recursion, its own mistakes.
        return None
    return tuple(found)
