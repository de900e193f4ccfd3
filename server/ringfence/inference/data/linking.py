"""Models tied together: the targets of relations by full name, and the accessors that lead back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ringfence.inference.data.class_index import ClassInfo, classes_of
from ringfence.inference.data.django_fields import USER, is_one_to_one, related_name
from ringfence.inference.data.django_models import link_name
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.sqlalchemy_relations import back_reference, related
from ringfence.inference.data.values import NO_MODEL
from ringfence.model.names import last
from ringfence.model.project import Project


def is_stand_in(model: Model) -> bool:
    """Whether another model may stand for the same table rather: this is only its Core table, or how it once was."""
    return model.is_core_table or model.is_of_migration


class Linker:
    """Turns the targets of relations, as they are written, into full dotted names."""

    def __init__(self, project: Project, models: list[Model], user: str) -> None:
        """`models` are all there are; `user` names the user model of Django."""
        self.project, self.user = project, user
        self.by_name = {model.name: model for model in models}
        self.by_label = {model.label.lower(): model.name for model in models if model.label}
        self.by_class: dict[str, list[Model]] = {}
        self.by_table: dict[str, str] = {}
        self._linked: dict[str, Model] = {}
        for model in models:
            self.by_class.setdefault(model.short, []).append(model)
            if model.table and (not is_stand_in(model) or model.table not in self.by_table):
                self.by_table.update(dict.fromkeys(model.table_names, model.name))

    def linked(self, model: Model) -> Model:
        """The model with the targets of its fields by full name."""
        fields = {name: self._field(model, field) for name, field in model.fields.items()}
        if model.orm is Orm.DJANGO:
            for field in list(fields.values()):
                if field.kind is FieldKind.SINGLE:
                    column = Field(f"{field.name}_id", FieldKind.COLUMN, range=field.range, home=field.home)
                    fields.setdefault(column.name, column)
            return replace(model, fields=fields)
        found = replace(model, fields=fields)
        others = {name: self._related(found, field) for name, field in fields.items()}
        return replace(found, fields=others)

    def _field(self, model: Model, field: Field) -> Field:
        target = self.find(model, field.target) if field.target else ""
        through = self._through(model, field) if model.orm is Orm.DJANGO else ""
        if field.through and not through:
            through = self.find(model, field.through)
        if field.foreign_table and not target:
            target = self.by_table.get(field.foreign_table, "") or self.by_table.get(last(field.foreign_table), "")
        # Without its table, nobody can tell what a change of a many-to-many relationship writes.
        kind = field.kind
        if model.orm is Orm.SQLALCHEMY and kind is FieldKind.SINGLE and not target:
            kind = FieldKind.COLUMN
        is_view = field.is_view or (model.orm is Orm.SQLALCHEMY and bool(field.through) and not through)
        return replace(field, kind=kind, target=target, through=through, is_view=is_view)

    def _through(self, model: Model, field: Field) -> str:
        """Django: the model between the two ends of a many-to-many field: the one that is made for it, or none here."""
        if field.kind is not FieldKind.MANY_TO_MANY:
            return ""
        if not field.through:
            return link_name(field.home or model.name, field.name)
        return self.find(model, field.through) or NO_MODEL

    def _related(self, model: Model, field: Field) -> Field:
        other = self.by_name.get(field.target)
        if field.kind is FieldKind.COLUMN or other is None:
            return field
        return related(model, field, self._with_targets(other))

    def _with_targets(self, model: Model) -> Model:
        """The model with targets by full name, which is all that its other end has to know."""
        known = self._linked.get(model.name)
        if known is None:
            fields = {name: self._field(model, field) for name, field in model.fields.items()}
            known = self._linked[model.name] = replace(model, fields=fields)
        return known

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
        if model.orm is not Orm.SQLALCHEMY:
            return ""
        candidates = [other for other in self.by_class.get(last(written), ()) if not other.abstract]
        if not model.is_of_migration:
            candidates = [other for other in candidates if not other.is_of_migration]
        near = [other for other in candidates if other.path == model.path]
        return candidates[0].name if len(candidates) == 1 else near[0].name if len(near) == 1 else ""

    def reverse_fields(self, models: list[Model]) -> Iterator[tuple[str, dict[str, Field]]]:
        """For each model at the other end of a relation, the accessors that lead back."""
        classes = classes_of(self.project)
        found: dict[str, dict[str, Field]] = {}
        for model in models:
            info = classes.get(model.name)
            if model.orm is Orm.DJANGO and not (model.abstract or model.proxy):
                for name in model.parents[:1]:
                    child = Field(model.short.lower(), FieldKind.SINGLE, model.name, declared_by=model.name)
                    found.setdefault(name, {})[child.name] = child
            for field in model.fields.values():
                if not field.target or model.abstract or model.proxy or (field.home and model.orm is Orm.DJANGO):
                    continue
                reverse = self._reverse(info, model, field)
                if reverse is not None:
                    found.setdefault(field.target, {})[reverse.name] = reverse
        yield from found.items()

    def _reverse(self, info: ClassInfo | None, model: Model, field: Field) -> Field | None:
        if model.orm is Orm.SQLALCHEMY:
            return back_reference(model, field)
        if info is None or field.kind not in (FieldKind.SINGLE, FieldKind.MANY_TO_MANY):
            return None
        name = related_name(self.project, info, field, model)
        if name is None:
            return None
        kind = FieldKind.SINGLE if is_one_to_one(field) else FieldKind.MANY
        if field.kind is FieldKind.MANY_TO_MANY:
            kind = FieldKind.MANY_TO_MANY
        return Field(name, kind, model.name, field.through, declared_by=model.name)
