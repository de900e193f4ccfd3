"""SQLAlchemy: what sessions, queries, statements and relationships do.

See https://docs.sqlalchemy.org/en/20/orm/session_api.html and https://docs.sqlalchemy.org/en/20/orm/queryguide/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.functions import Passed
from ringfence.inference.data.operations import Effect, OperationKind
from ringfence.inference.data.record import range_of, record, record_pending
from ringfence.inference.data.sql_statements import execute_sql
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Collection,
    Instance,
    Many,
    ModelClass,
    Origin,
    Query,
    Session,
    Several,
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

_SESSION_WORDS = ("session", "db", "sess", "uow", "conn", "connection", "transaction", "tx", "cursor", "engine", "work")
_SINGLE = frozenset(("first", "one", "one_or_none", "get", "scalar", "scalar_one", "scalar_one_or_none", "fetchone"))
_ALL = frozenset(("all", "fetchall", "fetchmany", "partitions", "yield_per", "unique", "scalars", "mappings", "tuples"))
_NO_ROWS = frozenset(("count", "exists", "subquery", "cte", "scalar_subquery", "as_scalar", "label", "alias", "keys"))
_STATEMENTS = {"insert": OperationKind.CREATE, "update": OperationKind.UPDATE, "delete": OperationKind.DELETE}
_EXECUTES = frozenset(
    ("execute", "scalars", "scalar", "exec", "executemany", "exec_driver_sql", "executescript", "stream")
)
_CHANGES = frozenset(("append", "remove", "extend", "insert", "pop", "clear", "add", "discard", "update"))


def sqlalchemy_function(flow: Flow, name: str, expression: code.Call, passed: Passed) -> Value | None:
    """`select(M)`, `insert(M)`, `text("...")` and their like by full dotted name; None for anything else."""
    short = last(name)
    if not name.startswith(("sqlalchemy", "sqlmodel", "sqlalchemy_")):
        return None
    if short == "select":
        return _query(flow, expression, passed)
    if short in _STATEMENTS and expression.arguments:
        return _statement(short, passed.at(0))
    if short == "text":
        return frozenset(atom for atom in passed.at(0) if isinstance(atom, Sql))
    if short in ("aliased", "with_polymorphic"):
        return passed.at(0)
    if short in (
        "sessionmaker",
        "async_sessionmaker",
        "scoped_session",
        "Session",
        "AsyncSession",
        "async_scoped_session",
    ):
        return one(Session())
    if short in ("create_engine", "create_async_engine"):
        return one(Session())
    return UNKNOWN


def _statement(operation: str, target: Value) -> Value:
    return frozenset(Statement(operation, atom.model) for atom in target if isinstance(atom, ModelClass))


def _query(flow: Flow, expression: code.Call, passed: Passed) -> Value:
    """A query over what is selected; every model in it is read."""
    places = []
    model = ""
    for argument, (value, _) in zip(expression.arguments, passed.values, strict=False):
        classes = [atom for atom in value if isinstance(atom, ModelClass)]
        for atom in classes:
            model = model or atom.model
            record(flow, OperationKind.READ, atom.model, _function_place(expression))
        if classes:
            places.append(join(*(one(Instance(atom.model, Origin.QUERY, expression.at)) for atom in classes)))
        else:
            for name in _models_mentioned(flow, argument):
                record(flow, OperationKind.READ, name, _function_place(expression))
            places.append(UNKNOWN)
    if not places:
        return UNKNOWN
    rows = places[0] if len(places) == 1 else one(Several(tuple(places)))
    return one(Query(model, rows))


def _function_place(expression: code.Call) -> code.Place:
    function = expression.function
    return function.at if isinstance(function, code.Attribute | code.Name) else expression.at


def _models_mentioned(flow: Flow, expression: code.Expression) -> set[str]:
    """The models whose columns stand in an expression: `CampaignDB.name`, `func.count(LeadDB.id)`."""
    match expression:
        case code.Attribute():
            return {atom.model for atom in flow.value(expression.value) if isinstance(atom, ModelClass)}
        case code.Call():
            inside = [*expression.arguments]
            if isinstance(expression.function, code.Attribute):
                inside.append(expression.function.value)
            return set().union(*(_models_mentioned(flow, item) for item in inside)) if inside else set()
    return set()


def sqlalchemy_method(
    flow: Flow, atom: Atom, name: str, expression: code.Call, passed: Passed, at: code.Place
) -> Value | None:
    """A method of a query, a statement, a relationship or a Core table."""
    match atom:
        case Query():
            return _query_method(flow, atom, name, expression, passed, at)
        case Statement():
            return _statement_method(atom, name, expression)
        case Collection():
            return _collection_method(flow, atom, name, at)
        case ModelClass() if name in _STATEMENTS:
            return one(Statement(name, atom.model))
        case ModelClass() if name == "select":
            record(flow, OperationKind.READ, atom.model, at)
            return one(Query(atom.model, UNKNOWN))
        case Sql() if name in ("bindparams", "columns", "execution_options"):
            return one(atom)
        case Sql() if name == "format":
            return one(atom)
        case Many() if atom.kind == "result":
            return _result_method(atom, name)
        case Many() if atom.kind == "dict" and name in ("values", "items"):
            return one(Many(atom.element))
        case Many() if name in ("get", "pop", "setdefault"):
            return atom.element
        case Many() if name == "copy":
            return one(atom)
    return None


def _query_method(
    flow: Flow, query: Query, name: str, expression: code.Call, passed: Passed, at: code.Place
) -> Value | None:
    if name in _SINGLE:
        return query.rows
    if name in ("update", "delete") and query.model:
        kind = OperationKind.UPDATE if name == "update" else OperationKind.DELETE
        fields = _fields_of_mapping(expression.arguments[0]) if name == "update" and expression.arguments else ()
        record(flow, kind, query.model, at, fields=fields)
        return UNKNOWN
    if name in ("all", "fetchall", "scalars", "unique", "paginate"):
        return one(Many(query.rows, "result"))
    if name in _NO_ROWS:
        return UNKNOWN
    if name in ("with_entities", "with_only_columns"):
        return UNKNOWN
    return one(query)


def _result_method(result: Many, name: str) -> Value:
    if name in _SINGLE:
        return result.element
    if name in ("scalars", "scalar"):
        rows = join(*(atom.items[0] if isinstance(atom, Several) else one(atom) for atom in result.element))
        return rows if name == "scalar" else one(Many(rows, "result"))
    if name in _ALL:
        return one(result)
    return UNKNOWN


def _statement_method(statement: Statement, name: str, expression: code.Call) -> Value:
    if name != "values":
        return one(statement)
    fields = [key for key, _ in expression.keywords if key]
    for argument in expression.arguments:
        fields.extend(_fields_of_mapping(argument))
    return one(Statement(statement.operation, statement.model, tuple(fields)))


def _fields_of_mapping(argument: code.Expression) -> tuple[str, ...]:
    if not isinstance(argument, code.Mapping):
        return ()
    keys = []
    for key, _ in argument.items:
        if isinstance(key, code.Text) and key.complete:
            keys.append(key.value)
        elif isinstance(key, code.Attribute):
            keys.append(key.name)
    return tuple(keys)


def _collection_method(flow: Flow, collection: Collection, name: str, at: code.Place) -> Value:
    if name in _CHANGES:
        owner = collection.owner
        if owner.origin is not Origin.NEW or owner in flow.added:
            record(flow, OperationKind.UPDATE, collection.target, at, row=owner)
        return one(Instance(collection.target, Origin.RELATED)) if name == "pop" else UNKNOWN
    return one(Query(collection.target, one(Instance(collection.target, Origin.RELATED))))


def session_like_method(
    flow: Flow, function: code.Attribute, receiver: Value, expression: code.Call, passed: Passed
) -> Value | None:
    """A method of a session, or of something that may be one: what is passed tells. None when nothing speaks for it."""
    name, at = function.name, function.at
    if name == "query" and expression.arguments:
        found = _query(flow, expression, passed)
        return found or None
    if name in ("get", "get_one"):
        return _get(flow, expression, passed)
    if name in _EXECUTES:
        return _execute(flow, name, expression, passed, at)
    sure = any(isinstance(atom, Session) for atom in receiver) or _sounds_like_session(function.value)
    if not sure:
        return None
    if name in ("add", "add_all", "merge", "delete", "bulk_save_objects", "expunge"):
        return _store(flow, name, passed, at)
    if name in ("bulk_insert_mappings", "bulk_update_mappings"):
        kind = OperationKind.CREATE if "insert" in name else OperationKind.UPDATE
        for atom in passed.at(0, "mapper"):
            if isinstance(atom, ModelClass):
                record(flow, kind, atom.model, at)
        return UNKNOWN
    if name in (
        "begin",
        "begin_nested",
        "connect",
        "connection",
        "cursor",
        "session",
        "raw_connection",
        "no_autoflush",
    ):
        return one(Session())
    return None


def _sounds_like_session(expression: code.Expression) -> bool:
    """Whether a name says that it is a session: `db`, `self._session`, `uow.session`, `s`."""
    if isinstance(expression, code.Call):
        return _sounds_like_session(expression.function)
    name = expression.name if isinstance(expression, code.Attribute) else last(dotted(expression))
    words = name.lower().strip("_").split("_")
    return name == "s" or any(word.rstrip("s") in _SESSION_WORDS or word.endswith("session") for word in words)


def _get(flow: Flow, expression: code.Call, passed: Passed) -> Value | None:
    classes = [atom for atom in passed.at(0, "entity") if isinstance(atom, ModelClass)]
    for atom in classes:
        record(flow, OperationKind.READ, atom.model, _function_place(expression))
    if not classes:
        return None
    return join(*(one(Instance(atom.model, Origin.QUERY, expression.at)) for atom in classes))


def _execute(flow: Flow, name: str, expression: code.Call, passed: Passed, at: code.Place) -> Value | None:
    first = passed.at(0, "statement", "clauseelement", "operation", "sql")
    rows: list[Value] = []
    handled = False
    for atom in first:
        if isinstance(atom, Statement):
            handled = True
            record(flow, _STATEMENTS[atom.operation], atom.model, at, fields=atom.fields)
            rows.append(one(Instance(atom.model, Origin.QUERY, expression.at)))
        elif isinstance(atom, Query):
            handled = True
            rows.append(atom.rows)
        elif isinstance(atom, Sql):
            handled = True
            execute_sql(flow, atom, at)
        elif isinstance(atom, Argument) and not atom.path:
            effect = Effect(atom.parameter, (), False, OperationKind.UPDATE, (), "execute", range_of(flow, at))
            flow.recorder.effects[effect] = None
    if not handled:
        return None
    found = join(*rows)
    if name == "scalar":
        return join(*(atom.items[0] if isinstance(atom, Several) else one(atom) for atom in found))
    return one(Many(found, "result"))


def _store(flow: Flow, name: str, passed: Passed, at: code.Place) -> Value:
    """`add`, `merge`, `delete` and their like: each row that is passed."""
    values = [value for value, _ in passed.values] + list(passed.keywords.values())
    handed = join(*(element_of(value) if name in ("add_all", "bulk_save_objects") else value for value in values))
    for atom in handed:
        if isinstance(atom, Instance):
            _store_row(flow, name, atom, at)
        elif isinstance(atom, Argument):
            how = {"delete": "delete", "expunge": ""}.get(name, "add")
            kind = OperationKind.DELETE if name == "delete" else OperationKind.CREATE
            if how:
                effect = Effect(atom.parameter, atom.path, atom.element, kind, (), how, range_of(flow, at))
                flow.recorder.effects[effect] = None
    return passed.at(0) if name == "merge" else UNKNOWN


def _store_row(flow: Flow, name: str, row: Instance, at: code.Place) -> None:
    if name == "expunge":
        flow.detached.add(row)
        return
    if name == "delete":
        record(flow, OperationKind.DELETE, row.model, at, row=row)
        return
    flow.added.add(row)
    record_pending(flow, row)
    if row.origin is Origin.NEW or name == "merge":
        record(flow, OperationKind.CREATE, row.model, at, row=row)
