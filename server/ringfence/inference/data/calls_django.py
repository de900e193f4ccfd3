"""Django: what managers, querysets, instances and related managers do.

See https://docs.djangoproject.com/en/stable/ref/models/querysets/ and .../ref/models/relations/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Passed, Site
from ringfence.inference.data.joins import element_of, many, one, several
from ringfence.inference.data.operations import Effect, OperationKind
from ringfence.inference.data.record import record, record_pending
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Instance,
    Manager,
    ModelClass,
    Origin,
    Other,
    Query,
    Value,
)
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SINGLE = frozenset(("get", "first", "last", "latest", "earliest"))
_MADE = frozenset(("create", "get_or_create", "update_or_create"))
_BULK = {"bulk_create": OperationKind.CREATE, "bulk_update": OperationKind.UPDATE}
_LINKS = frozenset(("add", "remove", "set", "clear"))
_NO_ROWS = frozenset(("values", "values_list", "count", "exists", "aggregate", "dates", "datetimes", "explain"))


def django_method(flow: Flow, atom: Atom, name: str, site: Site) -> Value | None:
    """A method that Django gives to a manager, queryset or instance; asynchronous twins (`acreate`) too."""
    expression, passed, at = site
    plain = name[1:] if name.startswith("a") and name[1:] in _ASYNC else name
    match atom:
        case Manager():
            return _manager_method(flow, atom, plain, expression, passed, at)
        case Query():
            return _rows_method(flow, atom.model, plain, expression, passed, at, one(atom))
        case Instance():
            return _instance_method(flow, atom, plain, expression, at)
        case ModelClass():
            return None
    return None


_ASYNC = _SINGLE | _MADE | _LINKS | frozenset(_BULK) | frozenset(("save", "delete", "update", "refresh_from_db"))


def _manager_method(
    flow: Flow, manager: Manager, name: str, expression: code.Call, passed: Passed, at: code.Place
) -> Value | None:
    if manager.relation and name in _LINKS:
        written = manager.writes if manager.relation == "m2m" else manager.model
        record(flow, OperationKind.UPDATE, written or manager.model, at)
        return UNKNOWN
    row = Instance(manager.model, Origin.QUERY, flow.place(expression.at))
    query = one(Query(manager.model, one(row), django=True))
    return _rows_method(flow, manager.model, name, expression, passed, at, query)


def _rows_method(
    flow: Flow, model: str, name: str, expression: code.Call, passed: Passed, at: code.Place, query: Value
) -> Value | None:
    row = Instance(model, Origin.QUERY, flow.place(expression.at))
    fields = tuple(key for key, _ in expression.keywords if key)
    if name == "create":
        record(flow, OperationKind.CREATE, model, at)
        return one(row)
    if name in _MADE:
        record(flow, OperationKind.CREATE, model, at)
        return several((one(row), one(Other("bool"))))
    if name in _BULK:
        for atom in element_of(passed.at(0, "objs")):
            if isinstance(atom, Instance):
                record_pending(flow, atom)
        record(flow, _BULK[name], model, at, fields=_field_list(expression, 1) if name == "bulk_update" else ())
        return passed.at(0)
    if name == "update":
        record(flow, OperationKind.UPDATE, model, at, fields=fields)
        return one(Other("int"))
    if name in ("delete", "_raw_delete"):
        record(flow, OperationKind.DELETE, model, at)
        return UNKNOWN
    record(flow, OperationKind.READ, model, at)
    if name in _SINGLE:
        return one(row)
    if name == "in_bulk":
        return many(one(row), "dict")
    if name in _NO_ROWS:
        return UNKNOWN
    if name == "iterator":
        return many(one(row))
    return query


def _field_list(expression: code.Call, position: int) -> tuple[str, ...]:
    found = dict(expression.keywords).get("fields") or dict(expression.keywords).get("update_fields")
    if found is None and position < len(expression.arguments):
        found = expression.arguments[position]
    items = found.items if isinstance(found, code.Items) else ()
    return tuple(item.value for item in items if isinstance(item, code.Text) and item.complete)


def _instance_method(flow: Flow, row: Instance, name: str, expression: code.Call, at: code.Place) -> Value | None:
    if name == "save":
        only = _field_list(expression, 99) or None
        if not record_pending(flow, row, only):
            kind = OperationKind.CREATE if row.origin is Origin.NEW else OperationKind.UPDATE
            record(flow, kind, row.model, at, fields=only or (), row=row)
        flow.added.add(row)
        return UNKNOWN
    if name == "delete":
        record(flow, OperationKind.DELETE, row.model, at, row=row)
        return UNKNOWN
    return None


def argument_method(flow: Flow, atom: Argument, name: str, site: Site) -> None:
    """`save` and `delete` on a parameter without a type: only the callers know what that means."""
    plain = name[1:] if name.startswith("a") else name
    if plain in ("save", "delete") and not site.passed.values:
        kind = OperationKind.DELETE if plain == "delete" else OperationKind.UPDATE
        flow.recorder.effects[Effect(atom, kind, plain, (), flow.file.name)] = None
