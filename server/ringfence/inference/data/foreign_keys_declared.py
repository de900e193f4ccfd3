"""The keys that models declare, whoever owns their two ends: those are not told again elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.class_index import lineage
from ringfence.inference.data.foreign_keys_alchemy import columns_of, is_key, referred
from ringfence.inference.data.foreign_keys_sites import sites_in
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.models import models_of
from ringfence.model.names import join
from ringfence.model.project import Project


def is_declared(project: Project, table: str, columns: tuple[str, ...], target: str) -> bool:
    """Whether the models declare a key from these columns of a table to the table `target`."""
    known: frozenset[tuple[str, str, str]] = project.memo.get("declared keys", lambda: frozenset(_declared(project)))
    return any((_bare(table), column.lower(), _bare(target)) in known for column in columns)


def _declared(project: Project) -> Iterator[tuple[str, str, str]]:
    models = models_of(project)
    for model in models.by_name.values():
        if model.table and model.orm is Orm.SQLALCHEMY:
            yield from _by_methods(project, model)
        for field in model.fields.values() if model.table else ():
            target = models.get(field.target)
            table = field.foreign_table or (target.table if target is not None else "")
            if table and _has_key(model, field):
                column = field.column or (f"{field.name}_id" if model.orm is Orm.DJANGO else field.name)
                yield _bare(model.table), column.lower(), _bare(table)


def _by_methods(project: Project, model: Model) -> Iterator[tuple[str, str, str]]:
    """Also those that no field tells of: a `declared_attr` of a mixin, a constraint."""
    for part in lineage(project, model.name):
        file = part.symbol.file
        for site in sites_in(project, file):
            if join(file.name, site.within) == part.name and is_key(project, file, site):
                target, table = referred(project, file, site)
                table = target.table if target is not None else table
                yield from ((_bare(model.table), column.lower(), _bare(table)) for column in columns_of(site))


def _has_key(model: Model, field: Field) -> bool:
    if model.orm is Orm.SQLALCHEMY:
        return field.kind is FieldKind.COLUMN
    return field.kind is FieldKind.SINGLE and not field.type.startswith("Generic")


def _bare(table: str) -> str:
    """A table without its schema, in lower case."""
    return table.lower().rpartition(".")[2]
