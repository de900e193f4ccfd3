"""What the inference knows of a model: its table, its fields, and who owns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase

from ringfence.model.modules import Module
from ringfence.model.names import matches
from ringfence.model.project import Project
from ringfence.model.ranges import Range


class Orm(StrEnum):
    """The library that a model belongs to; SQLModel is SQLAlchemy here."""

    SQLALCHEMY = "sqlalchemy"
    DJANGO = "django"


class FieldKind(StrEnum):
    """What an attribute of a model holds."""

    COLUMN = "column"
    SINGLE = "single"
    """One instance of another model: a foreign key, a scalar relationship."""
    MANY = "many"
    """Several instances: a relationship, a reverse accessor."""
    MANY_TO_MANY = "many to many"


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute of a model that stands for data."""

    name: str
    kind: FieldKind
    target: str = ""
    """The dotted name of the model at the other end; empty for a column, or when it cannot be told."""
    through: str = ""
    """For many-to-many: the dotted name of an explicit model between the two."""
    declared_by: str = ""
    """For a reverse accessor: the dotted name of the model that declares the relation."""
    foreign_table: str = ""
    """For a SQLAlchemy foreign key written as a string: the table it refers to."""
    range: Range | None = None
    """Where it is declared; None for a reverse accessor."""
    type: str = ""
    """How its type is written: `String(80)`, `models.CharField`."""
    column: str = ""
    """The name of its column, when that is another one."""
    is_tracked: bool = False
    """A change inside its value is noticed, as with `MutableDict`."""
    is_view: bool = False
    """SQLAlchemy: a relationship that is only read."""
    writes: str = ""
    """The dotted name of the model whose table a change of this relation writes; empty for the model's own."""
    home: str = ""
    """The dotted name of the model in whose table its column lies, when that is a parent."""
    options: Mapping[str, str] = field(default_factory=dict)
    """SQLAlchemy: what else a relationship says: `backref`, `uselist`, `remote_side`."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """One model class, or one Core table. Equal only to itself."""

    name: str
    """The full dotted name of the class or table object."""
    orm: Orm
    table: str
    """Empty when it cannot be told from the text."""
    path: str
    range: Range
    """The name of the class, where it is defined."""
    fields: Mapping[str, Field] = field(default_factory=dict)
    """Own and inherited ones."""
    parents: tuple[str, ...] = ()
    """Models that it inherits from."""
    abstract: bool = False
    proxy: bool = False
    label: str = ""
    """Django: `app_label.ModelName`."""
    managers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Django: managers by attribute, each with the dotted names of the project's classes that give it methods."""
    related_name: str = ""
    """Django: how accessors that lead back here are called, when their relation does not say it."""
    link: tuple[str, str] | None = None
    """Django: for a table that is made for a many-to-many field, the model that declares it, and the field."""
    is_core_table: bool = False
    is_of_migration: bool = False
    """How a table was when a migration ran: the file that declares it is one step in the history of a database."""
    schema: str = ""
    """SQLAlchemy: the schema of its table, when the text says one."""
    proxies: Mapping[str, str] = field(default_factory=dict)
    """SQLAlchemy: association proxies, each with the relationship that it reaches through."""
    stored_as: str = ""
    """The dotted name of the model that stands for its table, when that is another one: the parent of a class without
    a table of its own, the class that a Core table is mapped to."""

    @property
    def short(self) -> str:
        """The class name alone."""
        return self.name.rpartition(".")[2]

    @property
    def table_names(self) -> tuple[str, ...]:
        """The table, without and with its schema."""
        return (self.table, f"{self.schema}.{self.table}") if self.schema else (self.table,)


@dataclass(frozen=True, slots=True)
class Models:
    """All models of a project."""

    by_name: Mapping[str, Model]
    by_table: Mapping[str, Model]
    """By table in lower case, without and with its schema."""
    by_label: Mapping[str, Model]
    """Django: by `app_label.modelname`, lower case."""
    by_class: Mapping[str, tuple[Model, ...]]
    """By class name alone, for string references."""
    user: str = ""
    """Django: the dotted name of the user model."""
    outside: Mapping[str, Model] = field(default_factory=dict)
    """Django: models of packages that those of the project lead to."""
    by_manager: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Django: by the dotted name of a manager or queryset class, the models that have it."""
    unclear: frozenset[str] = frozenset()
    """The names of tables, in lower case, that there are several of, in schemas that the text does not tell."""

    def get(self, name: str) -> Model | None:
        """The model with a full dotted name."""
        return self.by_name.get(name) or self.outside.get(name)

    def with_table(self, name: str) -> Model | None:
        """The model of a table as SQL names it: in any case, with or without its schema."""
        found = self.by_table.get(name.lower())
        if found is None and "." in name:
            table = name.lower().rpartition(".")[2]
            found = self.by_table.get(table)
            return found if found is None or not (found.schema or table in self.unclear) else None
        return found


NO_MODELS = Models({}, {}, {}, {})


def owner_of(project: Project, model: Model) -> Module | None:
    """The module that alone may write a model: as `owns` says, else the one that defines it."""
    return project.structure.get(("owner of", model.name, model.table_names), lambda: _owner(project, model))


def _owner(project: Project, model: Model) -> Module | None:
    for module in project.modules:
        tables, models = module.owned_tables or (), module.owned_models or ()
        if model.table and any(fnmatchcase(name, pattern) for pattern in tables for name in model.table_names):
            return module
        if any(matches(pattern, model.name) for pattern in models):
            return module
    return project.modules.owner_of(model.name)
