"""SQLAlchemy and SQLModel: from classes and `Table` objects to models.

See https://docs.sqlalchemy.org/en/20/orm/declarative_tables.html and
https://docs.sqlalchemy.org/en/20/core/metadata.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ringfence.inference.data.class_index import ClassInfo, attribute_of, is_declaration, lineage
from ringfence.inference.data.model_types import Field, Model, Orm
from ringfence.inference.data.revisions import is_alembic
from ringfence.inference.data.sqlalchemy_fields import absolute, constraint, read_field, table_text
from ringfence.inference.data.sqlalchemy_tables import core_tables, mapped_by_hand
from ringfence.inference.data.symbols import dotted, flat
from ringfence.model.code import Assign, Call, Constant, Expression, Function, Items, Mapping, Name, Return, Text
from ringfence.model.names import last
from ringfence.model.project import Project

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def sqlalchemy_models(project: Project, classes: Iterator[ClassInfo]) -> Iterator[Model]:
    """A model for each mapped class, abstract ones included, and for each Core table."""
    for info in classes:
        if not info.is_base and _is_mapped(project, info):
            yield sqlalchemy_model(project, info)
    files = [file for path in sorted(project.code) if (file := project.files.get(path)) is not None]
    tables = {model.name: model for file in files for model in core_tables(project, file, project.code[file.path])}
    yield from tables.values()
    for file in files if tables else ():
        yield from mapped_by_hand(project, file, project.code[file.path], tables)


def _is_mapped(project: Project, info: ClassInfo) -> bool:
    """SQLModel classes are tables only when they say so, or inherit from one that does."""
    names = [base for part in lineage(project, info.name) for base in part.bases]
    if "sqlmodel.SQLModel" not in names:
        return True
    return any(
        name == "table" and isinstance(value, Constant) and value.value == "True"
        for part in lineage(project, info.name)
        for name, value in part.node.keywords
    )


def sqlalchemy_model(project: Project, info: ClassInfo) -> Model:
    """The model of a mapped class, with targets as written."""
    parts = list(lineage(project, info.name))
    parents = [part for part in parts if part is not info and _is_table(project, part)]
    homes = [(parent, {part.name for part in lineage(project, parent.name)}) for parent in reversed(parents)]
    fields: dict[str, Field] = {}
    is_plain = any(base == "sqlmodel.SQLModel" for part in parts for base in part.bases)
    for part in reversed(parts):
        home = next((parent.name for parent, inside in homes if part.name in inside), "")
        for name, assign in {**_declared(part), **part.attributes}.items():
            field = read_field(project, part.symbol.file, name, assign, part.symbol.line, is_plain=is_plain)
            if field is not None:
                fields[name] = replace(field, home=home)
    for part in parts[:1]:
        fields.update(_constrained(project, part, fields))
    return Model(
        name=info.name,
        orm=Orm.SQLALCHEMY,
        table=table_of(project, info, parents),
        path=info.symbol.file.path,
        range=absolute(info.node.at, info.symbol.line),
        fields=fields,
        parents=tuple(part.name for part in parents),
        abstract=_is_abstract(info),
        schema=_schema(project, info),
        proxies=_proxies(parts),
        is_of_migration=is_alembic(project, info.symbol.file),
    )


def _proxies(parts: list[ClassInfo]) -> dict[str, str]:
    """`note = association_proxy("note_row", "content")`: what is assigned to it is written to the other end."""
    found: dict[str, str] = {}
    for part in reversed(parts):
        for name, assign in part.attributes.items():
            call = assign.value
            if isinstance(call, Call) and attribute_of(call.function) == "association_proxy" and call.arguments:
                first = call.arguments[0]
                if isinstance(first, Text) and first.complete:
                    found[name] = first.value
    return found


def _declared(info: ClassInfo) -> dict[str, Assign]:
    """What each `declared_attr` of a class returns, as if its body said so."""
    found: dict[str, Assign] = {}
    for item in info.node.body:
        if isinstance(item, Function) and is_declaration(item):
            made = [each.value for each in flat(item.body) if isinstance(each, Return) and isinstance(each.value, Call)]
            if made:
                found[item.name] = Assign(Name(item.name, item.at), made[-1], item.returns, item.at)
    return found


def _constrained(project: Project, info: ClassInfo, fields: dict[str, Field]) -> dict[str, Field]:
    """The columns that a `ForeignKeyConstraint` in `__table_args__` makes foreign keys."""
    assign = info.attributes.get("__table_args__")
    items = assign.value.items if assign is not None and isinstance(assign.value, Items) else ()
    found: dict[str, Field] = {}
    for item in items:
        if isinstance(item, Call) and attribute_of(item.function) == "ForeignKeyConstraint":
            columns, tables = constraint(project, info.symbol.file, item)
            for name, table in zip(columns, tables, strict=False):
                field = next((each for each in fields.values() if name in (each.name, each.column)), None)
                if field is not None:
                    found[field.name] = replace(field, foreign_table=table)
    return found


def _is_table(project: Project, info: ClassInfo) -> bool:
    """Whether a class, not only one derived from it, has rows."""
    if info.orm is not Orm.SQLALCHEMY or info.is_base or _is_abstract(info) or not _is_mapped(project, info):
        return False
    return bool(table_of(project, info, [])) or "__tablename__" in info.attributes or "__table__" in info.attributes


def _is_abstract(info: ClassInfo) -> bool:
    return _is_true(info.attributes.get("__abstract__"))


def _is_true(assign: Assign | None) -> bool:
    return assign is not None and isinstance(assign.value, Constant) and assign.value.value == "True"


def _schema(project: Project, info: ClassInfo) -> str:
    """`__table_args__ = {"schema": "billing"}`, alone or at the end of a tuple."""
    for part in lineage(project, info.name):
        assign = part.attributes.get("__table_args__")
        if assign is not None:
            value = assign.value.items[-1] if isinstance(assign.value, Items) and assign.value.items else assign.value
            for key, found in value.items if isinstance(value, Mapping) else ():
                if isinstance(key, Text) and key.value == "schema":
                    return table_text(project, part.symbol.file, found)
            return ""
    return ""


def table_of(project: Project, info: ClassInfo, parents: list[ClassInfo]) -> str:
    """The table of a class; `parents` are those of its bases that have one. Empty when the text does not tell."""
    for part in lineage(project, info.name):
        for key in ("__tablename__", "__table__"):
            if key in part.attributes:
                return table_text(project, part.symbol.file, part.attributes[key].value)
        made = next(
            (item for item in part.node.body if isinstance(item, Function) and item.name == "__tablename__"), None
        )
        if made is not None:
            return _made_table(info, made)
    if parents and not _has_own_key(info):
        return table_of(project, parents[0], parents[1:])
    bases = [base for part in lineage(project, info.name) for base in part.bases]
    if "sqlmodel.SQLModel" in bases:
        return last(info.name).lower()
    if any(last(base) == "Model" for base in bases):
        return _CAMEL.sub("_", last(info.name)).lower()
    return ""


def _has_own_key(info: ClassInfo) -> bool:
    calls = [assign.value for assign in info.attributes.values() if isinstance(assign.value, Call)]
    return any(name == "primary_key" for call in calls for name, _ in call.keywords)


def _made_table(info: ClassInfo, function: Function) -> str:
    """The table that a `declared_attr` gives: a literal, or something made of the class's own name."""
    value = next((item.value for item in function.body if isinstance(item, Return)), None)
    lower = last(info.name).lower()
    if isinstance(value, Text) and value.complete:
        return value.value
    if isinstance(value, Text) and len(value.holes) == 1 == value.value.count("{}"):
        return value.value.replace("{}", lower) if _is_own_name(value.holes[0]) else ""
    return lower if _is_own_name(value) else ""


def _is_own_name(value: Expression | None) -> bool:
    return isinstance(value, Call) and dotted(value.function) == "cls.__name__.lower"
