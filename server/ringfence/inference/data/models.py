"""All models of a project: read class by class, then tied together by their relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ringfence.inference.data.class_index import ClassInfo, classes_of, global_value
from ringfence.inference.data.django_models import (
    USER,
    USER_SETTING,
    django_models,
    is_one_to_one,
    related_name,
)
from ringfence.inference.data.model_types import NO_MODELS, Field, FieldKind, Model, Models, Orm
from ringfence.inference.data.sqlalchemy_models import sqlalchemy_models
from ringfence.inference.data.symbols import globals_of
from ringfence.model.code import Assign, Name, Statement, Text
from ringfence.model.names import join, last
from ringfence.model.project import Project


def models_of(project: Project) -> Models:
    """All models of a snapshot; worked out once for it."""
    if not project.code:
        return NO_MODELS
    return project.memo.get("models", lambda: _models(project))


def _models(project: Project) -> Models:
    classes = classes_of(project)
    django = (info for info in classes.values() if info.orm is Orm.DJANGO)
    alchemy = (info for info in classes.values() if info.orm is Orm.SQLALCHEMY)
    found = [*django_models(project, django), *sqlalchemy_models(project, alchemy)]
    user = _user_model(project, found)
    linker = _Linker(project, found, user)
    linked = [linker.linked(model) for model in found]
    by_name = {model.name: model for model in linked}
    for name, fields in linker.reverse_fields(linked):
        model = by_name.get(name)
        if model is not None:
            by_name[name] = replace(model, fields={**fields, **model.fields})
    _inherit_reverse_fields(by_name)
    return _indexed(by_name, user)


def _indexed(by_name: dict[str, Model], user: str) -> Models:
    by_class: dict[str, tuple[Model, ...]] = {}
    by_table: dict[str, Model] = {}
    for model in by_name.values():
        by_class[model.short] = (*by_class.get(model.short, ()), model)
        if model.table and not model.abstract and not model.proxy:
            known = by_table.get(model.table)
            # A child in the same table is seen through its parent; a class is a better answer than its Core table.
            if known is None or known.is_core_table:
                by_table[model.table] = model
    by_label = {model.label.lower(): model for model in by_name.values() if model.label}
    return Models(by_name, by_table, by_label, by_class, user)


def _user_model(project: Project, found: list[Model]) -> str:
    """The model that `AUTH_USER_MODEL` names in any settings module, read as text; else the only one called User."""
    labels = {model.label.lower(): model.name for model in found if model.label}
    for path in sorted(project.code):
        for statement, _ in globals_of(project.code[path]):
            named = _setting(statement)
            if named.lower() in labels:
                return labels[named.lower()]
    file_names = (model.name for model in found if model.orm is Orm.DJANGO and model.short == "User")
    return next(file_names, "")


def _setting(statement: Statement) -> str:
    """What a statement sets the user model to; empty for any other statement."""
    match statement:
        case Assign(target=Name(id=name), value=Text(value=value)) if name == USER_SETTING:
            return value
    return ""


class _Linker:
    """Turns the targets of relations, as they are written, into full dotted names."""

    def __init__(self, project: Project, models: list[Model], user: str) -> None:
        self.project, self.user = project, user
        self.by_name = {model.name: model for model in models}
        self.by_label = {model.label.lower(): model.name for model in models if model.label}
        self.by_class: dict[str, list[Model]] = {}
        self.by_table = {model.table: model.name for model in models if model.table}
        for model in models:
            self.by_class.setdefault(model.short, []).append(model)

    def linked(self, model: Model) -> Model:
        fields = {name: self._field(model, field) for name, field in model.fields.items()}
        if model.orm is Orm.DJANGO:
            for field in list(fields.values()):
                if field.kind is FieldKind.SINGLE:
                    fields.setdefault(
                        f"{field.name}_id", Field(f"{field.name}_id", FieldKind.COLUMN, range=field.range)
                    )
        return replace(model, fields=fields)

    def _field(self, model: Model, field: Field) -> Field:
        target = self.find(model, field.target) if field.target else ""
        through = self.find(model, field.through) if field.through else ""
        if field.foreign_table and not target:
            target = self.by_table.get(field.foreign_table, "") or self.by_table.get(last(field.foreign_table), "")
        kind = field.kind
        if model.orm is Orm.SQLALCHEMY and kind is FieldKind.SINGLE and not field.type and target:
            # An untyped relationship is a collection unless this side holds the foreign key.
            holds_key = any(self._refers_to(other, target) for other in model.fields.values())
            kind = FieldKind.SINGLE if holds_key else FieldKind.MANY
        return replace(field, target=target, through=through, kind=kind)

    def _refers_to(self, field: Field, target: str) -> bool:
        table = self.by_name[target].table if target in self.by_name else ""
        return (bool(field.foreign_table) and field.foreign_table == table) or field.target == target != ""

    def find(self, model: Model, written: str) -> str:
        """The full name of the model that `model` calls `written`; empty when there is none in this project."""
        if written == USER:
            return self.user
        if written in self.by_name:
            return written
        if written.lower() in self.by_label:
            return self.by_label[written.lower()]
        own_app = f"{model.label.partition('.')[0]}.{written}".lower()
        if own_app in self.by_label:
            return self.by_label[own_app]
        if written in self.by_table:
            return self.by_table[written]
        candidates = [other for other in self.by_class.get(last(written), ()) if not other.abstract]
        return candidates[0].name if len(candidates) == 1 and model.orm is Orm.SQLALCHEMY else ""

    def reverse_fields(self, models: list[Model]) -> Iterator[tuple[str, dict[str, Field]]]:
        """For each model at the other end of a relation, the accessors that lead back."""
        classes = classes_of(self.project)
        found: dict[str, dict[str, Field]] = {}
        for model in models:
            info = classes.get(model.name)
            if info is not None and not model.abstract and not model.proxy:
                for field in model.fields.values():
                    self._add_reverse(info, model, field, found)
        yield from found.items()

    def _add_reverse(self, info: ClassInfo, model: Model, field: Field, found: dict[str, dict[str, Field]]) -> None:
        if (
            model.orm is not Orm.DJANGO
            or not field.target
            or field.kind
            not in (
                FieldKind.SINGLE,
                FieldKind.MANY_TO_MANY,
            )
        ):
            return
        name = related_name(self.project, info, field, model)
        if name is None:
            return
        kind = FieldKind.SINGLE if is_one_to_one(field) else FieldKind.MANY
        if field.kind is FieldKind.MANY_TO_MANY:
            kind = FieldKind.MANY_TO_MANY
        reverse = Field(name, kind, model.name, field.through, declared_by=model.name)
        found.setdefault(field.target, {})[name] = reverse


def _inherit_reverse_fields(by_name: dict[str, Model]) -> None:
    """A child and a proxy see the accessors of their parents."""
    for name, model in list(by_name.items()):
        inherited: dict[str, Field] = {}
        for parent_name in model.parents:
            inherited.update(by_name[parent_name].fields if parent_name in by_name else {})
        if inherited:
            by_name[name] = replace(model, fields={**inherited, **model.fields})


def table_object(project: Project, name: str) -> Model | None:
    """The Core table bound to a module-level name, through plain renaming."""
    model = models_of(project).get(name)
    if model is not None:
        return model
    value = global_value(project, name)
    return models_of(project).get(join("", value.id)) if isinstance(value, Name) else None
