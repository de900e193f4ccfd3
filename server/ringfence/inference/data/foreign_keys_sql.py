"""The keys that DDL makes: in `.sql` files, and in the statements that code executes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.foreign_keys_declared import is_declared
from ringfence.inference.data.foreign_keys_sites import Site, argument_of, sites_in, text_in
from ringfence.inference.data.foreign_keys_types import (
    ForeignKey,
    KeyForm,
    crosses,
    keeper,
    module_of_code,
    owner_of_table,
)
from ringfence.inference.data.migrations_state import KeyState, Made
from ringfence.inference.data.models import models_of
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.inference.data.symbols import dotted, flat, symbols_of
from ringfence.model.code import Assign, Call, Expression, Function, Name, Text
from ringfence.model.modules import Module
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile

_NUMBER = re.compile(r"(\d+)")
_BACKWARDS = re.compile(r"\.down\.|(?:^|/)(?:down|rollbacks?|undo|revert)(?:/|[._-]|$)|(?:^|/)U\d[^/]*$", re.IGNORECASE)
_DDL = re.compile(r"\b(?:references|table)\b", re.IGNORECASE)


def script_keys(project: Project) -> Iterator[ForeignKey]:
    """The keys that the `.sql` files of a project make and do not drop again, files in the order of their names."""
    state, names = KeyState(), {}
    for path in sorted(project.scripts, key=_natural):
        script = project.scripts[path]
        names[path] = script.name
        for change in script.keys if not _BACKWARDS.search(path) else ():
            state.apply(change, path, change.range)
    for key in state.keys:
        home = project.modules.owner_of(names[key.path]) if names[key.path] else None
        yield from crossing(project, key, home, KeyForm.DDL)


def _natural(path: str) -> list[tuple[int, str]]:
    """A sort key in which `V2` comes before `V10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(path)]


def executed_keys(project: Project, file: SourceFile) -> Iterator[ForeignKey]:
    """The keys that the statements make which the code of a file executes."""
    if project.sql is None:
        return
    state = KeyState()
    for site in sites_in(project, file):
        apply_statement(project, file, site, state)
    home = module_of_code(project, file, file.name)
    for key in state.keys:
        yield from crossing(project, key, home, KeyForm.DDL)


def apply_statement(project: Project, file: SourceFile, site: Site, state: KeyState) -> None:
    """What an executed statement does to keys, if the call of `site` executes one."""
    if not attribute_of(site.call.function).startswith(("execute", "exec_driver_sql", "DDL")):
        return
    apply_text(project, file, argument_of(site.call, 0, "sqltext"), site, state)


def apply_text(project: Project, file: SourceFile, value: Expression | None, site: Site, state: KeyState) -> None:
    """What a text of SQL does to keys; where the text does not stand in the call itself, the call is its place."""
    written = _local(project, file, site, value)
    text = text_in(project, file, written)
    if project.sql is None or not _DDL.search(text):
        return
    literal = value.arguments[0] if isinstance(value, Call) and value.arguments else value
    place = absolute(literal.at, site.line) if isinstance(literal, Text) else site.range
    for change in project.sql.keys(text, project.config.sql_dialect):
        state.apply(change, file.path, place, join(file.name, site.scope))


def _local(project: Project, file: SourceFile, site: Site, value: Expression | None) -> Expression | None:
    """What a name was given in the function around the call."""
    if isinstance(value, Call) and value.arguments and attribute_of(value.function) == "text":
        value = value.arguments[0]
    symbol = symbols_of(project, file).get(site.scope)
    if not isinstance(value, Name) or symbol is None or not isinstance(symbol.node, Function):
        return value
    made = [
        statement.value
        for statement in flat(symbol.node.body)
        if isinstance(statement, Assign) and dotted(statement.target) == value.id
    ]
    return made[0] if len(made) == 1 else value


def crossing(project: Project, key: Made, home: Module | None, form: KeyForm) -> Iterator[ForeignKey]:
    """A key that is there in the end, when it leads to a table of another module and no model tells of it."""
    holder = owner_of_table(project, key.table, keeper(project, home))
    owner = owner_of_table(project, key.target)
    if holder is None or not crosses(holder, owner) or is_declared(project, key.table, key.columns, key.target):
        return
    name = ".".join(part for part in (key.table, ", ".join(key.columns)) if part)
    yield ForeignKey(
        *(key.path, key.range, form, name, holder, key.source, owner, models_of(project).with_table(key.target)),
        table=key.target,
        table_of_key=key.table,
        columns=key.columns,
    )
