"""What a call gives, and what it does to models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.assignments import set_attribute
from ringfence.inference.data.calls_django import django_method
from ringfence.inference.data.calls_sqlalchemy import session_like_method, sqlalchemy_function, sqlalchemy_method
from ringfence.inference.data.class_index import classes_of, method_named
from ringfence.inference.data.functions import Passed, call_function
from ringfence.inference.data.model_types import Orm
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.symbols import dotted, symbol_named
from ringfence.inference.data.values import (
    UNKNOWN,
    Atom,
    Collection,
    Instance,
    Manager,
    Many,
    Method,
    ModelClass,
    Object,
    Origin,
    Other,
    Query,
    Reference,
    Session,
    Sql,
    Statement,
    Value,
    element_of,
    join,
    one,
)
from ringfence.model import code
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_PASSING = frozenset(("list", "tuple", "sorted", "reversed", "iter", "filter", "copy", "deepcopy", "aiter"))
_FIRST = frozenset(("next", "max", "min", "anext"))


def call(flow: Flow, expression: code.Call) -> Value:
    """What a call gives."""
    function = expression.function
    name = function.name if isinstance(function, code.Attribute) else dotted(function)
    receiver = flow.value(function.value) if isinstance(function, code.Attribute) else UNKNOWN
    passed = _passed(flow, expression)
    builtin = None if isinstance(function, code.Attribute) else _builtin(flow, name, expression, passed)
    if builtin is not None:
        return builtin
    if isinstance(function, code.Attribute):
        found = _method_call(flow, function, receiver, expression, passed)
        if found is not None:
            return found
        callee = flow.value(function) if not any(isinstance(atom, Session) for atom in receiver) else UNKNOWN
    else:
        callee = flow.value(function)
    at = function.at if isinstance(function, code.Attribute | code.Name) else expression.at
    return join(*(_call_atom(flow, atom, expression, passed, at) for atom in callee))


def _passed(flow: Flow, expression: code.Call) -> Passed:
    values = tuple(
        (flow.value(argument), isinstance(argument, code.Await) and argument.kind == "star")
        for argument in expression.arguments
    )
    return Passed(values, {name: flow.value(value) for name, value in expression.keywords})


def _builtin(flow: Flow, name: str, expression: code.Call, passed: Passed) -> Value | None:
    """The few functions of the language through which rows pass."""
    if name in flow.names or name in flow.local_imports:
        return None
    if name == "setattr" and len(expression.arguments) == 3:
        attribute = expression.arguments[1]
        text = attribute.value if isinstance(attribute, code.Text) and attribute.complete else ""
        set_attribute(flow, passed.at(0), text, _start_of(expression))
        return UNKNOWN
    if name == "getattr" and len(expression.arguments) >= 2:
        attribute = expression.arguments[1]
        if isinstance(attribute, code.Text) and attribute.complete:
            return flow.value(code.Attribute(expression.arguments[0], attribute.value, expression.at))
        return UNKNOWN
    if name in ("set", "frozenset"):
        return one(Many(element_of(passed.at(0)), "set"))
    if name == "dict":
        return one(Many(UNKNOWN, "dict"))
    if name in _PASSING:
        inner = passed.at(1) if name == "filter" else passed.at(0)
        return inner if name in ("copy", "deepcopy") else one(Many(element_of(inner)))
    if name in _FIRST:
        return element_of(passed.at(0))
    if name == "enumerate":
        from ringfence.inference.data.values import Several

        return one(Many(one(Several((one(Other("int")), element_of(passed.at(0)))))))
    if name == "zip":
        from ringfence.inference.data.values import Several

        return one(Many(one(Several(tuple(element_of(value) for value, _ in passed.values)))))
    if name == "cast" and len(expression.arguments) == 2:
        return annotated(flow, expression.arguments[0])
    if name == "super":
        return one(Object(flow.class_name)) if flow.class_name else UNKNOWN
    if name in ("str", "int", "len", "float", "bool", "repr", "sum", "open", "print", "isinstance"):
        return one(Other(name))
    return None


def _start_of(expression: code.Call) -> code.Place:
    function = expression.function
    return function.at if isinstance(function, code.Name | code.Attribute) else expression.at


def _method_call(
    flow: Flow, function: code.Attribute, receiver: Value, expression: code.Call, passed: Passed
) -> Value | None:
    """A method of something that an ORM gives; None when no ORM has a say."""
    name, found = function.name, []
    handled = False
    for atom in receiver:
        answer = _orm_method(flow, atom, name, expression, passed, function.at)
        if answer is not None:
            handled = True
            found.append(answer)
    if handled:
        return join(*found)
    if not _is_something_else(flow, receiver):
        return session_like_method(flow, function, receiver, expression, passed)
    return None


def _orm_method(
    flow: Flow, atom: Atom, name: str, expression: code.Call, passed: Passed, at: code.Place
) -> Value | None:
    match atom:
        case Manager() | Query() | ModelClass() | Instance() | Statement() | Collection() | Sql() | Many():
            own = _own_method(flow, atom, name)
            if own is not None:
                return call_function(flow, own, passed, at, one(atom))
            if _is_django(flow, atom):
                return django_method(flow, atom, name, expression, passed, at)
            return sqlalchemy_method(flow, atom, name, expression, passed, at)
    return None


def _own_method(flow: Flow, atom: Atom, name: str) -> str | None:
    """The code of a method that the project defines on a model or a manager, unless it only overrides the ORM's."""
    class_name = ""
    if isinstance(atom, Instance | ModelClass):
        class_name = atom.model
    elif isinstance(atom, Manager):
        class_name = atom.class_name
    if not class_name or name in ("save", "delete", "create", "update", "get_or_create", "filter", "all", "get"):
        return None
    method = method_named(flow.project, class_name, name)
    return method.name if method is not None else None


