"""What a call gives, and what it does to models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.annotations import is_session_class
from ringfence.inference.data.arguments import Passed, Site
from ringfence.inference.data.attributes import attribute
from ringfence.inference.data.builtin_calls import builtin_call
from ringfence.inference.data.calls_django import argument_method, django_method
from ringfence.inference.data.containers import container_method, put_into
from ringfence.inference.data.functions import call_local, call_symbol
from ringfence.inference.data.joins import is_likely, join, one
from ringfence.inference.data.library_calls import library_call
from ringfence.inference.data.model_types import FieldKind, Orm
from ringfence.inference.data.sessions import session_method, sounds_like_session
from ringfence.inference.data.sqlalchemy_calls import extension_method, sqlalchemy_function, sqlalchemy_method
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Cell,
    Closure,
    Collection,
    Instance,
    Manager,
    Many,
    Method,
    ModelClass,
    Object,
    Origin,
    Other,
    Partial,
    Query,
    Record,
    Reference,
    Session,
    Several,
    Sql,
    Statement,
    Value,
)
from ringfence.model import code
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_NO_KEYWORDS: dict[str, Value] = {}
_NOTHING_PASSED = Passed((), _NO_KEYWORDS)
_OVERRIDES = frozenset(("save", "delete", "create", "update", "get_or_create", "filter", "all", "get"))


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
        elif isinstance(atom, Instance | Manager):
            found.append(_orm_method(flow, atom, name, site) or UNKNOWN)
    return join(found)


def _method_call(flow: Flow, site: Site, function: code.Attribute, receiver: Value) -> Value | None:
    """A method of something that the language or an ORM gives; None when neither has a say."""
    found: list[Value] = []
    is_handled = False
    for atom in receiver:
        answer = _method_of(flow, atom, function.name, site)
        if answer is not None:
            is_handled = True
            found.append(answer)
    if is_handled:
        return join(found)
    if not receiver and isinstance(function.value, code.Subscript):
        put_into(flow, function.value, function.name, site.passed)
    if any(_is_something_else(flow, atom) for atom in receiver):
        return None
    answer = session_method(flow, function, receiver, site)
    if answer is None:
        for atom in receiver:
            if isinstance(atom, Argument):
                _of_argument(flow, atom, function, site)
    return answer


def _method_of(flow: Flow, atom: Atom, name: str, site: Site) -> Value | None:
    match atom:
        case Many() if atom.kind in ("result", "page"):
            found = sqlalchemy_method(flow, atom, name, site)
            return container_method(flow, atom, name, site.expression, site.passed) if found is None else found
        case Many() | Record() | Several():
            return container_method(flow, atom, name, site.expression, site.passed)
        case Manager() | Query() | ModelClass() | Instance() | Statement() | Collection() | Sql() | Cell():
            own = _own_method(flow, atom, name)
            if own is not None:
                symbol = flow.analysis.symbol(own)
                return call_symbol(flow, symbol, site, atom, likely=is_likely(atom)) if symbol is not None else UNKNOWN
            return _orm_method(flow, atom, name, site)
        case Object() if last(atom.class_name) == "SQLAlchemy":
            return extension_method(flow, name, site)
    return None


def _orm_method(flow: Flow, atom: Atom, name: str, site: Site) -> Value | None:
    if _is_django(flow, atom):
        return django_method(flow, atom, name, site)
    return sqlalchemy_method(flow, atom, name, site)


def _own_method(flow: Flow, atom: Atom, name: str) -> str | None:
    """The code of a method that the project defines on a model or a manager, unless it only overrides the ORM's."""
    class_name = ""
    if isinstance(atom, Instance | ModelClass):
        class_name = atom.model
    elif isinstance(atom, Manager):
        class_name = atom.class_name
    if not class_name or (name in _OVERRIDES and _is_django(flow, atom)):
        return None
    method = flow.analysis.method(class_name, name)
    return method.name if method is not None else None


def _is_django(flow: Flow, atom: Atom) -> bool:
    if isinstance(atom, Manager):
        return True
    if isinstance(atom, Query):
        return atom.django
    name = atom.model if isinstance(atom, Instance | ModelClass) else ""
    model = flow.analysis.model(name) if name else None
    return model is not None and model.orm is Orm.DJANGO


def _is_something_else(flow: Flow, atom: Atom) -> bool:
    """Whether this is surely no session: a list, a text, an object of a known class, a function."""
    match atom:
        case Object():
            return flow.analysis.class_named(atom.class_name) is not None
        case Reference():
            return flow.analysis.symbol(atom.name) is not None
        case Many() | Other() | Instance() | Query() | Sql() | Method() | Closure() | Partial() | Record() | Several():
            return True
    return False


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
        return call_symbol(flow, symbol, site, None, likely=atom.likely)
    if flow.analysis.class_named(atom.name) is not None:
        return _make_object(flow, atom, site)
    found = sqlalchemy_function(flow, atom.name, site)
    if found is None:
        found = library_call(flow, atom.name, site)
    return found


def _make_object(flow: Flow, atom: Reference, site: Site) -> Value:
    if is_session_class(flow, atom.name):
        return one(Session())
    made = Object(atom.name, atom.types)
    initial = flow.analysis.method(atom.name, "__init__")
    if initial is not None:
        call_symbol(flow, initial, site, made)
    return one(made)
