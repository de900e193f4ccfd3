"""All models of a project: read class by class, then tied together by their relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ringfence.inference.data.class_index import classes_of, lineage
from ringfence.inference.data.django_fields import USER_SETTING
from ringfence.inference.data.django_models import USER_OF_DJANGO, django_model, django_models, link_tables
from ringfence.inference.data.linking import Linker
from ringfence.inference.data.model_types import NO_MODELS, Field, Model, Models, Orm
from ringfence.inference.data.sqlalchemy_models import sqlalchemy_model, sqlalchemy_models
from ringfence.inference.data.sqlalchemy_tables import core_tables
from ringfence.inference.data.symbols import globals_of
from ringfence.model.code import Assign, Name, Text
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
    outside = {}
    if not user and any(model.orm is Orm.DJANGO for model in found):
        # What `AUTH_USER_MODEL` stands for when no setting says anything else.
        user = USER_OF_DJANGO.name
        outside = {user: USER_OF_DJANGO}
    linker = Linker(project, [*found, *outside.values()], user)
    linked = [linker.linked(model) for model in found]
    by_name = {model.name: model for model in linked}
    for name, fields in linker.reverse_fields(linked):
        models = by_name if name in by_name else outside
        if name in models:
            models[name] = replace(models[name], fields={**fields, **models[name].fields})
    _inherit_reverse_fields(by_name)
    by_name.update((model.name, model) for model in link_tables(linked))
    return _indexed(by_name, user, outside)


def moved(project: Project, models: Models, paths: frozenset[str]) -> Models:
    """The same models; those that stand in some files at their places there."""
    classes = classes_of(project)
    by_name = dict(models.by_name)
    tables = {
        table.name: table
        for path in paths & project.code.keys()
        for table in core_tables(project, project.files[path], project.code[path])
    }
    parts = project.memo.get("model parts", lambda: _parts(project, models))
    for name in dict.fromkeys(name for path in sorted(paths) for name in parts.get(path, ())):
        model = models.by_name[name]
        info = classes.get(name)
        reader = django_model if model.orm is Orm.DJANGO else sqlalchemy_model
        raw = tables.get(name) if info is None or info.orm is None else reader(project, info)
        if raw is not None:
            fields = {
                key: replace(field, range=raw.fields[key].range) if key in raw.fields else field
                for key, field in model.fields.items()
            }
            by_name[name] = replace(model, range=raw.range, fields=fields)
    if all(by_name[name] is model for name, model in models.by_name.items()):
        return models
    by_name.update((model.name, model) for model in link_tables(list(by_name.values())))
    return _indexed(by_name, models.user, models.outside)


def _parts(project: Project, models: Models) -> dict[str, list[str]]:
    """The names of the models by the paths of the files that parts of them stand in."""
    found: dict[str, list[str]] = {}
    for name, model in models.by_name.items():
        for path in {info.symbol.file.path for info in lineage(project, name)} | {model.path}:
            found.setdefault(path, []).append(name)
    return found


def _indexed(by_name: dict[str, Model], user: str, outside: Mapping[str, Model]) -> Models:
    by_table = _by_table(by_name)
    by_class: dict[str, tuple[Model, ...]] = {}
    for name, model in by_name.items():
        if model.proxy:
            model = by_name[name] = _as_stored(by_name, model)
        standing = by_table.get(model.table_names[-1].lower()) if model.table else None
        is_same = model.is_core_table or (standing is not None and standing.name in model.parents)
        if standing is not None and standing.name != name and is_same:
            model = by_name[name] = replace(model, stored_as=standing.name)
        by_class[model.short] = (*by_class.get(model.short, ()), model)
    by_label = {model.label.lower(): model for model in (*outside.values(), *by_name.values()) if model.label}
    by_manager: dict[str, tuple[str, ...]] = {}
    for name, model in by_name.items():
        for manager in {item for classes in model.managers.values() for item in classes}:
            by_manager[manager] = (*by_manager.get(manager, ()), name)
    return Models(by_name, by_table, by_label, by_class, user, outside, by_manager, _unclear(by_name))


def _as_stored(by_name: dict[str, Model], model: Model) -> Model:
    """A proxy, with the table that its rows lie in."""
    parents = (by_name[name] for name in model.parents if name in by_name)
    stored = next((item for item in parents if not (item.proxy or item.abstract)), None)
    return replace(model, table=stored.table, stored_as=stored.name) if stored is not None else model


def _by_table(by_name: dict[str, Model]) -> dict[str, Model]:
    """The model that stands for each table: a class before its Core table, a parent before its children."""
    found: dict[str, Model] = {}
    for model in sorted(by_name.values(), key=_rank):
        if model.table and not model.abstract and not model.proxy:
            for name in model.table_names:
                found.setdefault(name.lower(), model)
    return found


def _unclear(by_name: dict[str, Model]) -> frozenset[str]:
    """The names that tables of several models have, of whose schemas nothing is known."""
    seen: set[str] = set()
    found: set[str] = set()
    for model in by_name.values():
        is_stored_elsewhere = any(by_name[name].table == model.table for name in model.parents if name in by_name)
        if not model.table or model.schema or is_stored_elsewhere or model.abstract or model.proxy:
            continue
        if not (model.is_core_table or model.is_of_migration):
            (found if model.table.lower() in seen else seen).add(model.table.lower())
    return frozenset(found)


def _rank(model: Model) -> tuple[object, ...]:
    return model.is_of_migration, model.is_core_table, len(model.parents), model.name


def _user_model(project: Project, found: list[Model]) -> str:
    """The model that `AUTH_USER_MODEL` names in any settings module, read as text; else the only one called User."""
    labels = {model.label.lower(): model.name for model in found if model.label}
    for path in sorted(project.code) if labels else ():
        for statement, _ in globals_of(project.code[path]):
            match statement:
                case Assign(target=Name(id=name), value=Text(value=text)):
                    if name == USER_SETTING and text.lower() in labels:
                        return labels[text.lower()]
    file_names = (model.name for model in found if model.orm is Orm.DJANGO and model.short == "User")
    return next(file_names, "")


def _inherit_reverse_fields(by_name: dict[str, Model]) -> None:
    """A child and a proxy see the accessors of their parents."""
    for name, model in list(by_name.items()):
        inherited: dict[str, Field] = {}
        for parent_name in reversed(model.parents):
            inherited.update(by_name[parent_name].fields if parent_name in by_name else {})
        if inherited:
            by_name[name] = replace(model, fields={**inherited, **model.fields})
