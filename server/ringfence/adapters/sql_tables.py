"""Which tables a parsed SQL statement reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlglot import exp

from ringfence.adapters.sql_text import HOLE
from ringfence.model.sql import TableUse


class _Write(NamedTuple):
    """One write, with the places of the tree that name its table."""

    operation: str
    table: exp.Table
    columns: tuple[str, ...] = ()
    alias: exp.Table | None = None
    """The place that only names an alias of the table."""

    @property
    def use(self) -> TableUse:
        return TableUse(self.operation, _name(self.table), self.columns)


def uses_of(tree: exp.Expr) -> Iterator[TableUse]:
    """What each statement in a tree does to tables: writes first, in their order, then reads of other tables."""
    seen = {""}
    aliases: set[int] = set()
    for node in tree.walk(bfs=False):
        for write in _writes(node):
            aliases.add(id(write.alias))
            seen.add(_name(write.table))
            yield write.use
    seen.update(cte.alias for cte in tree.find_all(exp.CTE))
    for table in tree.find_all(exp.Table):
        name = _name(table)
        is_source = isinstance(table.this, exp.Identifier) and not isinstance(table.parent, exp.Update)
        if is_source and name not in seen and id(table) not in aliases:
            seen.add(name)
            yield TableUse("read", name)


def _writes(node: exp.Expr) -> Iterator[_Write]:
    match node:
        case exp.Insert():
            yield from _of(node, "insert", _columns(node.this))
        case exp.Update():
            yield from _updated(node)
        case exp.Delete():
            for table in node.args.get("tables") or (node.this,):
                if isinstance(table, exp.Table):
                    yield _aimed(node, _Write("delete", table))
        case exp.Merge():
            yield from _merged(node)
        case exp.TruncateTable():
            yield from (_Write("delete", table) for table in node.find_all(exp.Table))
        case exp.Into() | exp.ConditionalInsert():
            yield from _of(node, "insert")
        case exp.Copy() if node.args.get("kind"):
            yield from _of(node, "insert")


def _of(node: exp.Expr, operation: str, columns: tuple[str, ...] = ()) -> Iterator[_Write]:
    table = _table(node.this)
    if table is not None:
        yield _Write(operation, table, columns)


def _updated(node: exp.Update) -> Iterator[_Write]:
    """`UPDATE a SET ...`; with a join before SET, the columns say which of its tables are written."""
    target = _table(node.this)
    if target is None or (not node.expressions and HOLE not in target.alias):
        # `update the campaign` is no SQL.
        return
    tables = list(target.find_all(exp.Table))
    columns: dict[int, list[str]] = {}
    for qualifier, name in _set_columns(node):
        found = (place for place, table in enumerate(tables) if qualifier and table.alias_or_name == qualifier)
        columns.setdefault(next(found, 0), []).append(name)
    for place, names in (columns or {0: []}).items():
        yield _aimed(node, _Write("update", tables[place], tuple(dict.fromkeys(names))))


def _set_columns(node: exp.Expr) -> Iterator[tuple[str, str]]:
    """Qualifier and name of each column that SET gives a value."""
    for item in node.expressions:
        left = item.this if isinstance(item, exp.EQ) else None
        for column in left.find_all(exp.Column) if left is not None else ():
            if HOLE not in column.name:
                yield column.table, column.name


def _merged(node: exp.Merge) -> Iterator[_Write]:
    table, whens = _table(node.this), node.args.get("whens")
    if table is None or whens is None:
        return
    for when in whens.expressions:
        then = when.args.get("then")
        if isinstance(then, exp.Update):
            yield _Write("update", table, tuple(name for _, name in _set_columns(then)))
        elif isinstance(then, exp.Insert):
            yield _Write("insert", table, _columns(then.this))
        elif then is not None and then.name.upper() == "DELETE":
            yield _Write("delete", table)


def _aimed(node: exp.Expr, write: _Write) -> _Write:
    """The write with the table behind a target that is only an alias: `UPDATE c SET ... FROM campaigns c`."""
    target = write.table
    if not target.args.get("db") and not target.args.get("alias"):
        for other in node.find_all(exp.Table):
            if other is not target and other.alias == target.name != other.name:
                return write._replace(table=other, alias=target)
    return write


def _table(node: object) -> exp.Table | None:
    if isinstance(node, exp.Schema):
        node = node.this
    return node if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier) else None


def _columns(node: object) -> tuple[str, ...]:
    """The columns in the brackets behind the table of an insert."""
    items = node.expressions if isinstance(node, exp.Schema | exp.Tuple) else ()
    return tuple(item.name for item in items if HOLE not in item.name)


def _name(table: exp.Table) -> str:
    """The name with its schema, without quotes; empty when a hole of the text is in it."""
    name = ".".join(part for part in (table.db, table.name) if part)
    return "" if HOLE in name else name