def _is_django(flow: Flow, atom: Atom) -> bool:
    if isinstance(atom, Manager):
        return True
    if isinstance(atom, Query):
        return atom.django
    name = atom.model if isinstance(atom, Instance | ModelClass) else ""
    model = flow.models.get(name) if name else None
    return model is not None and model.orm is Orm.DJANGO


def _is_something_else(flow: Flow, receiver: Value) -> bool:
    """Whether the receiver is surely no session: a list, a string, an object of a known class without such a method."""
    return any(
        isinstance(atom, Many | Other | Instance | Query | Sql)
        or (isinstance(atom, Object) and atom.class_name in classes_of(flow.project))
        or (isinstance(atom, Reference) and _is_project_class(flow, atom))
        or isinstance(atom, Method)
        for atom in receiver
    )


def _is_project_class(flow: Flow, atom: Reference) -> bool:
    return symbol_named(flow.project, atom.name) is not None or atom.name in flow.project.python_modules.paths


def _call_atom(flow: Flow, atom: Atom, expression: code.Call, passed: Passed, at: code.Place) -> Value:
    match atom:
        case ModelClass():
            return _construct(flow, atom, expression, passed)
        case Method():
            return call_function(flow, atom.function, passed, at, atom.receiver)
        case Reference():
            return _call_reference(flow, atom, expression, passed, at)
        case Object():
            method = method_named(flow.project, atom.class_name, "__call__")
            return call_function(flow, method.name, passed, at, one(atom)) if method is not None else UNKNOWN
        case Session():
            return one(Session())
    return UNKNOWN


def _construct(flow: Flow, atom: ModelClass, expression: code.Call, passed: Passed) -> Value:
    for name, value in passed.keywords.items():
        _ = name, value
    return one(Instance(atom.model, Origin.NEW, expression.at))


def _call_reference(flow: Flow, atom: Reference, expression: code.Call, passed: Passed, at: code.Place) -> Value:
    answer = sqlalchemy_function(flow, atom.name, expression, passed)
    if answer is not None:
        return answer
    short = last(atom.name)
    if short == "get_user_model" and flow.models.user:
        return one(ModelClass(flow.models.user))
    if short == "get_model" and "apps" in atom.name:
        return _model_by_label(flow, expression)
    if short in ("get_object_or_404", "aget_object_or_404") and expression.arguments:
        rows = _rows_of(passed.at(0))
        for found in rows:
            record(flow, OperationKind.READ, found.model, at)
        return join(*(one(Instance(found.model, Origin.QUERY, expression.at)) for found in rows))
    if short in ("get_list_or_404",):
        return one(Many(join(*(one(Instance(found.model, Origin.QUERY)) for found in _rows_of(passed.at(0))))))
    if atom.name in classes_of(flow.project):
        initial = method_named(flow.project, atom.name, "__init__")
        if initial is not None:
            call_function(flow, initial.name, passed, at, one(Object(atom.name)))
        return one(Object(atom.name))
    symbol = symbol_named(flow.project, atom.name)
    if symbol is not None:
        return call_function(flow, atom.name, passed, at, UNKNOWN)
    if short.endswith(("Session", "sessionmaker", "get_session", "get_db")) or short in ("SessionLocal",):
        return one(Session())
    if short[:1].isupper():
        return one(Object(atom.name))
    return UNKNOWN


def _rows_of(value: Value) -> list[Instance]:
    return [
        Instance(atom.model, Origin.QUERY)
        for atom in value
        if isinstance(atom, ModelClass | Manager | Query) and atom.model
    ]


def _model_by_label(flow: Flow, expression: code.Call) -> Value:
    """`apps.get_model("app", "Model")` or `apps.get_model("app.Model")`."""
    texts = [item.value for item in expression.arguments if isinstance(item, code.Text) and item.complete]
    model = flow.models.by_label.get(".".join(texts).lower())
    return one(ModelClass(model.name)) if model is not None else UNKNOWN
