"""SQLAlchemy and SQLModel: from classes and `Table` objects to models.

See https://docs.sqlalchemy.org/en/20/orm/declarative_tables.html and
https://docs.sqlalchemy.org/en/20/core/metadata.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.inference.data.class_index import ClassInfo, attribute_of, global_value, lineage
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.symbols import dotted, globals_of, resolve
from ringfence.model.code import (
    Assign,
    Attribute,
    Call,
    Constant,
    Expression,
    Function,
    Name,
    Place,
    Return,
    Subscript,
    Text,
)
from ringfence.model.names import join, last
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range

_COLUMNS = ("Column", "mapped_column", "Field", "column_property", "deferred", "composite")
_RELATIONS = ("relationship", "relation", "Relationship", "dynamic_loader", "backref")
_COLLECTIONS = ("list", "List", "set", "Set", "Sequence", "Collection", "WriteOnlyMapped", "DynamicMapped")
_MAPPED = ("Mapped", "WriteOnlyMapped", "DynamicMapped")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def sqlalchemy_models(project: Project, classes: Iterator[ClassInfo]) -> Iterator[Model]:
    """A model for each mapped class, abstract ones included, and for each Core table."""
    for info in classes:
        if not info.is_base and _is_mapped(project, info):
            yield _model(project, info)
    for path in sorted(project.code):
        file = project.files.get(path)
        if file is not None:
            yield from _core_tables(project, file)


def _is_mapped(project: Project, info: ClassInfo) -> bool:
    """SQLModel classes are tables only when they say so, or inherit from one that does."""
    names = [base for part in lineage(project, info.name) for base in part.bases]
    if "sqlmodel.SQLModel" not in names:
        return True
    return any(
        name == "table" and isinstance(value, Constant) and value.value == "True"
        for part in lineage(project, info.name)
        for name, value in part.node.keywords
    )


def _model(project: Project, info: ClassInfo) -> Model:
    fields: dict[str, Field] = {}
    for part in reversed(list(lineage(project, info.name))):
        for name, assign in part.attributes.items():
            field = read_field(project, part.symbol.file, name, assign, part.symbol.line)
            if field is not None:
                fields[name] = field
    parents = [part.name for part in lineage(project, info.name) if part is not info and _has_table(part)]
    return Model(
        name=info.name,
        orm=Orm.SQLALCHEMY,
        table=_table(project, info),
        path=info.symbol.file.path,
        range=absolute(info.node.at, info.symbol.line),
        fields=fields,
        parents=tuple(parents),
        abstract=_is_abstract(info),
    )


def _has_table(info: ClassInfo) -> bool:
    return "__tablename__" in info.attributes or "__table__" in info.attributes


def _is_abstract(info: ClassInfo) -> bool:
    mark = info.attributes.get("__abstract__")
    return mark is not None and isinstance(mark.value, Constant) and mark.value.value == "True"


def _table(project: Project, info: ClassInfo) -> str:
    for part in lineage(project, info.name):
        for key in ("__tablename__", "__table__"):
            if key in part.attributes:
                return _table_text(project, part.symbol.file, part.attributes[key].value)
        made = next(
            (item for item in part.node.body if isinstance(item, Function) and item.name == "__tablename__"), None
        )
        if made is not None:
            return _made_table(info, made)
    bases = [base for part in lineage(project, info.name) for base in part.bases]
    if "sqlmodel.SQLModel" in bases:
        return last(info.name).lower()
    if any(last(base) == "Model" for base in bases):
        return _CAMEL.sub("_", last(info.name)).lower()
    return ""


def _made_table(info: ClassInfo, function: Function) -> str:
    """The table that a `declared_attr` gives: a literal, or the class's own name in lower case."""
    value = next((item.value for item in function.body if isinstance(item, Return)), None)
    if isinstance(value, Text) and value.complete:
        return value.value
    if isinstance(value, Call) and dotted(value.function) == "cls.__name__.lower":
        return last(info.name).lower()
    return ""


def _table_text(project: Project, file: SourceFile, value: Expression | None) -> str:
    """A table's name: a literal, a constant, or what a `Table(...)` says."""
    if isinstance(value, Text):
        return value.value if value.complete else ""
    if isinstance(value, Call):
        return _table_text(project, file, value.arguments[0]) if value.arguments else ""
    if isinstance(value, Name | Attribute):
        found = global_value(project, resolve(project, file, dotted(value)))
        return _table_text(project, file, found) if isinstance(found, Text | Call) else ""
    return ""


def read_field(project: Project, file: SourceFile, name: str, assign: Assign, line: int) -> Field | None:
    """The field that an assignment or annotation in a class body declares; None when it declares none."""
    if name.startswith("__"):
        return None
    place = absolute(assign.target.at, line)
    call = assign.value if isinstance(assign.value, Call) else None
    kind = attribute_of(call.function) if call else ""
    if call and kind in _RELATIONS:
        return _relation(project, file, name, call, assign.annotation, place)
    if call and kind in ("association_proxy", "hybrid_property", "synonym", "query_expression"):
        return None
    if (call and kind in _COLUMNS) or _is_mapped_annotation(assign.annotation, has_value=call is not None):
        return _column(project, file, name, call, assign.annotation, place)
    return None


