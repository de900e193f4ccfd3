"""SQLAlchemy and SQLModel: the columns and relationships that a class body or a `Table` declares."""

from __future__ import annotations

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.model_types import Field, FieldKind
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import (
    Assign,
    Attribute,
    Call,
    Constant,
    Expression,
    Items,
    Lambda,
    Name,
    Other,
    Place,
    Subscript,
    Text,
)
from ringfence.model.names import last
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range
from ringfence.syntax.code_reader import read_expression

_COLUMNS = ("Column", "mapped_column", "Field", "column_property", "deferred", "composite")
_RELATIONS = ("relationship", "relation", "Relationship", "dynamic_loader", "backref")
_COLLECTIONS = ("list", "List", "set", "Set", "Sequence", "Collection", "dict", "Dict")
_MAPPED = ("Mapped", "WriteOnlyMapped", "DynamicMapped")


def read_field(
    project: Project, file: SourceFile, name: str, assign: Assign, line: int, *, is_plain: bool
) -> Field | None:
    """The field that an assignment or annotation in a class body declares; None when it declares none.

    `is_plain`: any annotation makes a column, as in SQLModel; SQLAlchemy wants `Mapped[...]`.
    """
    if name.startswith("__"):
        return None
    place = absolute(assign.target.at, line)
    call = assign.value if isinstance(assign.value, Call) else None
    kind = attribute_of(call.function) if call else ""
    if call and kind in _RELATIONS:
        return read_relation(project, file, name, call, assign.annotation, place)
    if call and kind == "synonym":
        return Field(name, FieldKind.COLUMN, range=place)
    if call and kind in ("association_proxy", "hybrid_property", "query_expression"):
        return None
    if (call and kind in _COLUMNS) or _is_mapped_annotation(
        assign.annotation, has_value=call is not None, is_plain=is_plain
    ):
        return column(project, file, name, call, assign.annotation, place)
    return None


def _is_mapped_annotation(annotation: Expression | None, *, has_value: bool, is_plain: bool) -> bool:
    outer = annotation.value if isinstance(annotation, Subscript) else annotation
    if outer is None or attribute_of(outer) in _MAPPED:
        return outer is not None
    return is_plain and not has_value and attribute_of(outer) not in ("ClassVar", "Any")


def column(
    project: Project, file: SourceFile, name: str, call: Call | None, annotation: Expression | None, place: Range
) -> Field:
    """The field of a column, as `Column(...)`, `mapped_column(...)` or an annotation declares it."""
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
    return Field(
        name,
        FieldKind.COLUMN,
        target=target,
        foreign_table=table,
        range=place,
        column=_column_name(call),
        is_tracked=_is_tracked(call, annotation),
    )


def constraint(project: Project, file: SourceFile, call: Call) -> tuple[list[str], list[str]]:
    """The columns of a `ForeignKeyConstraint`, and the table that each of them refers to."""
    keywords = dict(call.keywords)
    places = [*call.arguments[:2], *[None] * (2 - len(call.arguments[:2]))]
    columns, refers = (places[0] or keywords.get("columns")), (places[1] or keywords.get("refcolumns"))
    names = [item.value if isinstance(item, Text) else dotted(item) for item in _listed(columns)]
    tables = [item.value.rpartition(".")[0] if isinstance(item, Text) else "" for item in _listed(refers)]
    return names, tables


def _listed(value: Expression | None) -> tuple[Expression, ...]:
    return value.items if isinstance(value, Items) else ()


def _column_name(call: Call | None) -> str:
    """The name in `Column("name", ...)`, which need not be that of the attribute."""
    first = call.arguments[0] if call is not None and call.arguments else None
    if isinstance(first, Text) and first.complete:
        return first.value
    keywords = dict(call.keywords) if call is not None else {}
    name = keywords.get("name")
    return name.value if isinstance(name, Text) and name.complete else ""


def _is_tracked(call: Call | None, annotation: Expression | None) -> bool:
    """Whether a change inside the value is noticed: `MutableDict.as_mutable(JSON)`."""
    for argument in call.arguments if call is not None else ():
        function = argument.function if isinstance(argument, Call) else argument
        if attribute_of(function) in ("as_mutable", "MutableDict", "MutableList", "MutableJson", "NestedMutableJson"):
            return True
    inner = annotation.index if isinstance(annotation, Subscript) else annotation
    return (
        attribute_of(inner.value if isinstance(inner, Subscript) else inner).startswith("Mutable") if inner else False
    )


