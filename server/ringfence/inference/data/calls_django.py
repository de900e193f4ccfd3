"""Django: what the methods of managers, querysets and related managers do.

See https://docs.djangoproject.com/en/stable/ref/models/querysets/ and .../ref/models/relations/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ringfence.inference.data.arguments import Site
from ringfence.inference.data.django_rows import field_list, named_fields, row_method, write
from ringfence.inference.data.functions import returned_by
from ringfence.inference.data.joins import element_of, join, many, one, several
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record, record_pending
from ringfence.inference.data.values import (
    NO_MODEL,
    UNKNOWN,
    Atom,
    Instance,
    Manager,
    Origin,
    Other,
    Query,
    Value,
)

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SINGLE = frozenset(("get", "first", "last", "latest", "earliest"))
_MADE = frozenset(("create", "get_or_create", "update_or_create", "create_user", "create_superuser"))
_PAIRS = frozenset(("get_or_create", "update_or_create"))
_BULK = {"bulk_create": OperationKind.CREATE, "bulk_update": OperationKind.UPDATE}
_LINKS = frozenset(("add", "remove", "set", "clear"))
_NO_ROWS = frozenset(("values", "values_list", "dates", "datetimes"))
_FIGURES = frozenset(("count", "exists", "aggregate", "explain", "contains", "ordered", "db", "query"))
_DELETES = frozenset(("delete", "_raw_delete"))
_OF_ROWS = frozenset(("save", "delete", "update", "refresh_from_db", "count", "exists", "iterator", "in_bulk"))
_ASYNC = _SINGLE | _MADE | _LINKS | frozenset(_BULK) | _OF_ROWS | frozenset(("aggregate", "contains", "explain"))


def django_method(flow: Flow, atom: Atom, name: str, site: Site) -> Value | None:
    """A method that Django gives to a manager, queryset or instance; asynchronous twins (`acreate`) too."""
    plain = name[1:] if name[:1] == "a" and name[1:] in _ASYNC else name
    match atom:
        case Manager():
            return _manager_method(flow, atom, plain, site)
        case Query():
            return _rows_method(flow, atom, plain, site)
        case Instance():
            return row_method(flow, atom, plain, site)
    return None


def _manager_method(flow: Flow, manager: Manager, name: str, site: Site) -> Value | None:
    if name == "db_manager":
        return one(manager)
    if manager.relation and name in _LINKS:
        written = manager.writes if manager.relation == "m2m" else manager.model
        write(flow, OperationKind.UPDATE, written, site, likely=manager.likely)
        return UNKNOWN
    if manager.relation == "m2m" and (name in _MADE or name == "bulk_create"):
        write(flow, OperationKind.UPDATE, manager.writes, site, likely=manager.likely)
    is_known = manager.model not in ("", NO_MODEL)
    row = Instance(manager.model, Origin.QUERY, flow.place(site.expression.at), manager.likely)
    rows = one(row) if is_known else UNKNOWN
    query = Query(manager.model, rows, True, manager.likely, _queryset_classes(flow, manager))
    if is_known and not is_write(name) and name != "none":
        record(flow, OperationKind.READ, manager.model, site.at, likely=manager.likely)
    return _rows_method(flow, query, name, site)


def is_write(name: str) -> bool:
    """Whether a method of a manager or queryset changes rows."""
    return name in _MADE or name in _BULK or name in _DELETES or name == "update"


def _queryset_classes(flow: Flow, manager: Manager) -> tuple[str, ...]:
    """The classes of the project that give the querysets of a manager their methods."""
    for class_name in manager.classes:
        method = flow.analysis.method(class_name, "get_queryset")
        if method is not None:
            made = returned_by(flow, method, one(manager))
            return next((atom.classes for atom in made if isinstance(atom, Query) and atom.classes), manager.classes)
    return manager.classes


def _rows_method(flow: Flow, query: Query, name: str, site: Site) -> Value | None:
    if is_write(name):
        return _write_rows(flow, query, name, site)
    if name in _SINGLE:
        return _fresh(flow, query, site)
    if name == "in_bulk":
        return many(_fresh(flow, query, site), "dict")
    if name in _NO_ROWS:
        return one(replace(query, rows=one(Other("values"))))
    if name in _FIGURES:
        return one(Other(name))
    return many(query.rows) if name == "iterator" else one(query)


def _fresh(flow: Flow, query: Query, site: Site) -> Value:
    """One row of a query: another one with each call."""
    place = flow.place(site.expression.at)
    return join([one(replace(row, made_at=place) if isinstance(row, Instance) else row) for row in query.rows])


def _write_rows(flow: Flow, query: Query, name: str, site: Site) -> Value:
    likely = query.likely
    if name in _MADE:
        write(flow, OperationKind.CREATE, query.model, site, likely=likely)
        is_known = query.model not in ("", NO_MODEL)
        row = one(Instance(query.model, Origin.QUERY, flow.place(site.expression.at), likely)) if is_known else UNKNOWN
        return several((row, one(Other("bool")))) if name in _PAIRS else row
    if name in _BULK:
        fields = field_list(flow, site, "fields", 1) if name == "bulk_update" else None
        for atom in element_of(site.passed.at(0, "objs")):
            if isinstance(atom, Instance):
                record_pending(flow, atom, fields or None)
        write(flow, _BULK[name], query.model, site, fields=fields or (), likely=likely)
        return site.passed.at(0, "objs") if name == "bulk_create" else one(Other("int"))
    if name == "update":
        write(flow, OperationKind.UPDATE, query.model, site, fields=named_fields(site.expression), likely=likely)
        return one(Other("int"))
    write(flow, OperationKind.DELETE, query.model, site, likely=likely)
    return several((one(Other("int")), one(Other("dict"))))