def _is_mapped_annotation(annotation: Expression | None, *, has_value: bool) -> bool:
    if isinstance(annotation, Subscript):
        return attribute_of(annotation.value) in (*_MAPPED, "Optional") or has_value
    return annotation is not None and not has_value and attribute_of(annotation) not in ("ClassVar", "Any")


def _column(
    project: Project, file: SourceFile, name: str, call: Call | None, annotation: Expression | None, place: Range
) -> Field:
    related = _related_by_annotation(project, file, annotation)
    if call is None and related:
        return Field(name, FieldKind.SINGLE, target=related, range=place)
    table = target = ""
    for argument in call.arguments if call else ():
        if isinstance(argument, Call) and attribute_of(argument.function) == "ForeignKey" and argument.arguments:
            referred = argument.arguments[0]
            if isinstance(referred, Text):
                table = referred.value.rpartition(".")[0] if referred.complete else ""
            else:
                target = resolve(project, file, dotted(referred).rpartition(".")[0])
    for key, value in call.keywords if call else ():
        if key == "foreign_key" and isinstance(value, Text):
            table = value.value.rpartition(".")[0]
    return Field(name, FieldKind.COLUMN, target=target, foreign_table=table, range=place)


def _related_by_annotation(project: Project, file: SourceFile, annotation: Expression | None) -> str:
    """The class in `Mapped["Parent"]`, when it is written as a string or names a class of this project."""
    if not isinstance(annotation, Subscript):
        return ""
    inner = annotation.index
    if isinstance(inner, Text):
        return inner.value.strip()
    name = resolve(project, file, dotted(inner)) if dotted(inner) else ""
    return name if project.modules.owner_of(name) and last(name)[:1].isupper() else ""


def _relation(
    project: Project, file: SourceFile, name: str, call: Call, annotation: Expression | None, place: Range
) -> Field:
    argument = call.arguments[0] if call.arguments else None
    keywords = dict(call.keywords)
    argument = argument or keywords.get("argument")
    target, many = _target(project, file, argument), None
    if isinstance(annotation, Subscript):
        inner = annotation.index if attribute_of(annotation.value) in _MAPPED else annotation
        many = isinstance(inner, Subscript) and attribute_of(inner.value) in _COLLECTIONS
        target = target or _annotated_target(project, file, inner)
    uselist = keywords.get("uselist")
    if isinstance(uselist, Constant):
        many = uselist.value == "True"
    secondary = keywords.get("secondary")
    through = _target(project, file, secondary) if secondary is not None else ""
    if through:
        return Field(name, FieldKind.MANY_TO_MANY, target=target, through=through, range=place)
    # Without an annotation only the foreign keys tell: the side that holds one has a single object.
    kind = FieldKind.MANY if many else FieldKind.SINGLE
    return Field(name, kind, target=target, range=place, type="" if many is None else "sure")


def _annotated_target(project: Project, file: SourceFile, inner: Expression) -> str:
    while isinstance(inner, Subscript):
        inner = inner.index
    return _target(project, file, inner)


def _target(project: Project, file: SourceFile, value: Expression | None) -> str:
    if isinstance(value, Text):
        return value.value.strip()
    if isinstance(value, Name | Attribute):
        return resolve(project, file, dotted(value))
    return ""


def _core_tables(project: Project, file: SourceFile) -> Iterator[Model]:
    code = project.code[file.path]
    for statement, line in globals_of(code):
        if not (
            isinstance(statement, Assign) and isinstance(statement.value, Call) and isinstance(statement.target, Name)
        ):
            continue
        call = statement.value
        if attribute_of(call.function) != "Table" or not _is_table_call(project, file, call):
            continue
        fields = {field.name: field for field in _core_columns(project, file, call, line)}
        table = _table_text(project, file, call.arguments[0]) if call.arguments else ""
        place = absolute(statement.target.at, line)
        name = join(file.name, statement.target.id)
        yield Model(name, Orm.SQLALCHEMY, table, file.path, place, fields, is_core_table=True)


def _is_table_call(project: Project, file: SourceFile, call: Call) -> bool:
    name = resolve(project, file, dotted(call.function))
    return name.startswith("sqlalchemy") or name.endswith("db.Table")


def _core_columns(project: Project, file: SourceFile, call: Call, line: int) -> Iterator[Field]:
    for argument in call.arguments[1:]:
        if isinstance(argument, Call) and attribute_of(argument.function) == "Column" and argument.arguments:
            first = argument.arguments[0]
            if isinstance(first, Text):
                place = absolute(first.at, line)
                yield _column(project, file, first.value, argument, None, place)


def absolute(place: Place, line: int) -> Range:
    """A place in a unit as a range of the file."""
    return Range(place[0] + line, place[1], place[2] + line, place[3])
