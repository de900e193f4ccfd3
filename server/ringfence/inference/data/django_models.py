"""Django: from classes to models, with labels, default table names, relations and managers.

See https://docs.djangoproject.com/en/stable/ref/models/fields/ and .../ref/applications/.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.class_index import ClassInfo, attribute_of, classes_of, lineage
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Assign, Attribute, Call, Class, Constant, Expression, Name, Text
from ringfence.model.names import is_within, last, parent
from ringfence.model.project import Project, SourceFile

_SINGLE = ("ForeignKey", "OneToOneField", "ParentalKey", "TreeForeignKey", "TreeOneToOneField", "GenericForeignKey")
_MANY_TO_MANY = ("ManyToManyField", "ParentalManyToManyField", "SortedManyToManyField")
_ONE_TO_ONE = ("OneToOneField", "TreeOneToOneField")
USER_SETTING = "AUTH_USER_MODEL"
USER = "<user>"
"""Stands for the user model until it is known which one that is."""


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
    fields: dict[str, Field] = {}
    for part in reversed(list(lineage(project, info.name))):
        for key, assign in part.attributes.items():
            field = read_field(project, part, info, key, assign)
            if field is not None:
                fields[key] = field
    table = "" if abstract else _text(meta.get("db_table")) or f"{label}_{name}".lower()
    parents = tuple(
        part.name
        for part in lineage(project, info.name)
        if part is not info and part.orm is Orm.DJANGO and not _is_true(_meta(project, part, own=True).get("abstract"))
    )
    return Model(
        name=info.name,
        orm=Orm.DJANGO,
        table=table,
        path=info.symbol.file.path,
        range=absolute(info.node.at, info.symbol.line),
        fields=fields,
        parents=parents,
        abstract=abstract,
        proxy=proxy,
        label=f"{label}.{name}",
        managers=_managers(project, info),
    )


def _meta(project: Project, info: ClassInfo, *, own: bool = False) -> dict[str, Expression]:
    """What `class Meta` says; an abstract base's options are inherited, but not that it is abstract."""
    found: dict[str, Expression] = {}
    for part in lineage(project, info.name):
        for statement in part.node.body:
            if isinstance(statement, Class) and statement.name == "Meta":
                for assign in statement.body:
                    match assign:
                        case Assign(target=Name(id=name), value=value) if value and (
                            part is info or name == "app_label"
                        ):
                            found.setdefault(name, value)
        if own:
            break
    return found


def _text(value: Expression | None) -> str:
    return value.value.replace('"', "") if isinstance(value, Text) and value.complete else ""


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
    for info in classes_of(project).values():
        if not any(last(base) == "AppConfig" or base.endswith("Config") for base in info.bases):
            continue
        name = _attribute_text(info, "name") or parent(info.symbol.file.name)
        if name:
            yield name, _attribute_text(info, "label") or last(name)


def _attribute_text(info: ClassInfo, name: str) -> str:
    assign = info.attributes.get(name)
    return _text(assign.value) if assign is not None else ""


def read_field(project: Project, part: ClassInfo, info: ClassInfo, name: str, assign: Assign) -> Field | None:
    """The field that `name = models.SomeField(...)` in class `part` gives to the class `info`."""
    if not isinstance(assign.value, Call):
        return None
    call, kind = assign.value, attribute_of(assign.value.function)
    place = absolute(assign.target.at, part.symbol.line)
    keywords = dict(call.keywords)
    if kind in _SINGLE or kind in _MANY_TO_MANY:
        first = call.arguments[0] if call.arguments else keywords.get("to")
        target = "" if kind == "GenericForeignKey" else target_of_relation(project, part.symbol.file, info, first)
        through = target_of_relation(project, part.symbol.file, info, keywords.get("through"))
        field_kind = FieldKind.SINGLE if kind in _SINGLE else FieldKind.MANY_TO_MANY
        return Field(name, field_kind, target, through, info.name, range=place, type=kind)
    if kind == "GenericRelation":
        target = target_of_relation(project, part.symbol.file, info, call.arguments[0] if call.arguments else None)
        return Field(name, FieldKind.MANY, target, range=place, type=kind)
    if kind.endswith("Field") or resolve(project, part.symbol.file, dotted(call.function)).endswith("Field"):
        return Field(name, FieldKind.COLUMN, range=place, type=dotted(call.function))
    return None


def target_of_relation(project: Project, file: SourceFile, info: ClassInfo, value: Expression | None) -> str:
    """A full dotted name, `app.Model`, a plain class name, or `USER`; empty when it cannot be told."""
    if isinstance(value, Text):
        return info.name if value.value == "self" else value.value
    if isinstance(value, Call):
        return USER if attribute_of(value.function) == "get_user_model" else ""
    if isinstance(value, Name | Attribute):
        if last(dotted(value)) == USER_SETTING:
            return USER
        name = resolve(project, file, dotted(value))
        made = global_value(project, name)
        if isinstance(made, Call | Attribute):
            return target_of_relation(project, file, info, made)
        return name
    return ""


def _managers(project: Project, info: ClassInfo) -> dict[str, str]:
    """The managers of a class; `objects` is there unless another manager takes its place."""
    found: dict[str, str] = {}
    for part in reversed(list(lineage(project, info.name))):
        for name, assign in part.attributes.items():
            manager = _manager_class(project, part.symbol.file, assign.value)
            if manager is not None:
                found[name] = manager
    return found or {"objects": ""}


def _manager_class(project: Project, file: SourceFile, value: Expression | None) -> str | None:
    """The dotted name of the class that gives a manager its methods; None when `value` makes no manager."""
    if not isinstance(value, Call):
        return None
    function = value.function
    if isinstance(function, Attribute) and function.name == "as_manager":
        return resolve(project, file, dotted(function.value))
    if isinstance(function, Call) and attribute_of(function.function) == "from_queryset":
        return resolve(project, file, dotted(function.arguments[0])) if function.arguments else ""
    name = resolve(project, file, dotted(function))
    if name.startswith("django.db.models.") and name.endswith("Manager"):
        return ""
    made = global_value(project, name)
    if isinstance(made, Call) and attribute_of(made.function) == "from_queryset" and made.arguments:
        return resolve(project, file, dotted(made.arguments[0]))
    bases = [base for part in lineage(project, name) for base in part.bases]
    return name if any(last(base).endswith("Manager") for base in bases) else None


def reverse_name(field: Field, model: Model) -> str:
    """The default name of the accessor at the other end of a relation."""
    short = model.short.lower()
    return short if field.type in _ONE_TO_ONE else f"{short}_set"


def is_one_to_one(field: Field) -> bool:
    """Whether the other end sees one object."""
    return field.type in _ONE_TO_ONE


def related_name(project: Project, info: ClassInfo, field: Field, model: Model) -> str | None:
    """The name of the reverse accessor; None when the relation has none."""
    for part in lineage(project, info.name):
        assign = part.attributes.get(field.name)
        if assign is not None and isinstance(assign.value, Call):
            keyword = dict(assign.value.keywords).get("related_name")
            if isinstance(keyword, Text):
                if keyword.value.endswith("+"):
                    return None
                label = model.label.partition(".")[0]
                written = keyword.value.replace("%(class)s", model.short.lower())
                return written.replace("%(app_label)s", label.lower()).replace("%(model_name)s", model.short.lower())
            break
    return reverse_name(field, model)
