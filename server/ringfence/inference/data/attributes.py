"""What an attribute of a value may be, and what a dotted name refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.analysis import decorator_names
from ringfence.inference.data.django_attributes import (
    MANAGERS,
    ROW_METHODS,
    django_class_attribute,
    of_manager,
    related_value,
)
from ringfence.inference.data.django_forms import is_file, row_of_form
from ringfence.inference.data.django_formsets import forms_of
from ringfence.inference.data.django_requests import request_attribute
from ringfence.inference.data.django_views import of_view
from ringfence.inference.data.functions import returned_by
from ringfence.inference.data.joins import element_of, is_likely, join, one, step
from ringfence.inference.data.model_types import Field, FieldKind, Model, Orm
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.symbols import Symbol, dotted
from ringfence.inference.data.values import (
    ELEMENT,
    NO_MODEL,
    UNKNOWN,
    Argument,
    Atom,
    Cell,
    Collection,
    Instance,
    Manager,
    Many,
    Method,
    ModelClass,
    Object,
    Options,
    Origin,
    Other,
    Query,
    Record,
    Reference,
    Session,
    Several,
    Sql,
    Value,
)
from ringfence.model import code
from ringfence.model.names import join as join_names
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SESSION_NAMES = frozenset(("session", "db_session", "dbsession", "_session", "async_session"))
_MOST_METHODS = 4
_PROPERTIES = frozenset(("property", "cached_property", "hybrid_property", "reify"))


def named(flow: Flow, name: str) -> Value:
    """What a full dotted name stands for, followed through re-exports."""
    name = flow.analysis.definition(name)
    if flow.analysis.model(name) is not None:
        return one(ModelClass(name))
    return flow.analysis.value_of(name) or one(Reference(name))


def attribute(flow: Flow, expression: code.Attribute, value: Value) -> Value:
    """`value.name`, when the value is known already."""
    if isinstance(expression.value, code.Name):
        known = flow.names.get(f"{expression.value.id}.{expression.name}")
        if known is not None:
            return known
    return attribute_of(flow, value, expression.name, expression.at)


def attribute_of(flow: Flow, value: Value, name: str, at: code.Place) -> Value:
    """Attribute `name` of a value."""
    if len(value) == 1:
        (atom,) = value
        return _of_atom(flow, atom, name, at)
    return join([_of_atom(flow, atom, name, at) for atom in value])


def reach(flow: Flow, value: Value, path: tuple[str, ...]) -> Value:
    """What is reached from a value on a path of attributes and elements."""
    for name in path:
        value = element_of(value) if name == ELEMENT else attribute_of(flow, value, name, (0, 0, 0, 0))
    return value


def _of_atom(flow: Flow, atom: Atom, name: str, at: code.Place) -> Value:
    if name == "__class__":
        return class_of(flow, atom)
    match atom:
        case Reference():
            return _of_reference(flow, atom, name)
        case ModelClass():
            return _of_class(flow, atom, name, at)
        case Instance():
            return _of_instance(flow, atom, name, at)
        case Object():
            return _of_object(flow, atom, name)
        case Argument():
            return request_attribute(flow, atom, name) or step(atom, name)
        case Manager() | Options():
            return of_manager(flow, atom, name)
        case Query() if atom.django:
            return of_manager(flow, atom, name)
        case Session():
            return one(atom) if name in _SESSION_NAMES or name in ("connection", "bind", "engine") else UNKNOWN
        case Many() if atom.kind == "page" and name == "items":
            return one(atom)
        case Several() | Query() | Many() | Record():
            return _of_row(flow, atom, name)
    return UNKNOWN


def class_of(flow: Flow, atom: Atom) -> Value:
    """`type(value)`."""
    match atom:
        case Instance():
            return one(ModelClass(atom.model, atom.likely))
        case Object():
            return one(Reference(atom.class_name, atom.types, atom.likely))
    return UNKNOWN


def _of_reference(flow: Flow, atom: Reference, name: str) -> Value:
    if flow.analysis.class_named(atom.name) is not None:
        method = flow.analysis.method(atom.name, name)
        if method is not None:
            return one(Method(one(atom), method.name))
        return flow.analysis.attribute_of(atom.name, name)
    if name in _SESSION_NAMES and not atom.name.startswith(("requests", "httpx", "aiohttp")):
        return one(Session())
    return named(flow, join_names(atom.name, name))


def _of_class(flow: Flow, atom: ModelClass, name: str, at: code.Place) -> Value:
    if not atom.model and name in MANAGERS:
        return one(Manager("", likely=atom.likely))
    model = flow.analysis.model(atom.model)
    if model is None:
        return UNKNOWN
    if name in ("__table__", "c", "columns"):
        return one(atom)
    if name in ("__tablename__", "db_table"):
        return one(Sql(model.table)) if model.table else UNKNOWN
    if model.orm is Orm.DJANGO:
        found = django_class_attribute(flow, atom, model, name)
        if found is not None:
            return found
    method = flow.analysis.method(atom.model, name)
    if method is not None:
        return one(Method(one(atom), method.name, atom.likely))
    if name == "query" and model.orm is Orm.SQLALCHEMY:
        record(flow, OperationKind.READ, atom.model, at)
        return one(Query(model.name, one(Instance(model.name, Origin.QUERY, flow.place(at)))))
    return one(Other("column")) if name in model.fields else flow.analysis.attribute_of(atom.model, name)


def _of_instance(flow: Flow, atom: Instance, name: str, at: code.Place) -> Value:
    model = flow.analysis.model(atom.model)
    if model is None:
        return UNKNOWN
    field = model.fields.get(name)
    if field is None and name in model.proxies:
        return _of_proxy(atom, model.fields.get(model.proxies[name]))
    if field is not None:
        return _of_field(flow, atom, model, field, at)
    if model.orm is Orm.DJANGO and (name in ROW_METHODS or name == "_meta"):
        return one(Options(atom.model, atom.likely)) if name == "_meta" else one(Method(one(atom), f".{name}"))
    method = flow.analysis.method(atom.model, name)
    return _of_method(flow, atom, method) if method is not None else flow.analysis.attribute_of(atom.model, name)


def _of_method(flow: Flow, atom: Instance | Object, method: Symbol) -> Value:
    assert isinstance(method.node, code.Function)
    if decorator_names(method.node) & _PROPERTIES:
        return returned_by(flow, method, one(atom))
    return one(Method(one(atom), method.name, is_likely(atom)))


def _of_field(flow: Flow, atom: Instance, model: Model, field: Field, at: code.Place) -> Value:
    if field.kind is FieldKind.COLUMN:
        return one(Cell(atom, field.name)) if field.is_tracked or is_file(field.type) else one(Other("column"))
    if model.orm is Orm.DJANGO:
        return related_value(flow, atom, model, field, at)
    if not field.target and not field.through:
        return UNKNOWN
    origin = atom.origin if atom.origin is Origin.NEW else Origin.RELATED
    if field.kind is FieldKind.SINGLE:
        return one(Instance(field.target, origin, flow.place(at), atom.likely))
    writes = "" if field.is_view else field.writes or field.through or field.target
    return one(Collection(atom, field.name, field.target or NO_MODEL, writes))


def _of_proxy(atom: Instance, relation: Field | None) -> Value:
    """An association proxy to several objects is changed like the relationship that it reaches through."""
    if relation is None or relation.kind in (FieldKind.COLUMN, FieldKind.SINGLE) or not relation.target:
        return UNKNOWN
    return one(
        Collection(atom, relation.name, NO_MODEL, "" if relation.is_view else relation.writes or relation.target)
    )


def _of_object(flow: Flow, atom: Object, name: str) -> Value:
    """An attribute of an object of the project: annotated, assigned in a method, or a method itself."""
    if flow.analysis.class_named(atom.class_name) is None:
        found = forms_of(atom, name) or (row_of_form(flow, atom) if name == "instance" else UNKNOWN)
        return found or (one(Session()) if name in _SESSION_NAMES else request_attribute(flow, atom, name))
    method = flow.analysis.method(atom.class_name, name)
    if method is not None:
        return _of_method(flow, atom, method)
    found = flow.known(flow.analysis.attribute_of(atom.class_name, name, atom.types))
    if name == "instance" and not any(isinstance(item, Instance) for item in found):
        # `self.instance = kwargs.get("instance")` says less than the form itself.
        found = row_of_form(flow, atom) or found
    if found or name in _SESSION_NAMES:
        return found or one(Session())
    return of_view(flow, atom, name) or _of_descendants(flow, atom, name)


def _of_descendants(flow: Flow, atom: Object, name: str) -> Value:
    """What a mixin uses without defining it: a method of the classes it is mixed into."""
    methods: dict[str, Value] = {}
    for child in flow.analysis.heirs(atom.class_name):
        method = flow.analysis.method(child, name)
        if method is not None:
            methods[method.name] = one(Method(one(Object(child)), method.name, is_likely(atom)))
    return join(methods.values()) if len(methods) <= _MOST_METHODS else UNKNOWN


def _of_row(flow: Flow, atom: Several | Query | Many | Record, name: str) -> Value:
    """`row.CampaignDB` on a row of several entities."""
    items = atom.items if isinstance(atom, Several) else ()
    for item in items:
        for part in item:
            if isinstance(part, Instance) and last(part.model) == name:
                return one(part)
    return UNKNOWN


def entered(flow: Flow, value: Value) -> Value:
    """What `with value as name` binds."""
    return join([_entered(flow, atom) for atom in value])


def _entered(flow: Flow, atom: Atom) -> Value:
    if isinstance(atom, Object):
        for name in ("__enter__", "__aenter__"):
            method = flow.analysis.method(atom.class_name, name)
            if method is not None:
                return returned_by(flow, method, one(atom))
    if isinstance(atom, Many) and atom.kind == "generator":
        return atom.element
    return one(atom)


def text_of(flow: Flow, expression: code.Expression) -> str:
    """The text that an expression surely is: a literal, a constant, a model's table name; empty when unknown."""
    if isinstance(expression, code.Attribute) and expression.name in ("name", "fullname"):
        classes = [atom for atom in flow.value(expression.value) if isinstance(atom, ModelClass)]
        is_table = dotted(expression.value).endswith("__table__")
        models = [model for atom in classes if (model := flow.analysis.model(atom.model)) is not None]
        if len(models) == 1 and (is_table or models[0].is_core_table):
            return models[0].table
    found = flow.value(expression)
    texts = [atom for atom in found if isinstance(atom, Sql) and atom.complete]
    return texts[0].text if len(texts) == 1 == len(found) else ""


def is_model_module(flow: Flow, name: str) -> bool:
    """Whether a Python module of the project defines models, or takes them in."""
    file = flow.project.file_named(name)
    if file is None:
        return False
    prefix = name + "."
    return any(model.startswith(prefix) for model in flow.analysis.all_models().by_name)