def _related_by_annotation(project: Project, file: SourceFile, annotation: Expression | None) -> str:
    """The class in `Mapped["Parent"]`, when it is written as a string or names a class of this project."""
    if not isinstance(annotation, Subscript):
        return ""
    inner = annotation.index
    if isinstance(inner, Text):
        return inner.value.strip()
    name = resolve(project, file, dotted(inner)) if dotted(inner) else ""
    return name if project.modules.owner_of(name) and last(name)[:1].isupper() else ""


def read_relation(
    project: Project, file: SourceFile, name: str, call: Call, annotation: Expression | None, place: Range
) -> Field:
    """The field of a relationship, with its target as written."""
    keywords = dict(call.keywords)
    target = _target(project, file, call.arguments[0] if call.arguments else keywords.get("argument"))
    kind, options = FieldKind.SINGLE, _options(keywords)
    if annotation is not None:
        inner = annotation
        if isinstance(annotation, Subscript) and attribute_of(annotation.value) in _MAPPED:
            inner = annotation.index
            options.update({"uselist": "True"} if attribute_of(annotation.value) != "Mapped" else {})
        inner = _unquoted(inner)
        options.setdefault("uselist", str(isinstance(inner, Subscript) and attribute_of(inner.value) in _COLLECTIONS))
        target = target or _annotated_target(project, file, inner)
    if options.get("uselist") == "True":
        kind = FieldKind.MANY
    secondary = keywords.get("secondary", keywords.get("link_model"))
    through = (_target(project, file, secondary) or "?") if secondary is not None else ""
    if through:
        kind = FieldKind.MANY_TO_MANY
    is_view = isinstance(keywords.get("viewonly"), Constant) and keywords["viewonly"].value == "True"  # type: ignore[union-attr]
    return Field(name, kind, target, through, range=place, options=options, is_view=is_view)


def _options(keywords: dict[str, Expression]) -> dict[str, str]:
    """What a relationship says about its ends."""
    found: dict[str, str] = {}
    uselist = keywords.get("uselist")
    if isinstance(uselist, Constant):
        found["uselist"] = uselist.value
    if "remote_side" in keywords:
        found["remote_side"] = "given"
    back = keywords.get("backref")
    if isinstance(back, Call) and back.arguments:
        several = dict(back.keywords).get("uselist")
        found["backref uselist"] = several.value if isinstance(several, Constant) else ""
        back = back.arguments[0]
    if isinstance(back, Text) and back.complete:
        found["backref"] = back.value
    return found


def _unquoted(annotation: Expression) -> Expression:
    """An annotation without quotes and without what only says that it may be missing."""
    if isinstance(annotation, Text):
        annotation = read_expression(annotation.value) or annotation
    if isinstance(annotation, Subscript) and attribute_of(annotation.value) in ("Optional", "Annotated"):
        index = annotation.index
        return _unquoted(index.items[0] if isinstance(index, Items) and index.items else index)
    if isinstance(annotation, Other) and annotation.operator == "|":
        kept = [part for part in annotation.parts if not isinstance(part, Constant)]
        return _unquoted(kept[0]) if len(kept) == 1 else annotation
    return annotation


def _annotated_target(project: Project, file: SourceFile, inner: Expression) -> str:
    depth = 0
    while isinstance(inner, Subscript) and depth < 8:
        inner, depth = _unquoted(inner.index.items[-1] if isinstance(inner.index, Items) else inner.index), depth + 1
    return _target(project, file, inner)


def _target(project: Project, file: SourceFile, value: Expression | None) -> str:
    """The class or table that is meant: by name, in quotes, or behind a lambda."""
    if isinstance(value, Lambda):
        value = value.body
    if isinstance(value, Text):
        return value.value.strip()
    if isinstance(value, Name | Attribute):
        # `secondary=TaskPersonLink.__table__` means the class, by way of its table.
        return resolve(project, file, dotted(value).removesuffix(".__table__"))
    return ""


def table_text(project: Project, file: SourceFile, value: Expression | None) -> str:
    """A table's name: a literal, a constant, or what a `Table(...)` says."""
    if isinstance(value, Text):
        return value.value if value.complete else ""
    if isinstance(value, Call):
        return table_text(project, file, value.arguments[0]) if value.arguments else ""
    if isinstance(value, Name | Attribute):
        found = global_value(project, resolve(project, file, dotted(value)))
        return table_text(project, file, found) if isinstance(found, Text | Call) else ""
    return ""


def absolute(place: Place, line: int) -> Range:
    """A place in a unit as a range of the file."""
    return Range(place[0] + line, place[1], place[2] + line, place[3])
