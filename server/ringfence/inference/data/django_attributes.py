"""Django: the attributes of model classes, managers and rows that lead to other rows.

See https://docs.djangoproject.com/en/stable/ref/models/relations/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.django_managers import DEFAULT, QUERYSET, kind_of_class
from ringfence.inference.data.joins import assumed, join, one
from ringfence.inference.data.model_types import Field, FieldKind, Model, owner_of
from ringfence.inference.data.values import (
    NO_MODEL,
    UNKNOWN,
    Instance,
    Manager,
    Method,
    ModelClass,
    Options,
    Origin,
    Query,
    Sql,
    Value,
)
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

MANAGERS = frozenset(("objects", DEFAULT, "_base_manager"))
ROW_METHODS = frozenset(("save", "asave", "delete", "adelete", "refresh_from_db"))
_MANAGER_METHODS = frozenset(
    (
        *("create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete", "get"),
        *(
            "filter",
            "exclude",
            "all",
            "first",
            "last",
            "add",
            "remove",
            "set",
            "clear",
            "acreate",
            "adelete",
            "aupdate",
        ),
    )
)
_MOST_MODELS = 4


def django_class_attribute(flow: Flow, atom: ModelClass, model: Model, name: str) -> Value | None:
    """An attribute of a model class that Django puts there; None for any other."""
    if name in model.managers or name in MANAGERS:
        return one(Manager(model.name, model.managers.get(name, ()), likely=atom.likely))
    if name == "_meta":
        return one(Options(model.name, atom.likely))
    field = model.fields.get(name)
    if field is not None and field.kind is FieldKind.MANY_TO_MANY:
        return one(_many_to_many(flow, field, likely=atom.likely))
    return None


def of_manager(flow: Flow, atom: Manager | Query | Options, name: str) -> Value:
    """An attribute of a manager, a queryset, or `_meta`."""
    if isinstance(atom, Options):
        return _of_options(flow, atom, name)
    if name == "model":
        return one(ModelClass(atom.model, atom.likely))
    if isinstance(atom, Manager) and name == "through" and atom.relation == "m2m":
        return one(ModelClass(atom.writes, atom.likely))
    if name in _MANAGER_METHODS:
        return one(Method(one(atom), f".{name}"))
    for class_name in atom.classes:
        method = flow.analysis.method(class_name, name)
        if method is not None:
            return one(Method(one(atom), method.name, atom.likely))
    return join([flow.analysis.attribute_of(class_name, name) for class_name in atom.classes])


def _of_options(flow: Flow, atom: Options, name: str) -> Value:
    model = flow.analysis.model(atom.model)
    if model is None:
        return UNKNOWN
    if name == "db_table":
        return one(Sql(model.table)) if model.table else UNKNOWN
    if name in ("model", "concrete_model"):
        return one(ModelClass(model.name, atom.likely))
    if name in ("default_manager", "base_manager"):
        return one(Manager(model.name, model.managers.get(DEFAULT, ()), likely=atom.likely))
    return UNKNOWN


def related_value(flow: Flow, row: Instance, model: Model, field: Field, at: code.Place) -> Value:
    """What a relation of a row holds: the object at its other end, always the same one, or a related manager."""
    if field.kind is FieldKind.MANY_TO_MANY:
        return one(_many_to_many(flow, field, likely=row.likely))
    if not field.target:
        return UNKNOWN
    if field.kind is FieldKind.MANY:
        classes = _default_classes(flow, field.target)
        return one(Manager(field.target, classes, "reverse", field.target, row.likely))
    known = flow.related.get((row, field.name))
    if not known:
        origin = row.origin if row.origin is Origin.NEW else Origin.RELATED
        known = flow.related[row, field.name] = one(Instance(field.target, origin, flow.place(at), row.likely))
    return known


def _many_to_many(flow: Flow, field: Field, *, likely: bool) -> Manager:
    target = field.target or NO_MODEL
    return Manager(target, _default_classes(flow, target), "m2m", field.through or NO_MODEL, likely)


def _default_classes(flow: Flow, target: str) -> tuple[str, ...]:
    model = flow.analysis.model(target)
    return model.managers.get(DEFAULT, ()) if model is not None else ()


def receiver_of(flow: Flow, class_name: str, models: tuple[str, ...]) -> Value:
    """What `self` is in a method of a manager or queryset; nothing in any other class.

    Without `models` it is for those that have such a manager, as far as they belong to the same module.
    """
    kind = _kind(flow, class_name)
    if not kind:
        return UNKNOWN
    if not models:
        module = flow.project.modules.owner_of(flow.file.name)
        found = [flow.analysis.model(name) for name in flow.analysis.models_with_manager(class_name)]
        own = [model.name for model in found if model is not None and owner_of(flow.project, model) is module]
        models = tuple(own) if module is not None and 0 < len(own) <= _MOST_MODELS else (NO_MODEL,)
    return rows_by(flow, class_name, kind, models)


def _kind(flow: Flow, class_name: str) -> str:
    flow.analysis.solver.note(("class", class_name))
    return kind_of_class(flow.project, class_name)


def rows_by(flow: Flow, class_name: str, kind: str, models: tuple[str, ...]) -> Value:
    """A manager or queryset of a class of the project, for some models."""
    if kind == QUERYSET:
        return frozenset([_queryset(name, (class_name,)) for name in models])
    return frozenset([Manager(name, _all_classes(flow, name, class_name)) for name in models])


def _all_classes(flow: Flow, model_name: str, class_name: str) -> tuple[str, ...]:
    model = flow.analysis.model(model_name)
    managers = model.managers.values() if model is not None else ()
    return next((classes for classes in managers if class_name in classes), (class_name,))


def _queryset(model: str, classes: tuple[str, ...]) -> Query:
    rows = UNKNOWN if model in ("", NO_MODEL) else one(Instance(model, Origin.QUERY))
    return Query(model, rows, django=True, classes=classes)


def annotated_rows(flow: Flow, class_name: str, model: str) -> Value:
    """What something annotated with a manager or queryset class of the project is; nothing for any other class."""
    kind = _kind(flow, class_name)
    if not kind:
        return UNKNOWN
    names = (model,) if model else flow.analysis.models_with_manager(class_name)
    return rows_by(flow, class_name, kind, names) if len(names) == 1 else UNKNOWN


def made_rows(flow: Flow, class_name: str, given: Value, keyword: Value) -> Value:
    """`SomeQuerySet(self.model, using=self._db)`, `SomeManager()`; nothing for any other class."""
    kind = _kind(flow, class_name)
    if not kind:
        return UNKNOWN
    models = tuple([atom.model for atom in given or keyword if isinstance(atom, ModelClass)])
    found = rows_by(flow, class_name, kind, models or (NO_MODEL,))
    is_likely = any(atom.likely for atom in given or keyword if isinstance(atom, ModelClass))
    return assumed(found) if is_likely else found
