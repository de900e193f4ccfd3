"""A physical key from one module's table to another's, and who the two ends belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from ringfence.inference.crossings import importer_of
from ringfence.inference.data.class_index import ClassInfo, classes_of, descendants
from ringfence.inference.data.model_types import Model, owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.symbols import symbols_of
from ringfence.model.config import ModuleKind
from ringfence.model.diagnostic import Certainty
from ringfence.model.modules import Module
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range


class KeyForm(StrEnum):
    """How a key is declared."""

    COLUMN = "foreign key"
    """SQLAlchemy: `ForeignKey` in a column, `Field(foreign_key=...)`."""
    CONSTRAINT = "foreign key constraint"
    DJANGO = "relation"
    PARENT = "parent"
    """A model that inherits from a model of another module, and is joined to its table."""
    INHERITED = "inherited key"
    GENERIC = "generic relation"
    MIGRATION = "migration"
    DDL = "sql"


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """One key, at the place that declares it."""

    path: str
    range: Range
    form: KeyForm
    name: str
    """What people call it: `LeadDB.campaign_id`, `cam_leads.campaign_id`."""
    holder: Module | None
    """The module whose table has the key; None for a base outside every module, which passes it on to their tables."""
    source: str
    """The full dotted name of the code around it; empty in a `.sql` file."""
    owner: Module | None = None
    """The module whose table it refers to; None when that can be any."""
    target: Model | None = None
    table: str = ""
    """The table that it refers to."""
    certainty: Certainty = Certainty.CERTAIN
    table_of_key: str = ""
    columns: tuple[str, ...] = ()

    @property
    def target_name(self) -> str:
        """The full dotted name of the model at the other end, else its table."""
        return self.target.name if self.target is not None else self.table


def classes_in(project: Project, file: SourceFile) -> Iterator[ClassInfo]:
    """The classes of a file."""
    classes = classes_of(project)
    for symbol in symbols_of(project, file).values():
        info = classes.get(symbol.name)
        if info is not None and info.symbol.file.path == file.path:
            yield info


def module_of_code(project: Project, file: SourceFile, name: str) -> Module | None:
    """The module that code with a dotted name belongs to."""
    return project.modules.owner_of(name) or importer_of(project, file)


def holder_of(project: Project, file: SourceFile, name: str) -> Module | None:
    """The module whose table a class stands for; of a class without a table, the one that it is written in."""
    model = models_of(project).get(name)
    if model is None or model.abstract:
        return module_of_code(project, file, name)
    return owner_of(project, model) or importer_of(project, file)


def owner_of_table(project: Project, table: str, otherwise: Module | None = None) -> Module | None:
    """The module that a table belongs to: by its model, else as `owns` says, else `otherwise`."""
    model = models_of(project).with_table(table) if table else None
    if model is not None:
        return owner_of(project, model)
    names = {written for each in (table, table.lower()) for written in (each, each.rpartition(".")[2])}
    for module in project.modules if table else ():
        if any(fnmatchcase(name, pattern) for pattern in module.owned_tables or () for name in names):
            return module
    return otherwise


def owners_of_heirs(project: Project, name: str) -> Iterator[Module]:
    """The modules whose tables a class passes its columns on to."""
    for heir in descendants(project, name):
        model = models_of(project).get(heir)
        owner = owner_of(project, model) if model is not None and model.table else None
        if owner is not None:
            yield owner


def is_told_by_heirs(project: Project, name: str, holder: Module | None, owner: Module | None) -> bool:
    """Whether a base outside every module passes a key on to a table that should be free of it."""
    return holder is None and any(crosses(heir, owner) for heir in owners_of_heirs(project, name))


def keeper(project: Project, module: Module | None) -> Module | None:
    """The module itself when it has tables at all: then those that nobody else has, and that it makes, are its own."""
    known: frozenset[Module] = project.memo.get("keepers", lambda: frozenset(_keepers(project)))
    return module if module in known else None


def _keepers(project: Project) -> Iterator[Module]:
    yield from (module for module in project.modules if module.owned_tables)
    for model in models_of(project).by_name.values():
        owner = owner_of(project, model) if model.table else None
        if owner is not None:
            yield owner


def crosses(holder: Module | None, owner: Module | None) -> bool:
    """Whether a key from a table of one module to a table of another binds what should be free."""
    if holder is None or owner is None or holder is owner:
        return False
    return owner.kind not in (ModuleKind.SHARED, ModuleKind.EXTERNAL)
