"""What a call gives, and what it does to models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.annotations import is_session_class
from ringfence.inference.data.arguments import Passed, Site
from ringfence.inference.data.attributes import attribute
from ringfence.inference.data.builtin_calls import builtin_call
from ringfence.inference.data.containers import put_into
from ringfence.inference.data.django_admin import register
from ringfence.inference.data.django_attributes import made_rows
from ringfence.inference.data.django_calls import model_by_label, model_of_registry
from ringfence.inference.data.django_formsets import made_of_types
from ringfence.inference.data.django_rows import argument_method
from ringfence.inference.data.django_views import connect
from ringfence.inference.data.functions import call_local, call_symbol
from ringfence.inference.data.joins import join, one
from ringfence.inference.data.library_calls import library_call
from ringfence.inference.data.methods import is_something_else, method_of, object_method, orm_method
from ringfence.inference.data.model_types import FieldKind
from ringfence.inference.data.sessions import session_method, sounds_like_session
from ringfence.inference.data.sqlalchemy_calls import sqlalchemy_function
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Closure,
    Instance,
    Manager,
    Many,
    Method,
    ModelClass,
    Object,
    Origin,
    Partial,
    Query,
    Reference,
    Session,
    Several,
    Value,
)
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_NO_KEYWORDS: dict[str, Value] = {}
_NOTHING_PASSED = Passed((), _NO_KEYWORDS)


def call(flow: Flow, expression: code.Call) -> Value:
    """What a call gives."""
    function = expression.function
    if isinstance(function, code.Attribute):
        receiver = flow.value(function.value)
        site = Site(expression, _passed(flow, expression), function.at)
        if _is_super(function.value):
            return _super_call(flow, site, function.name)
        found = _method_call(flow, site, function, receiver)
        return call_value(flow, attribute(flow, function, receiver), site) if found is None else found
    at = function.at if isinstance(function, code.Name) else expression.at
    site = Site(expression, _passed(flow, expression), at)
    if isinstance(function, code.Name) and function.id not in flow.names and function.id not in flow.local_imports:
        found = builtin_call(flow, function.id, site)
        if found is not None:
            return found
    return call_value(flow, flow.value(function), site)


def _passed(flow: Flow, expression: code.Call) -> Passed:
    arguments, keywords = expression.arguments, expression.keywords
    if not arguments and not keywords:
        return _NOTHING_PASSED
    values = [
        (flow.value(item.value), True)
        if type(item) is code.Await and item.kind == "star"
        else (flow.value(item), False)
        for item in arguments
    ]
    return Passed(tuple(values), {name: flow.value(value) for name, value in keywords} if keywords else _NO_KEYWORDS)


def _is_super(expression: code.Expression) -> bool:
    return (
        isinstance(expression, code.Call)
        and isinstance(expression.function, code.Name)
        and (expression.function.id == "super")
    )


def _super_call(flow: Flow, site: Site, name: str) -> Value:
    """`super().method(...)`: what the classes behind this one define, or else the ORM."""
    receiver = flow.names.get("self") or flow.names.get("cls") or UNKNOWN
    method = flow.analysis.method(flow.receiver_class, name, after=flow.class_name)
    found: list[Value] = []
    for atom in receiver:
        if method is not None:
            found.append(call_symbol(flow, method, site, atom))
        elif isinstance(atom, Object):
            found.append(object_method(flow, atom, name, site) or UNKNOWN)
        elif isinstance(atom, Instance | Manager | Query):
            found.append(orm_method(flow, atom, name, site) or UNKNOWN)
    return join(found)


def _method_call(flow: Flow, site: Site, function: code.Attribute, receiver: Value) -> Value | None:
    """A method of something that the language or an ORM gives; None when neither has a say."""
    found: list[Value] = []
    is_handled = False
    for atom in receiver:
        answer = method_of(flow, atom, function.name, site)
        if answer is not None:
            is_handled = True
            found.append(answer)
    if is_handled:
        return join(found)
    if not receiver and isinstance(function.value, code.Subscript):
        put_into(flow, function.value, function.name, site.passed)
    if function.name == "get_model":
        model = model_of_registry(flow, function, receiver, site)
        if model is not None:
            return model
    elif function.name == "connect" and receiver:
        connect(flow, receiver, site)
    elif function.name == "register":
        register(flow, site)
    if any(is_something_else(flow, atom) for atom in receiver):
        return None
    answer = session_method(flow, function, receiver, site)
    if answer is None:
        for atom in receiver:
            if isinstance(atom, Argument):
                _of_argument(flow, atom, function, site)
    return answer


def _of_argument(flow: Flow, atom: Argument, function: code.Attribute, site: Site) -> None:
    """A method of what a caller passes: what it does is known once it is known what that is."""
    argument_method(flow, atom, function.name, site)
    if not sounds_like_session(function.value):
        flow.recorder.wants.add(atom)


def call_value(flow: Flow, value: Value, site: Site) -> Value:
    """A call of a value."""
    if len(value) == 1:
        (atom,) = value
        return _call_atom(flow, atom, site)
    return join([_call_atom(flow, atom, site) for atom in value])


def _call_atom(flow: Flow, atom: Atom, site: Site) -> Value:
    match atom:
        case ModelClass():
            return _construct(flow, atom, site)
        case Method():
            if atom.function.startswith("."):
                return join([orm_method(flow, each, atom.function[1:], site) or UNKNOWN for each in atom.receiver])
            symbol = flow.analysis.symbol(atom.function)
            receivers: list[Atom | None] = [*atom.receiver] or [None]
            if symbol is None:
                return UNKNOWN
            return join([call_symbol(flow, symbol, site, each, likely=atom.likely) for each in receivers])
        case Reference():
            return _call_reference(flow, atom, site)
        case Closure():
            local = flow.locals.get(atom.name)
            return call_local(flow, local, site, likely=atom.likely) if local is not None else UNKNOWN
        case Partial():
            before = tuple([(value, False) for value in atom.values])
            keywords = {**dict(atom.keywords), **site.passed.keywords}
            return call_value(flow, atom.function, site.with_passed(Passed(before + site.passed.values, keywords)))
        case Object():
            method = flow.analysis.method(atom.class_name, "__call__")
            return call_symbol(flow, method, site, atom) if method is not None else UNKNOWN
        case Session():
            return one(atom)
        case Argument():
            flow.recorder.wants.add(atom)
    return UNKNOWN


def _construct(flow: Flow, atom: ModelClass, site: Site) -> Value:
    """A new row; other new rows that it is given come into the session with it."""
    if not atom.model:
        return UNKNOWN
    row = Instance(atom.model, Origin.NEW, flow.place(site.expression.at), atom.likely)
    model = flow.analysis.model(atom.model)
    for name, value in site.passed.keywords.items():
        field = model.fields.get(name) if model is not None else None
        if field is not None and field.kind is not FieldKind.COLUMN and not field.is_view:
            fresh = [item for item in _rows_in(value) if item.origin is Origin.NEW]
            if fresh:
                flow.children.setdefault(row, []).extend(fresh)
    return one(row)


def _rows_in(value: Value) -> list[Instance]:
    found: list[Instance] = []
    for atom in value:
        if isinstance(atom, Instance):
            found.append(atom)
        elif isinstance(atom, Many | Several):
            items = atom.items if isinstance(atom, Several) else (atom.element,)
            found.extend(item for inner in items for item in inner if isinstance(item, Instance))
    return found


def _call_reference(flow: Flow, atom: Reference, site: Site) -> Value:
    symbol = flow.analysis.symbol(atom.name)
    if symbol is not None and isinstance(symbol.node, code.Function):
        if symbol.node.name == "get_model":
            model = model_by_label(flow, site)
            if model:
                return model
        return call_symbol(flow, symbol, site, None, likely=atom.likely)
    if flow.analysis.class_named(atom.name) is not None:
        return _make_object(flow, atom, site)
    found = sqlalchemy_function(flow, atom.name, site)
    if found is None:
        found = made_of_types(atom) or library_call(flow, atom.name, site)
    return found


def _make_object(flow: Flow, atom: Reference, site: Site) -> Value:
    if is_session_class(flow, atom.name):
        return one(Session())
    rows = made_rows(flow, atom.name, site.passed.at(0), site.passed.keywords.get("model", UNKNOWN))
    if rows:
        return rows
    made = Object(atom.name, atom.types)
    initial = flow.analysis.method(atom.name, "__init__")
    if initial is not None:
        call_symbol(flow, initial, site, made)
    return one(made)
