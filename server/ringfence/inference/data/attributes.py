"""What an attribute of a value may be, and what a dotted name refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.class_index import classes_of, global_value, lineage, method_named
from ringfence.inference.data.functions import returned_by
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.symbols import dotted, resolve, symbol_named
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Collection,
    Instance,
    Manager,
    Many,
    Method,
    ModelClass,
    Object,
    Origin,
    Query,
    Reference,
    Session,
    Several,
    Value,
    join,
    one,
)
from ringfence.model import code
from ringfence.model.names import join as join_names
from ringfence.model.names import last, parent

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SESSION_NAMES = frozenset(("session", "db_session", "dbsession", "_session", "async_session"))


def referred(flow: Flow, name: str) -> Value:
    """What a full dotted name stands for."""
    if flow.models.get(name) is not None:
        return one(ModelClass(name))
    value = global_value(flow.project, name)
    if value is not None and (known := _global(flow, name, value)):
        return known
    return one(Reference(name))


def _global(flow: Flow, name: str, value: code.Expression) -> Value:
    """The value of a module-level name of the project, looked through once."""
    key = ("global", name)
    known = flow.project.memo.peek(key)
    if known is not None:
        return known  # type: ignore[return-value]
    flow.project.memo.put(key, UNKNOWN)
    file = flow.project.file_named(parent(name))
    if file is None or isinstance(value, code.Lambda | code.Comprehension):
        return UNKNOWN
    from ringfence.inference.data.flow import Flow as NewFlow

    inner = NewFlow(flow.project, flow.models, file, "", 0, "")
    found = inner.value(value)
    flow.project.memo.put(key, found)
    return found


def text_of(flow: Flow, expression: code.Expression) -> str:
    """The text that an expression surely is: a literal, a constant, a model's table name; empty when unknown."""
    if isinstance(expression, code.Text):
        return expression.value if expression.complete else ""
    if isinstance(expression, code.Attribute) and expression.name in ("__tablename__", "db_table", "name"):
        for atom in flow.value(expression.value):
            if isinstance(atom, ModelClass):
                model = flow.models.get(atom.model)
                return model.table if model else ""
    if isinstance(expression, code.Name | code.Attribute) and dotted(expression) not in flow.names:
        value = global_value(flow.project, resolve(flow.project, flow.file, dotted(expression), flow.local_imports))
        return value.value if isinstance(value, code.Text) and value.complete else ""
    return ""


def attribute(flow: Flow, expression: code.Attribute, value: Value) -> Value:
    """`value.name`."""
    whole = dotted(expression)
    if whole in flow.names:
        return flow.names[whole]
    return join(*(_of_atom(flow, atom, expression.name, expression.at) for atom in value))


def _of_atom(flow: Flow, atom: Atom, name: str, at: code.Place) -> Value:
    match atom:
        case Reference():
            return _of_reference(flow, atom, name)
        case ModelClass():
            return _of_class(flow, atom, name)
        case Instance():
            return _of_instance(flow, atom, name, at)
        case Object():
            return _of_object(flow, atom, name)
        case Argument():
            return one(Argument(atom.parameter, (*atom.path, name), atom.element)) if len(atom.path) < 3 else UNKNOWN
        case Several() | Query() | Many():
            return _of_row(flow, atom, name)
    return UNKNOWN


def _of_reference(flow: Flow, atom: Reference, name: str) -> Value:
    if name in _SESSION_NAMES and not atom.name.startswith("requests"):
        return one(Session())
    return referred(flow, resolve_name(flow, join_names(atom.name, name)))


def resolve_name(flow: Flow, name: str) -> str:
    """A full dotted name, followed through re-exports."""
    from ringfence.inference.names import definition_of

    return definition_of(flow.project, name)


def _of_class(flow: Flow, atom: ModelClass, name: str) -> Value:
    model = flow.models.get(atom.model)
    if model is None:
        return UNKNOWN
    if name == "__table__":
        return one(atom)
    if model.orm is Orm.DJANGO and (name in model.managers or name in ("objects", "_default_manager", "_base_manager")):
        return one(Manager(model.name, model.managers.get(name, "")))
    if name == "query" and model.orm is Orm.SQLALCHEMY:
        return one(Query(model.name, one(Instance(model.name, Origin.QUERY))))
    method = method_named(flow.project, atom.model, name)
    return one(Method(one(atom), method.name)) if method is not None else UNKNOWN


