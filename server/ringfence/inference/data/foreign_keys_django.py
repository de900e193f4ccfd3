"""Django: the keys that the fields of models make in the database.

See https://docs.djangoproject.com/en/stable/ref/models/fields/#django.db.models.ForeignKey.db_constraint.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.class_index import ClassInfo, attribute_of, lineage
from ringfence.inference.data.foreign_keys_sites import nodes_in
from ringfence.inference.data.foreign_keys_types import (
    ForeignKey,
    KeyForm,
    classes_in,
    crosses,
    holder_of,
    is_told_by_heirs,
)
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm, owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Call, Constant, Text
from ringfence.model.diagnostic import Certainty
from ringfence.model.modules import Module
from ringfence.model.names import join, last
from ringfence.model.project import Project, SourceFile


def django_keys(project: Project, file: SourceFile) -> Iterator[ForeignKey]:
    """The keys that a file declares, and those that its models inherit from where nobody is told of them."""
    models = models_of(project)
    for info in classes_in(project, file):
        model = models.get(info.name)
        if info.orm is not Orm.DJANGO or model is None or model.proxy:
            continue
        holder = holder_of(project, file, info.name)
        for name in info.attributes:
            field = model.fields.get(name)
            if field is not None and field.range is not None:
                yield from _declared(project, info, field, holder)
        if holder is not None and not model.abstract:
            yield from _joined(project, info, model, holder)
            yield from _inherited(project, info, model, holder)


def call_of(info: ClassInfo, name: str) -> Call | None:
    """The call that makes a field of a class."""
    assign = info.attributes.get(name)
    return assign.value if assign is not None and isinstance(assign.value, Call) else None


def _declared(project: Project, info: ClassInfo, field: Field, holder: Module | None) -> Iterator[ForeignKey]:
    call = call_of(info, field.name)
    place = field.range
    if call is None or place is None:
        return
    kind = attribute_of(call.function)
    name, source = f"{last(info.name)}.{field.name}", join(info.name, field.name)
    path = info.symbol.file.path
    if kind == "GenericForeignKey" and holder is not None:
        yield ForeignKey(path, place, KeyForm.GENERIC, name, holder, source, certainty=Certainty.OPAQUE)
        return
    target = models_of(project).get(field.target)
    owner = owner_of(project, target) if target is not None else None
    if target is None or not (crosses(holder, owner) or is_told_by_heirs(project, info.name, holder, owner)):
        return
    if kind == "GenericRelation":
        form, certainty = KeyForm.GENERIC, Certainty.OPAQUE
    elif is_physical(field, call) and not _decides_itself(project, info, call):
        form, certainty = KeyForm.DJANGO, _certainty(call)
    else:
        return
    yield ForeignKey(path, place, form, name, holder, source, owner, target, table_of(project, target), certainty)


def is_physical(field: Field, call: Call) -> bool:
    """Whether a relation makes a constraint in the database."""
    is_relation = field.kind in (FieldKind.SINGLE, FieldKind.MANY_TO_MANY) and not field.type.startswith("Generic")
    return is_relation and has_constraint(call)


def has_constraint(call: Call) -> bool:
    """Whether a call that makes a relation leaves it its constraint; with a model between, that has the keys."""
    keywords = dict(call.keywords)
    constraint = keywords.get("db_constraint")
    return "through" not in keywords and not (isinstance(constraint, Constant) and constraint.value == "False")


def _decides_itself(project: Project, info: ClassInfo, call: Call) -> bool:
    """Whether the class of a field, or a base of it, is of this project and speaks of constraints itself."""
    name = resolve(project, info.symbol.file, dotted(call.function))
    return any(_speaks_of_constraints(node) for part in lineage(project, name) for node in nodes_in(part.node))


def _speaks_of_constraints(node: object) -> bool:
    if isinstance(node, Call):
        return any(key == "db_constraint" for key, _ in node.keywords)
    return isinstance(node, Text) and node.value == "db_constraint"


def _certainty(call: Call) -> Certainty:
    constraint = dict(call.keywords).get("db_constraint")
    is_plain = constraint is None or (isinstance(constraint, Constant) and constraint.value == "True")
    return Certainty.CERTAIN if is_plain else Certainty.LIKELY


def _joined(project: Project, info: ClassInfo, model: Model, holder: Module) -> Iterator[ForeignKey]:
    """The key to the table of a parent that is no abstract one."""
    for name in model.parents:
        parent = models_of(project).get(name)
        if parent is None or parent.proxy or name not in _bases(project, info):
            continue
        owner = owner_of(project, parent)
        if crosses(holder, owner) and not _has_link(info):
            source = info.name
            yield ForeignKey(
                *(model.path, model.range, KeyForm.PARENT, last(info.name), holder, source, owner, parent),
                table=table_of(project, parent),
            )


def _bases(project: Project, info: ClassInfo) -> set[str]:
    """The classes that a class inherits from without another table between."""
    models, found, pending = models_of(project), set[str](), list(info.bases)
    by_name = {part.name: part for part in lineage(project, info.name)}
    while pending:
        name = pending.pop()
        model = models.get(name)
        if name in found or name not in by_name:
            continue
        found.add(name)
        if model is None or model.abstract or model.proxy:
            pending.extend(by_name[name].bases)
    return found


def _has_link(info: ClassInfo) -> bool:
    calls = (call_of(info, name) for name in info.attributes)
    return any(key == "parent_link" for call in calls if call is not None for key, _ in call.keywords)


def _inherited(project: Project, info: ClassInfo, model: Model, holder: Module) -> Iterator[ForeignKey]:
    """The keys of abstract bases that cross nothing where they are declared, but do here."""
    for part in lineage(project, info.name)[1:]:
        base = models_of(project).get(part.name)
        if base is None or not base.abstract:
            continue
        declared_in = holder_of(project, part.symbol.file, part.name)
        for name in part.attributes:
            field, call = model.fields.get(name), call_of(part, name)
            target = models_of(project).get(field.target) if field is not None and name not in info.attributes else None
            if field is None or call is None or target is None or field.home or not is_physical(field, call):
                continue
            owner = owner_of(project, target)
            if declared_in is not None and crosses(holder, owner) and not crosses(declared_in, owner):
                shown = f"{last(info.name)}.{name}"
                yield ForeignKey(
                    *(model.path, model.range, KeyForm.INHERITED, shown, holder, join(info.name, name), owner, target),
                    table=table_of(project, target),
                )


def table_of(project: Project, model: Model) -> str:
    """The table of a model; of a proxy, that of its parent."""
    parents = (models_of(project).get(name) for name in model.parents)
    return model.table or next((parent.table for parent in parents if parent is not None and parent.table), "")
