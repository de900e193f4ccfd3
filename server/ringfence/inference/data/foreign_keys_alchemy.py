"""SQLAlchemy and SQLModel: the keys of mapped classes, mixins and `Table` objects.

See https://docs.sqlalchemy.org/en/20/core/constraints.html#defining-foreign-keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.class_index import ClassInfo, descendants, lineage
from ringfence.inference.data.foreign_keys_sites import CONSTRAINT, KEYS, Site, argument_of, sites_in, text_in
from ringfence.inference.data.foreign_keys_types import (
    ForeignKey,
    KeyForm,
    classes_in,
    crosses,
    holder_of,
    is_told_by_heirs,
    module_of_code,
    owner_of_table,
)
from ringfence.inference.data.model_types import Model, Orm, owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Expression, Items, Text
from ringfence.model.modules import Module
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range


def alchemy_keys(project: Project, file: SourceFile) -> Iterator[ForeignKey]:
    """The keys that a file declares, and those that its models inherit from where nobody is told of them."""
    for site in sites_in(project, file):
        yield from _declared(project, file, site)
    for info in classes_in(project, file):
        model = models_of(project).get(info.name)
        if info.orm is Orm.SQLALCHEMY and model is not None and model.table and not model.abstract:
            yield from _inherited(project, file, info, model)


def _declared(project: Project, file: SourceFile, site: Site) -> Iterator[ForeignKey]:
    if not is_key(project, file, site):
        return
    target, table = referred(project, file, site)
    owner = _owner(project, target, table)
    holder, name = _holder(project, file, site)
    base = join(file.name, site.within) if site.within else ""
    if not crosses(holder, owner) and not (base and is_told_by_heirs(project, base, holder, owner)):
        return
    columns = columns_of(site)
    yield ForeignKey(
        path=file.path,
        range=_place(site),
        form=KeyForm.CONSTRAINT if site.name == CONSTRAINT else KeyForm.COLUMN,
        name=".".join(part for part in (name, ", ".join(columns)) if part) or file.name,
        holder=holder,
        source=join(file.name, join(site.scope, "" if last(site.scope) == site.attribute else site.attribute)),
        owner=owner,
        target=target,
        table=target.table if target is not None else table,
        table_of_key=_table_of_key(project, file, site),
        columns=tuple(_in_database(project, base, column) for column in columns),
    )


def _in_database(project: Project, name: str, attribute: str) -> str:
    """What the column of an attribute is called in its table."""
    model = models_of(project).get(name)
    field = model.fields.get(attribute) if model is not None else None
    return field.column or attribute if field is not None else attribute


def _inherited(project: Project, file: SourceFile, info: ClassInfo, model: Model) -> Iterator[ForeignKey]:
    """The keys that mixins and abstract bases give to a table where the declaration itself crosses nothing."""
    models, holder = models_of(project), owner_of(project, model)
    for part in lineage(project, info.name)[1:]:
        base = models.get(part.name)
        if base is not None and base.table and not base.abstract:
            continue
        there = part.symbol.file
        for site in sites_in(project, there):
            if join(there.name, site.within) != part.name or not is_key(project, there, site):
                continue
            target, table = referred(project, there, site)
            owner = _owner(project, target, table)
            declared_in, _ = _holder(project, there, site)
            if declared_in is None or not crosses(holder, owner) or crosses(declared_in, owner):
                continue
            name = f"{last(info.name)}.{', '.join(columns_of(site))}"
            place = absolute(info.node.at, info.symbol.line)
            yield ForeignKey(
                *(file.path, place, KeyForm.INHERITED, name, holder, info.name, owner, target),
                table=target.table if target is not None else table,
            )


def is_key(project: Project, file: SourceFile, site: Site) -> bool:
    """Whether a call makes a key of SQLAlchemy, in a table that exists."""
    if site.name == "Field":
        name = join(file.name, site.within)
        family = (name, *descendants(project, name))
        return bool(site.within) and any(models_of(project).get(each) for each in family)
    if site.name not in KEYS:
        return False
    name = resolve(project, file, dotted(site.call.function))
    return name.startswith(("sqlalchemy.", "sqlmodel.", "flask_sqlalchemy.")) or last(parent(name)) == "db"


def _holder(project: Project, file: SourceFile, site: Site) -> tuple[Module | None, str]:
    """The module whose table gets the key, and what people call the table."""
    if site.within and site.table is None:
        name = join(file.name, site.within)
        return holder_of(project, file, name), last(name)
    here = module_of_code(project, file, file.name)
    table = text_in(project, file, site.table)
    return owner_of_table(project, table, here), table


def _table_of_key(project: Project, file: SourceFile, site: Site) -> str:
    model = models_of(project).get(join(file.name, site.within)) if site.within else None
    return model.table if model is not None else text_in(project, file, site.table)


def _owner(project: Project, target: Model | None, table: str) -> Module | None:
    return owner_of(project, target) if target is not None else owner_of_table(project, table)


def columns_of(site: Site) -> tuple[str, ...]:
    """The columns that a key lies on, as far as the text names them."""
    if site.name != CONSTRAINT:
        return (site.attribute,) if site.attribute else ()
    items = _listed(argument_of(site.call, 0, "columns"))
    return tuple(item.value if isinstance(item, Text) else last(dotted(item)) for item in items)


def referred(project: Project, file: SourceFile, site: Site) -> tuple[Model | None, str]:
    """The model that a key refers to, and its table as written; neither when that cannot be told."""
    if site.name == "Field":
        values: tuple[Expression | None, ...] = (dict(site.call.keywords).get("foreign_key"),)
    elif site.name == CONSTRAINT:
        values = _listed(argument_of(site.call, 1, "refcolumns"))
    else:
        values = (argument_of(site.call, 0, "column"),)
    for value in values:
        target, table = _referred(project, file, value)
        if target is not None or table:
            return target, table
    return None, ""


def _listed(value: Expression | None) -> tuple[Expression, ...]:
    return value.items if isinstance(value, Items) else ()


def _referred(project: Project, file: SourceFile, value: Expression | None) -> tuple[Model | None, str]:
    models = models_of(project)
    if dotted(value):
        name = resolve(project, file, dotted(value))
        while "." in name:
            model = models.get(name)
            if model is not None:
                return models.get(model.stored_as) or model, model.table
            name = parent(name)
    table = text_in(project, file, value).rpartition(".")[0]
    return (models.with_table(table), table) if table else (None, "")


def _place(site: Site) -> Range:
    if site.name == "Field":
        value = dict(site.call.keywords)["foreign_key"]
        return absolute(value.at, site.line)
    return site.range