def _of_instance(flow: Flow, atom: Instance, name: str, at: code.Place) -> Value:
    model = flow.models.get(atom.model)
    if model is None:
        return UNKNOWN
    field = model.fields.get(name)
    if field is not None:
        return _of_field(atom, model, field, at)
    method = method_named(flow.project, atom.model, name)
    if method is None:
        return UNKNOWN
    assert isinstance(method.node, code.Function)
    if any(last(dotted(item)) in ("property", "cached_property", "hybrid_property") for item in method.node.decorators):
        return returned_by(flow, method.name, one(atom), {})
    return one(Method(one(atom), method.name))


def _of_field(atom: Instance, model: Model, field: Field, at: code.Place) -> Value:
    if not field.target:
        return UNKNOWN
    origin = atom.origin if atom.origin is Origin.NEW else Origin.RELATED
    if field.kind is FieldKind.SINGLE:
        return one(Instance(field.target, origin, at, atom.likely))
    if model.orm is Orm.DJANGO and field.kind in (FieldKind.MANY, FieldKind.MANY_TO_MANY):
        relation = "m2m" if field.kind is FieldKind.MANY_TO_MANY else "reverse"
        writes = field.through or field.declared_by if relation == "m2m" else field.target
        return one(Manager(field.target, "", relation, writes or model.name))
    if field.kind in (FieldKind.MANY, FieldKind.MANY_TO_MANY):
        return one(Collection(atom, field.name, field.target))
    return UNKNOWN


def _of_object(flow: Flow, atom: Object, name: str) -> Value:
    """An attribute of an object of the project: annotated, assigned in a method, or a method itself."""
    if atom.class_name not in classes_of(flow.project):
        return one(Session()) if name in _SESSION_NAMES else UNKNOWN
    method = method_named(flow.project, atom.class_name, name)
    if method is not None:
        assert isinstance(method.node, code.Function)
        names = {last(dotted(item)) for item in method.node.decorators}
        if names & {"property", "cached_property"}:
            return returned_by(flow, method.name, one(atom), {})
        return one(Method(one(atom), method.name))
    return _attribute_of_class(flow, atom.class_name, name)


def _attribute_of_class(flow: Flow, class_name: str, name: str) -> Value:
    key = ("attribute", class_name, name)
    known = flow.project.memo.peek(key)
    if known is not None:
        return known  # type: ignore[return-value]
    flow.project.memo.put(key, UNKNOWN)
    found = join(*_assigned(flow, class_name, name))
    flow.project.memo.put(key, found)
    return found


def _assigned(flow: Flow, class_name: str, name: str) -> list[Value]:
    """What the class bodies and methods of a class give to an attribute."""
    from ringfence.inference.data.flow import Flow as NewFlow

    found: list[Value] = []
    for info in lineage(flow.project, class_name):
        inner = NewFlow(flow.project, flow.models, info.symbol.file, "", info.symbol.line, class_name)
        declared = info.attributes.get(name)
        if declared is not None:
            found.append(
                annotated(inner, declared.annotation) or (inner.value(declared.value) if declared.value else UNKNOWN)
            )
        for member in info.node.body:
            if isinstance(member, code.Function):
                found.extend(_assigned_in(inner, member, name))
    return [value for value in found if value]


def _assigned_in(flow: Flow, method: code.Function, name: str) -> list[Value]:
    values = [value for target, value in _self_assignments(method.body) if target == name]
    if not values:
        return []
    flow.bind(method)
    return [flow.value(value) for value in values]


def _self_assignments(statements: tuple[code.Statement, ...]) -> list[tuple[str, code.Expression]]:
    from ringfence.inference.data.symbols import flat

    found = []
    for statement in flat(statements):
        if isinstance(statement, code.Assign) and isinstance(statement.target, code.Attribute) and statement.value:
            if dotted(statement.target.value) == "self":
                found.append((statement.target.name, statement.value))
    return found


def _of_row(flow: Flow, atom: Several | Query | Many, name: str) -> Value:
    """`row.CampaignDB` on a row of several entities."""
    items = atom.items if isinstance(atom, Several) else ()
    for item in items:
        for part in item:
            if isinstance(part, Instance) and last(part.model) == name:
                return one(part)
    return UNKNOWN


def context_value(flow: Flow, atom: Atom) -> Value | None:
    """What a context manager gives to `as`; None when it is the value itself."""
    if isinstance(atom, Object):
        for name in ("__enter__", "__aenter__"):
            method = method_named(flow.project, atom.class_name, name)
            if method is not None:
                return returned_by(flow, method.name, one(atom), {})
    if isinstance(atom, Many) and atom.kind == "generator":
        return atom.element
    return None


def is_known_function(flow: Flow, name: str) -> bool:
    """Whether the code of a function is to be seen."""
    found = symbol_named(flow.project, name)
    return found is not None and isinstance(found.node, code.Function)
