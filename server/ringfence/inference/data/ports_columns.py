"""What the columns of a model are in Python: the types that a port takes for them, and which one is the key."""

from __future__ import annotations

from typing import NamedTuple

from ringfence.inference.data.class_index import attribute_of, lineage
from ringfence.inference.data.model_types import Model, Orm
from ringfence.inference.data.models import models_of
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Assign, Call, Constant, Expression, Items, Other, Subscript, Text
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.syntax.code_reader import read_expression


class ColumnType(NamedTuple):
    """A type as an annotation writes it."""

    text: str
    imports: tuple[tuple[str, str], ...] = ()
    """Modules of the standard library, each with the name that the annotation needs from it."""

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return self.text != "object"

    @property
    def bare(self) -> str:
        """The type without what says that it may be missing."""
        return self.text.removesuffix(" | None")

    def optional(self) -> ColumnType:
        """The same, or None."""
        is_done = not self.is_known or self.text.endswith(" | None")
        return self if is_done else ColumnType(f"{self.text} | None", self.imports)


UNKNOWN = ColumnType("object")
_BUILT_IN = ("int", "str", "float", "bool", "bytes")
_STANDARD = {
    "datetime.datetime": ColumnType("datetime", (("datetime", "datetime"),)),
    "datetime.date": ColumnType("date", (("datetime", "date"),)),
    "datetime.time": ColumnType("time", (("datetime", "time"),)),
    "datetime.timedelta": ColumnType("timedelta", (("datetime", "timedelta"),)),
    "decimal.Decimal": ColumnType("Decimal", (("decimal", "Decimal"),)),
    "uuid.UUID": ColumnType("UUID", (("uuid", "UUID"),)),
}
_JSON = ColumnType("dict[str, object]")
_BY_NAME = {
    **dict.fromkeys(("String", "Unicode", "Text", "UnicodeText", "VARCHAR", "CHAR", "TEXT"), ColumnType("str")),
    **dict.fromkeys(("Integer", "BigInteger", "SmallInteger", "INTEGER", "BIGINT"), ColumnType("int")),
    **dict.fromkeys(("Numeric", "DECIMAL", "NUMERIC", "DecimalField"), _STANDARD["decimal.Decimal"]),
    **dict.fromkeys(("Float", "Double", "REAL", "FLOAT", "FloatField"), ColumnType("float")),
    **dict.fromkeys(("DateTime", "TIMESTAMP", "DATETIME", "DateTimeField"), _STANDARD["datetime.datetime"]),
    **dict.fromkeys(("Date", "DATE", "DateField"), _STANDARD["datetime.date"]),
    **dict.fromkeys(("Time", "TIME", "TimeField"), _STANDARD["datetime.time"]),
    **dict.fromkeys(("Interval", "DurationField"), _STANDARD["datetime.timedelta"]),
    **dict.fromkeys(("Boolean", "BOOLEAN", "BooleanField"), ColumnType("bool")),
    **dict.fromkeys(("Uuid", "UUID", "UUIDField"), _STANDARD["uuid.UUID"]),
    **dict.fromkeys(("JSON", "JSONB", "JSONField"), _JSON),
    **dict.fromkeys(("LargeBinary", "BinaryField"), ColumnType("bytes")),
    **dict.fromkeys(("CharField", "TextField", "SlugField", "EmailField", "URLField"), ColumnType("str")),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField", "AutoField"), ColumnType("int")),
    **dict.fromkeys(("PositiveIntegerField", "PositiveSmallIntegerField", "BigAutoField"), ColumnType("int")),
}
_MAPPED = ("Mapped", "Annotated")


def type_of(project: Project, model: Model, name: str) -> ColumnType:
    """The Python type of a column; `object` when the model does not tell."""
    key = primary_key(project, model)
    if name in ("pk", "id") and name not in model.fields:
        return ColumnType("int") if name == "id" or key in ("", "id") else type_of(project, model, key)
    found = _declaration(project, model, name)
    if found is None:
        return UNKNOWN
    file, assign = found
    annotated = _annotated(project, file, assign.annotation) if assign.annotation is not None else UNKNOWN
    if annotated.is_known or not isinstance(assign.value, Call):
        return annotated
    declared = _declared(assign.value)
    if not declared.is_known:
        target = models_of(project).with_table(model.fields[name].foreign_table) if name in model.fields else None
        if target is not None and target is not model:
            declared = type_of(project, target, primary_key(project, target) or "id")
    return declared.optional() if _says(assign.value, "nullable", "null") else declared


def primary_key(project: Project, model: Model) -> str:
    """The one column that tells the rows of a model apart; empty when there are several, or none that is known."""
    keys = [name for name in model.fields if _is_marked(project, model, name, "primary_key")]
    if not keys and model.orm is Orm.DJANGO:
        return "id"
    return keys[0] if len(keys) == 1 else ""


def is_unique(project: Project, model: Model, name: str) -> bool:
    """Whether no two rows of a model share a value of a column."""
    return name == primary_key(project, model) or _is_marked(project, model, name, "unique")


def _is_marked(project: Project, model: Model, name: str, mark: str) -> bool:
    found = _declaration(project, model, name)
    return found is not None and isinstance(found[1].value, Call) and _says(found[1].value, mark)


def _says(call: Call, *marks: str) -> bool:
    return any(key in marks and isinstance(value, Constant) and value.value == "True" for key, value in call.keywords)


def _declaration(project: Project, model: Model, name: str) -> tuple[SourceFile, Assign] | None:
    """What declares a column: in the class itself, or in what it inherits from."""
    for part in lineage(project, model.name):
        assign = part.attributes.get(name)
        if assign is not None:
            return part.symbol.file, assign
    return None


def _declared(call: Call) -> ColumnType:
    """The type that `Column(String(80))` or `models.CharField()` says."""
    kind = _BY_NAME.get(attribute_of(call.function))
    if kind is not None:
        return kind
    types = [*call.arguments, *(value for key, value in call.keywords if key == "type_")]
    for argument in types:
        function = argument.function if isinstance(argument, Call) else argument
        found = _BY_NAME.get(last(dotted(function)))
        if found is not None:
            return found
    return UNKNOWN


def _annotated(project: Project, file: SourceFile, annotation: Expression) -> ColumnType:
    """The type that an annotation says, `Mapped[...]` around it or not."""
    if isinstance(annotation, Text):
        inner = read_expression(annotation.value)
        return _annotated(project, file, inner) if inner is not None else UNKNOWN
    if isinstance(annotation, Subscript):
        outer, index = attribute_of(annotation.value), annotation.index
        if outer in _MAPPED or outer == "Optional":
            first = index.items[0] if isinstance(index, Items) and index.items else index
            found = _annotated(project, file, first)
            return found.optional() if outer == "Optional" else found
        return _JSON if outer in ("dict", "Dict") else UNKNOWN
    if isinstance(annotation, Other) and annotation.operator == "|":
        kept = [part for part in annotation.parts if not (isinstance(part, Constant) and part.value == "None")]
        found = _annotated(project, file, kept[0]) if len(kept) == 1 else UNKNOWN
        return found.optional() if len(kept) < len(annotation.parts) else found
    return named_type(project, file, dotted(annotation))


def named_type(project: Project, file: SourceFile, name: str) -> ColumnType:
    """The type that a dotted name in a file means; `object` for a class of the project, which may be internal."""
    if name in _BUILT_IN:
        return ColumnType(name)
    full = resolve(project, file, name) if name else ""
    return _STANDARD.get(full, _JSON if last(full) == "dict" and not parent(full) else UNKNOWN)
