"""Methods that the language, an ORM, or the project's own models and managers give to a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Site
from ringfence.inference.data.calls_django import django_method, is_write
from ringfence.inference.data.containers import container_method
from ringfence.inference.data.django_forms import file_method, save_form, serialize
from ringfence.inference.data.django_views import view_method
from ringfence.inference.data.functions import call_symbol
from ringfence.inference.data.joins import is_likely
from ringfence.inference.data.model_types import Orm
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.sqlalchemy_calls import extension_method, sqlalchemy_method
from ringfence.inference.data.values import (
    UNKNOWN,
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
    Other,
    Partial,
    Query,
    Record,
    Reference,
    Several,
    Sql,
    Statement,
    Value,
)
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_OF_FRAMEWORK = frozenset(("get_object", "get_queryset", "get_form", "get_serializer", "save"))
_OVERRIDES = frozenset(("save", "asave", "delete", "adelete", "filter", "all", "get", "get_queryset"))


def method_of(flow: Flow, atom: Atom, name: str, site: Site) -> Value | None:
    """A method of a collection, a text, a row, a query or a class; None when neither language nor ORM has a say."""
    match atom:
        case Many() if atom.kind in ("result", "page"):
            found = sqlalchemy_method(flow, atom, name, site)
            return container_method(flow, atom, name, site.expression, site.passed) if found is None else found
        case Many() | Record() | Several():
            return container_method(flow, atom, name, site.expression, site.passed)
        case Cell() if name in ("save", "delete"):
            return file_method(flow, atom, name, site)
        case Manager() | Query() | ModelClass() | Instance() | Statement() | Collection() | Sql() | Cell():
            own = _own_method(flow, atom, name)
            if own is not None:
                symbol = flow.analysis.symbol(own)
                if symbol is None:
                    return UNKNOWN
                found = call_symbol(flow, symbol, site, atom, likely=is_likely(atom))
                return _part_of_query(flow, atom, found, site) if isinstance(atom, Manager) else found
            return orm_method(flow, atom, name, site)
        case Object() if last(atom.class_name) == "SQLAlchemy":
            return extension_method(flow, name, site)
        case Object() if name in _OF_FRAMEWORK:
            return (
                object_method(flow, atom, name, site) if flow.analysis.method(atom.class_name, name) is None else None
            )
    return None


def object_method(flow: Flow, atom: Object, name: str, site: Site) -> Value | None:
    """A method that a view or a form has from Django; None for any other."""
    if name in ("create", "update"):
        return serialize(flow, atom, name, site)
    return save_form(flow, atom, site) if name == "save" else view_method(flow, atom, name)


def _part_of_query(flow: Flow, manager: Manager, found: Value, site: Site) -> Value:
    """What a manager's own method gives; when that is a queryset, rows are read by it."""
    if any(isinstance(atom, Query) and atom.model == manager.model for atom in found):
        record(flow, OperationKind.READ, manager.model, site.at, likely=manager.likely)
    return found


def orm_method(flow: Flow, atom: Atom, name: str, site: Site) -> Value | None:
    """A method that the ORM gives to a row, a query or a class; None when it gives none of this name."""
    if _is_django(flow, atom):
        return django_method(flow, atom, name, site)
    return sqlalchemy_method(flow, atom, name, site)


def _own_method(flow: Flow, atom: Atom, name: str) -> str | None:
    """The code of a method that the project defines on a model or a manager, unless it only overrides the ORM's."""
    class_name = ""
    if isinstance(atom, Instance | ModelClass):
        class_name = atom.model
    elif isinstance(atom, Manager) or (isinstance(atom, Query) and atom.classes):
        if name in _OVERRIDES or is_write(name):
            return None
        methods = (flow.analysis.method(each, name) for each in atom.classes)
        return next((method.name for method in methods if method is not None), None)
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


def is_something_else(flow: Flow, atom: Atom) -> bool:
    """Whether this is surely no session: a list, a text, an object of a known class, a function."""
    match atom:
        case Object():
            return flow.analysis.class_named(atom.class_name) is not None
        case Reference():
            return flow.analysis.symbol(atom.name) is not None
        case Many() | Other() | Instance() | Query() | Sql() | Method() | Closure() | Partial() | Record() | Several():
            return True
    return False
