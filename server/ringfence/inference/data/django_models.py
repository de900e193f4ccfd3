"""Django: from classes to models, with labels, default table names, relations and managers.

See https://docs.djangoproject.com/en/stable/ref/models/options/ and .../ref/applications/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ringfence.inference.data.class_index import ClassInfo, classes_of, lineage
from ringfence.inference.data.django_fields import inherited_from_packages, read_field
from ringfence.inference.data.django_managers import managers_of
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Assign, Class, Constant, Expression, Name, Text
from ringfence.model.names import is_within, last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START

USER_OF_DJANGO = Model(
    name="django.contrib.auth.models.User",
    orm=Orm.DJANGO,
    table="auth_user",
    path="",
    range=FILE_START,
    fields={field.name: field for field in inherited_from_packages(("django.contrib.auth.models.AbstractUser",), "")},
    label="auth.User",
    managers={"objects": ()},
)


def django_models(project: Project, classes: Iterator[ClassInfo]) -> Iterator[Model]:
    """A model for each model class, abstract ones included. Targets of relations are as written, resolved later."""
    for info in classes:
        yield django_model(project, info)


def django_model(project: Project, info: ClassInfo) -> Model:
    """The model of a class, with targets as written."""
    meta = _meta(project, info)
    label = _text(meta.get("app_label")) or app_label(project, info.symbol.file)
    abstract, proxy = _is_true(meta.get("abstract")), _is_true(meta.get("proxy"))
    name = last(info.name)
    parents = tuple(part.name for part in lineage(project, info.name) if part is not info and _is_table(project, part))
    table = _text(meta.get("db_table")) or _constant(project, info.symbol.file, meta.get("db_table"))
    return Model(
        name=info.name,
        orm=Orm.DJANGO,
        table="" if abstract or proxy else table or f"{label}_{name}".lower(),
        path=info.symbol.file.path,
        range=absolute(info.node.at, info.symbol.line),
        fields=_fields(project, info, parents),
        parents=parents,
        abstract=abstract,
        proxy=proxy,
        label=f"{label}.{name}",
        managers=managers_of(project, info),
        related_name=_text(meta.get("default_related_name")),
    )


def _is_table(project: Project, info: ClassInfo) -> bool:
    """Whether a class is a model that is not abstract."""
    return info.orm is Orm.DJANGO and not _is_true(_meta(project, info).get("abstract"))


def _fields(project: Project, info: ClassInfo, parents: tuple[str, ...]) -> dict[str, Field]:
    """Own fields and those of abstract bases; those that lie in the table of a parent know that."""
    found: dict[str, Field] = {}
    homes = {part.name: name for name in reversed(parents) for part in lineage(project, name)}
    for part in reversed(lineage(project, info.name)):
        if part.orm is not Orm.DJANGO:
            continue
        home = homes.get(part.name, "")
        into = classes_of(project).get(home, info)
        for field in inherited_from_packages(part.bases, into.name):
            found[field.name] = replace(field, home=home)
        for key, assign in part.attributes.items():
            read = read_field(project, part, into, key, assign)
            if read is not None:
                found[key] = replace(read, home=home)
    return found


def link_tables(models: list[Model]) -> list[Model]:
    """The tables between two models that Django makes for many-to-many fields without a model of their own."""
    return [
        Model(
            name=link_name(model.name, field.name),
            orm=Orm.DJANGO,
            table=field.options.get("db_table", "") or f"{model.table}_{field.name}",
            path=model.path,
            range=field.range or model.range,
            managers={"objects": ()},
            link=(model.name, field.name),
        )
        for model in models
        if model.orm is Orm.DJANGO and not (model.abstract or model.proxy or model.link)
        for field in model.fields.values()
        if field.kind is FieldKind.MANY_TO_MANY and field.through == link_name(model.name, field.name)
    ]


def link_name(model: str, field: str) -> str:
    """The full dotted name that Django gives to the class between two models."""
    return f"{model}_{field}"


def _meta(project: Project, info: ClassInfo) -> dict[str, Expression]:
    """What `class Meta` says; a base's label is inherited, but not that it is abstract."""
    found: dict[str, Expression] = {}
    for part in lineage(project, info.name):
        for statement in part.node.body:
            if isinstance(statement, Class) and statement.name == "Meta":
                for assign in statement.body:
                    match assign:
                        case Assign(target=Name(id=name), value=value) if value and (
                            part is info or name in ("app_label", "default_related_name")
                        ):
                            found.setdefault(name, value)
    return found


def _text(value: Expression | None) -> str:
    return value.value.replace('"', "") if isinstance(value, Text) and value.complete else ""


def _constant(project: Project, file: SourceFile, value: Expression | None) -> str:
    """The text that a name stands for."""
    name = dotted(value)
    return _text(global_value(project, resolve(project, file, name))) if name else ""


def _is_true(value: Expression | None) -> bool:
    return isinstance(value, Constant) and value.value == "True"


def app_label(project: Project, file: SourceFile) -> str:
    """The label of the app that a file belongs to: as its `AppConfig` says, else the last part of its package."""
    configs: dict[str, str] = project.memo.get("app labels", lambda: dict(_app_configs(project)))
    name = file.name
    inside = [app for app in configs if is_within(name, app)]
    if inside:
        return configs[max(inside, key=len)]
    package, _, rest = name.partition(".models")
    return last(package if rest or name.endswith(".models") else parent(name)) or name


def _app_configs(project: Project) -> Iterator[tuple[str, str]]:
    """The package and the label of each app; a class derived from the configuration of an app is that of another."""
    for info in classes_of(project).values():
        bases = [base for part in lineage(project, info.name) for base in part.bases]
        name = _attribute_text(info, "name")
        if name and any(last(base).endswith(("AppConfig", "PluginConfig")) for base in bases):
            yield name, _attribute_text(info, "label") or last(name)


def _attribute_text(info: ClassInfo, name: str) -> str:
    assign = info.attributes.get(name)
    return _text(assign.value) if assign is not None else ""
