"""Django: what the migrations of a project do to foreign keys, app by app, in the order of their numbers.

What a model class in the code says is newer than any migration: the keys of its table are told there, or are gone.
See https://docs.djangoproject.com/en/stable/ref/migration-operations/.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.django_fields import USER, target_of_relation
from ringfence.inference.data.django_models import app_label
from ringfence.inference.data.foreign_keys_django import has_constraint
from ringfence.inference.data.foreign_keys_sites import Site, argument_of, text_in
from ringfence.inference.data.foreign_keys_sql import apply_text
from ringfence.inference.data.foreign_keys_types import classes_in
from ringfence.inference.data.migrations_state import KeyState, Made
from ringfence.inference.data.models import models_of
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.model.code import Call, Constant, Expression, Items, Mapping, Text
from ringfence.model.names import last
from ringfence.model.project import Project, SourceFile

_KEYS = ("ForeignKey", "OneToOneField", "ParentalKey", "ManyToManyField")
_FOLDER = ".migrations."


def is_django_migration(project: Project, file: SourceFile) -> bool:
    """Whether a file is a migration of an app."""
    if _FOLDER not in f".{file.name}" or file.path not in project.code:
        return False
    return any(last(base) == "Migration" for info in classes_in(project, file) for base in info.bases)


def django_state(project: Project) -> KeyState:
    """The keys that are there when every migration has run, as far as no model class speaks of their table."""
    state = KeyState()
    for _, file in sorted(project.files.items()):
        if is_django_migration(project, file):
            _Migration(project, file, state).run()
    return state


class _Operation(NamedTuple):
    call: Call
    names: tuple[str, ...]
    """What the arguments are called when they come by place."""

    def value(self, name: str) -> Expression | None:
        place = self.names.index(name) if name in self.names else len(self.call.arguments)
        return argument_of(self.call, place, name)


_OPERATIONS = {
    "CreateModel": ("name", "fields", "options", "bases"),
    "DeleteModel": ("name",),
    "RenameModel": ("old_name", "new_name"),
    "AlterModelTable": ("name", "table"),
    "AddField": ("model_name", "name", "field"),
    "AlterField": ("model_name", "name", "field"),
    "RemoveField": ("model_name", "name"),
    "RenameField": ("model_name", "old_name", "new_name"),
    "RunSQL": ("sql", "reverse_sql"),
    "SeparateDatabaseAndState": ("database_operations", "state_operations"),
}


class _Migration:
    """One migration, whose operations are applied to the keys."""

    def __init__(self, project: Project, file: SourceFile, state: KeyState) -> None:
        self.project, self.file, self.state = project, file, state
        package = file.name.rpartition(_FOLDER)[0]
        self.label = app_label(project, replace(file, name=f"{package}.models"))
        self.line, self.scope = 0, ""

    def run(self) -> None:
        """Apply all operations of the file."""
        for info in classes_in(self.project, self.file):
            operations = info.attributes.get("operations")
            if operations is not None and any(last(base) == "Migration" for base in info.bases):
                self.line, self.scope = info.symbol.line, info.symbol.qualname
                self._apply_all(operations.value)

    def _apply_all(self, operations: Expression | None) -> None:
        for item in operations.items if isinstance(operations, Items) else ():
            if isinstance(item, Call):
                kind = attribute_of(item.function)
                self._apply(kind, _Operation(item, _OPERATIONS.get(kind, ())))

    def _apply(self, kind: str, operation: _Operation) -> None:
        if kind == "RunSQL":
            self._run_sql(operation)
        elif kind == "SeparateDatabaseAndState":
            self._apply_all(operation.value("database_operations"))
        elif kind == "CreateModel":
            self._create(operation)
        elif kind in ("AddField", "AlterField"):
            table, column = self._table(self._text(operation, "model_name")), self._text(operation, "name")
            self.state.drop_column(table, column)
            self._field(table, column, operation.value("field"), operation.value("name"))
        elif kind == "RemoveField":
            self.state.drop_column(self._table(self._text(operation, "model_name")), self._text(operation, "name"))
        elif kind == "RenameField":
            names = self._text(operation, "old_name"), self._text(operation, "new_name")
            self.state.rename_column(self._table(self._text(operation, "model_name")), *names)
        elif kind == "DeleteModel":
            self.state.drop_table(self._table(self._text(operation, "name")))
        elif kind == "RenameModel":
            tables = [self._table(self._text(operation, name)) for name in ("old_name", "new_name")]
            self.state.rename_table(*tables)

    def _run_sql(self, operation: _Operation) -> None:
        value = operation.value("sql")
        for statement in value.items if isinstance(value, Items) else (value,):
            first = statement.items[0] if isinstance(statement, Items) and statement.items else statement
            site = Site(operation.call, self.line, scope=self.scope)
            apply_text(self.project, self.file, first, site, self.state)

    def _create(self, operation: _Operation) -> None:
        options = operation.value("options")
        entries = options.items if isinstance(options, Mapping) else ()
        said = {key.value: value for key, value in entries if isinstance(key, Text)}
        if isinstance(said.get("proxy"), Constant):
            return
        table = self._table(self._text(operation, "name"))
        fields = operation.value("fields")
        for item in fields.items if isinstance(fields, Items) else ():
            if isinstance(item, Items) and len(item.items) == 2:
                name, field = item.items
                self._field(table, text_in(self.project, self.file, name), field, name)

    def _field(self, table: str, column: str, field: Expression | None, place: Expression | None) -> None:
        if not isinstance(field, Call) or not attribute_of(field.function).endswith(_KEYS) or place is None:
            return
        if not has_constraint(field) or self._has_model(table):
            return
        target = self._target(argument_of(field, 0, "to"))
        if target:
            where = absolute(place.at, self.line)
            source = f"{self.file.name}.{self.scope}"
            self.state.make(Made(self.file.path, where, table, (column,), target, source=source))

    def _has_model(self, table: str) -> bool:
        """Whether a model class speaks of a table of this app, under whatever name the table has in the database."""
        return f"{self.label}.{table[len(self.label) + 1 :]}".lower() in models_of(self.project).by_label

    def _target(self, value: Expression | None) -> str:
        """The table that a relation leads to."""
        models = models_of(self.project)
        infos = list(classes_in(self.project, self.file))
        written = target_of_relation(self.project, self.file, infos[0], value) if infos else ""
        name = models.user if written == USER else ""
        model = models.get(name) or models.by_label.get(written.lower())
        return model.table if model is not None else ""

    def _table(self, model: str) -> str:
        return f"{self.label}_{model}".lower()

    def _text(self, operation: _Operation, name: str) -> str:
        return text_in(self.project, self.file, operation.value(name))
