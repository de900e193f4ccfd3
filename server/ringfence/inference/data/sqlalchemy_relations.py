"""SQLAlchemy relationships: which end has many, and whose table a change of one writes.

See https://docs.sqlalchemy.org/en/20/orm/basic_relationships.html.
"""

from __future__ import annotations

from dataclasses import replace

from ringfence.inference.data.model_types import Field, FieldKind, Model


def related(model: Model, field: Field, other: Model) -> Field:
    """The relationship, with its kind settled and the model whose table a change of it writes."""
    if field.kind is FieldKind.MANY_TO_MANY:
        return replace(field, writes=field.through)
    here, there = _holds_key(model, other), _holds_key(other, model)
    kind = field.kind if "uselist" in field.options else _kind(model, field, other, here=here, there=there)
    if kind is FieldKind.MANY:
        return replace(field, kind=kind, writes=other.name)
    return replace(field, kind=kind, writes=other.name if there and not here else "")


def _kind(model: Model, field: Field, other: Model, *, here: bool, there: bool) -> FieldKind:
    """Without an annotation only the foreign keys tell: the side that holds one has a single object."""
    if model.name == other.name or model.name in other.parents:
        return FieldKind.SINGLE if "remote_side" in field.options else FieldKind.MANY
    if here == there:
        return FieldKind.MANY if field.name.endswith("s") else FieldKind.SINGLE
    return FieldKind.MANY if there else FieldKind.SINGLE


def _holds_key(model: Model, other: Model) -> bool:
    """Whether a column of `model` is a foreign key to `other`, or to a table that `other` is joined to."""
    names = {other.name, *other.parents}
    tables = set(other.table_names) if other.table else set()
    return any(
        field.kind is FieldKind.COLUMN
        and not field.home
        and ((field.foreign_table and field.foreign_table in tables) or (field.target and field.target in names))
        for field in model.fields.values()
    )


def back_reference(model: Model, field: Field) -> Field | None:
    """What `backref="name"` puts on the other end."""
    name = field.options.get("backref", "")
    if not name or field.home:
        return None
    if field.kind is FieldKind.MANY_TO_MANY:
        return Field(name, field.kind, model.name, field.through, writes=field.through, is_view=field.is_view)
    if field.kind is FieldKind.MANY or field.writes:
        return Field(name, FieldKind.SINGLE, model.name)
    kind = FieldKind.SINGLE if field.options.get("backref uselist") == "False" else FieldKind.MANY
    return Field(name, kind, model.name, writes=model.name)
