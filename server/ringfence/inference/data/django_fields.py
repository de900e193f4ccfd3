"""Django: the fields of models, read class by class, and the names of the accessors that lead back.

See https://docs.djangoproject.com/en/stable/ref/models/fields/.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.class_index import ClassInfo, attribute_of, lineage
from ringfence.inference.data.model_types import Field, FieldKind, Model
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Assign, Attribute, Call, Expression, Name, Text
from ringfence.model.names import last
from ringfence.model.project import Project, SourceFile

_SINGLE = ("ForeignKey", "OneToOneField", "ParentalKey", "GenericForeignKey")
_MANY_TO_MANY = ("ManyToManyField",)
_ONE_TO_ONE = ("OneToOneField",)
_TRACKED = ("JSONField", "ArrayField", "HStoreField")
USER_SETTING = "AUTH_USER_MODEL"
USER = "<user>"
"""Stands for the user model until it is known which one that is."""
_LOGIN = ("password", "last_login")
_PERMISSIONS = ("is_superuser",)
_PERSON = ("username", "first_name", "last_name", "email", "is_staff", "is_active", "date_joined")
_OF_PACKAGES: dict[str, tuple[str, ...]] = {
    "AbstractBaseUser": _LOGIN,
    "PermissionsMixin": _PERMISSIONS,
    "AbstractUser": (*_LOGIN, *_PERMISSIONS, *_PERSON),
    "AbstractBaseSession": ("session_key", "session_data", "expire_date"),
}
"""What the abstract models of Django itself hold."""
_OF_TIME_STAMPED = ("created", "modified")


def inherited_from_packages(bases: tuple[str, ...], user: str) -> Iterator[Field]:
    """The fields that a class has from bases outside the project; `user` is the class itself, if it is of it."""
    for base in bases:
        names = _OF_PACKAGES.get(last(base), ()) if base.startswith("django.contrib.") else ()
        if base.startswith("model_utils.") and last(base) == "TimeStampedModel":
            names = _OF_TIME_STAMPED
        for name in names:
            yield Field(name, FieldKind.COLUMN, type="CharField")
        if user and "is_superuser" in names:
            for name in ("groups", "user_permissions"):
                yield Field(name, FieldKind.MANY_TO_MANY, declared_by=user, type="ManyToManyField")


def read_field(project: Project, part: ClassInfo, info: ClassInfo, name: str, assign: Assign) -> Field | None:
    """The field that `name = models.SomeField(...)` in class `part` gives to the class `info`."""
    if not isinstance(assign.value, Call):
        return None
    call, kind = assign.value, _kind(project, part.symbol.file, assign.value)
    place = absolute(assign.target.at, part.symbol.line)
    keywords = dict(call.keywords)
    is_single, is_many = kind.endswith(_SINGLE), kind.endswith(_MANY_TO_MANY)
    if is_single or is_many:
        first = call.arguments[0] if call.arguments else keywords.get("to")
        target = "" if kind == "GenericForeignKey" else target_of_relation(project, part.symbol.file, info, first)
        through = target_of_relation(project, part.symbol.file, info, keywords.get("through"))
        field_kind = FieldKind.SINGLE if is_single else FieldKind.MANY_TO_MANY
        options = {key: _text(keywords[key]) for key in ("db_table", "db_column") if _text(keywords.get(key))}
        column = options.pop("db_column", "")
        return Field(
            *(name, field_kind, target, through, info.name), range=place, type=kind, column=column, options=options
        )
    if kind == "GenericRelation":
        target = target_of_relation(project, part.symbol.file, info, call.arguments[0] if call.arguments else None)
        return Field(name, FieldKind.MANY, target, range=place, type=kind)
    if kind.endswith("Field") or resolve(project, part.symbol.file, dotted(call.function)).endswith("Field"):
        column = _text(keywords.get("db_column"))
        written, is_tracked = dotted(call.function), kind.endswith(_TRACKED)
        return Field(name, FieldKind.COLUMN, range=place, type=written, column=column, is_tracked=is_tracked)
    return None


def _kind(project: Project, file: SourceFile, call: Call) -> str:
    """The class of a field; of one that the project derives from a relation of Django, that of the relation."""
    kind = attribute_of(call.function)
    if not kind.endswith((*_SINGLE, *_MANY_TO_MANY)) and kind[:1].isupper():
        name = resolve(project, file, dotted(call.function))
        for part in lineage(project, name):
            for base in part.bases:
                if base.endswith((*_SINGLE, *_MANY_TO_MANY)):
                    return last(base)
    return kind


def _text(value: Expression | None) -> str:
    return value.value.replace('"', "") if isinstance(value, Text) and value.complete else ""


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
        if isinstance(made, Call | Attribute | Text):
            return target_of_relation(project, file, info, made)
        return name
    return ""


def is_one_to_one(field: Field) -> bool:
    """Whether the other end sees one object."""
    return field.type.endswith(_ONE_TO_ONE)


def related_name(project: Project, info: ClassInfo, field: Field, model: Model) -> str | None:
    """The name of the reverse accessor; None when the relation has none."""
    short = model.short.lower()
    written = model.related_name
    for part in lineage(project, info.name):
        assign = part.attributes.get(field.name)
        if assign is not None and isinstance(assign.value, Call):
            keyword = dict(assign.value.keywords).get("related_name")
            written = keyword.value if isinstance(keyword, Text) else written
            break
    if written.endswith("+"):
        return None
    label = model.label.partition(".")[0].lower()
    for pattern, value in (("%(class)s", short), ("%(model_name)s", short), ("%(app_label)s", label)):
        written = written.replace(pattern, value)
    return written or (short if is_one_to_one(field) else f"{short}_set")
