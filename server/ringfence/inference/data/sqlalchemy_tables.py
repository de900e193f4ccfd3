"""SQLAlchemy Core: `Table` objects, and classes that are mapped to them by hand.

See https://docs.sqlalchemy.org/en/20/orm/declarative_styles.html#imperative-mapping.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.model_types import Field, Model, Orm
from ringfence.inference.data.revisions import is_alembic
from ringfence.inference.data.sqlalchemy_fields import absolute, column, read_relation, table_text
from ringfence.inference.data.symbols import dotted, flat, globals_of, resolve, symbol_named
from ringfence.model.code import Assign, Call, Class, Code, Evaluate, Function, Mapping, Name, Statement, Text
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile

_MAPPERS = ("map_imperatively", "mapper")


def core_tables(project: Project, file: SourceFile, code: Code) -> Iterator[Model]:
    """The `Table` objects that a file binds to names."""
    for statement, line in globals_of(code):
        match statement:
            case Assign(target=Name() as target, value=Call() as call) if _is_table_call(project, file, call):
                name = join(file.name, target.id)
                table = table_text(project, file, call.arguments[0]) if call.arguments else ""
                fields = {field.name: field for field in _columns(project, file, call, line)}
                schema = table_text(project, file, dict(call.keywords).get("schema"))
                place = absolute(target.at, line)
                yield Model(
                    name,
                    Orm.SQLALCHEMY,
                    table,
                    file.path,
                    place,
                    fields,
                    is_core_table=True,
                    is_of_migration=is_alembic(project, file),
                    schema=schema,
                )


def _is_table_call(project: Project, file: SourceFile, call: Call) -> bool:
    if attribute_of(call.function) != "Table":
        return False
    name = resolve(project, file, dotted(call.function))
    return name.startswith("sqlalchemy") or name.endswith("db.Table")


def _columns(project: Project, file: SourceFile, call: Call, line: int) -> Iterator[Field]:
    for argument in call.arguments[1:]:
        if isinstance(argument, Call) and attribute_of(argument.function) == "Column" and argument.arguments:
            first = argument.arguments[0]
            if isinstance(first, Text):
                yield column(project, file, first.value, argument, None, absolute(first.at, line))


def mapped_by_hand(project: Project, file: SourceFile, code: Code, tables: dict[str, Model]) -> Iterator[Model]:
    """The classes that a file maps to tables: `registry.map_imperatively(Account, accounts)`."""
    for statement, line in _statements(code):
        if isinstance(statement, Evaluate | Assign) and isinstance(statement.value, Call):
            call = statement.value
            if attribute_of(call.function) in _MAPPERS and len(call.arguments) > 1:
                model = _mapped(project, file, call, line, tables)
                if model is not None:
                    yield model


def _statements(code: Code) -> Iterator[tuple[Statement, int]]:
    for statement, line in globals_of(code):
        yield statement, line
        if isinstance(statement, Function):
            yield from ((inner, line) for inner in flat(statement.body))


def _mapped(project: Project, file: SourceFile, call: Call, line: int, tables: dict[str, Model]) -> Model | None:
    name = resolve(project, file, dotted(call.arguments[0]))
    table = tables.get(resolve(project, file, dotted(call.arguments[1])))
    symbol = symbol_named(project, name)
    if table is None or symbol is None or not isinstance(symbol.node, Class):
        return None
    fields = dict(table.fields)
    properties = dict(call.keywords).get("properties")
    for key, value in properties.items if isinstance(properties, Mapping) else ():
        if isinstance(key, Text) and isinstance(value, Call):
            fields[key.value] = read_relation(project, file, key.value, value, None, absolute(key.at, line))
    place = absolute(symbol.node.at, symbol.line)
    return Model(name, Orm.SQLALCHEMY, table.table, symbol.file.path, place, fields, schema=table.schema)
