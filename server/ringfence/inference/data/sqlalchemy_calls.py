"""SQLAlchemy: what its functions give, and the methods of queries, statements, results and relationships.

See https://docs.sqlalchemy.org/en/20/orm/queryguide/ and https://docs.sqlalchemy.org/en/20/core/dml.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ringfence.inference.data.arguments import Site
from ringfence.inference.data.assignments import change_cell, change_collection, note_update, set_attribute
from ringfence.inference.data.containers import text_in
from ringfence.inference.data.executing import STATEMENTS
from ringfence.inference.data.joins import element_of, join, many, one
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.queries import fetched, query_of, read_joined
from ringfence.inference.data.record import record
from ringfence.inference.data.values import (
    NO_MODEL,
    UNKNOWN,
    Argument,
    Atom,
    Cell,
    Collection,
    Instance,
    Many,
    ModelClass,
    Object,
    Origin,
    Query,
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

SINGLE = frozenset(
    (
        *("first", "one", "one_or_none", "get", "scalar", "scalar_one", "scalar_one_or_none", "fetchone"),
        *("get_or_404", "first_or_404", "one_or_404", "get_one"),
    )
)
_ALL = frozenset(("all", "fetchall", "fetchmany", "partitions", "yield_per", "unique", "mappings", "tuples", "freeze"))
_NO_ROWS = frozenset(("count", "exists", "subquery", "cte", "scalar_subquery", "as_scalar", "label", "alias", "keys"))
_JOINS = frozenset(("join", "outerjoin", "join_from", "select_from", "outerjoin_from"))
_ENTITIES = frozenset(("with_entities", "with_only_columns"))
_CHANGES = frozenset(("append", "remove", "extend", "insert", "pop", "clear", "add", "discard", "update", "set"))
_CELL_CHANGES = _CHANGES | frozenset(("setdefault", "popitem", "sort", "reverse"))
_MAKERS = frozenset(("model_validate", "from_orm", "parse_obj", "model_construct", "model_copy"))
_SESSIONS = frozenset(
    (
        *("sessionmaker", "async_sessionmaker", "scoped_session", "Session", "AsyncSession", "async_scoped_session"),
        *("create_engine", "create_async_engine", "create_session", "object_session", "Connection"),
    )
)
_PACKAGES = ("sqlalchemy", "sqlmodel", "flask_sqlalchemy", "sqlalchemy_")


def sqlalchemy_function(flow: Flow, name: str, site: Site) -> Value | None:
    """`select(M)`, `insert(M)`, `text("...")` and their like by full dotted name; None for anything else."""
    if not name.startswith(_PACKAGES):
        return None
    short = last(name)
    found = function_named(flow, short, site)
    return found or (one(Object(name)) if short[:1].isupper() else UNKNOWN)


def extension_method(flow: Flow, name: str, site: Site) -> Value | None:
    """A method of the extension of Flask-SQLAlchemy, which has those functions as well."""
    if name in ("get_or_404", "first_or_404", "one_or_404"):
        first = site.passed.at(0)
        return fetched(flow, first, site) or join([atom.rows for atom in first if isinstance(atom, Query)])
    if name == "paginate":
        return many(element_of(site.passed.at(0)), "page")
    if name == "delete" and not any(isinstance(atom, ModelClass) for atom in site.passed.at(0)):
        return None
    return function_named(flow, name, site) if name in _FUNCTIONS else None


_FUNCTIONS = frozenset(("select", "insert", "update", "delete", "text", "aliased", "table", "exists"))


def function_named(flow: Flow, short: str, site: Site) -> Value:
    """What a function of SQLAlchemy gives."""
    first = site.passed.at(0)
    if short == "select":
        return query_of(flow, site)
    if short in STATEMENTS:
        return _statement(flow, short, first, site)
    if short == "text":
        return frozenset([atom for atom in first if isinstance(atom, Sql | Argument)])
    if short in ("aliased", "with_polymorphic", "join", "outerjoin", "exists"):
        return first
    if short in ("table", "Table"):
        return table_named(flow, first)
    if short in ("flag_modified", "set_attribute"):
        set_attribute(flow, first, text_in(site.passed.at(1)), site.passed.at(2), site.at)
        return UNKNOWN
    if short in ("make_transient", "make_transient_to_detached"):
        flow.detached.update(atom for atom in first if isinstance(atom, Instance | Argument))
        return UNKNOWN
    return one(Session()) if short in _SESSIONS or short == "get_bind" else UNKNOWN


def table_named(flow: Flow, name: Value) -> Value:
    """`table("leads")`, `metadata.tables["leads"]`: the model that stands for a table."""
    model = flow.analysis.model_with_table(text_in(name)) if text_in(name) else None
    return one(ModelClass(model.name)) if model is not None else UNKNOWN


def _statement(flow: Flow, operation: str, target: Value, site: Site) -> Value:
    place = flow.place(site.at)
    flow.recorder.wants.update(atom for atom in target if isinstance(atom, Argument))
    return frozenset(
        [Statement(operation, atom.model, (), place, atom.likely) for atom in target if isinstance(atom, ModelClass)]
    )


def sqlalchemy_method(flow: Flow, atom: Atom, name: str, site: Site) -> Value | None:
    """A method of a query, a statement, a row, a relationship or a Core table; None when it is none of SQLAlchemy's."""
    match atom:
        case Query():
            return _query_method(flow, atom, name, site)
        case Statement():
            return _statement_method(atom, name, site.expression)
        case Many():
            return _result_method(atom, name)
        case Collection():
            return _collection_method(flow, atom, name, site)
        case Cell():
            if name in _CELL_CHANGES:
                assert isinstance(site.expression.function, code.Attribute)
                change_cell(flow, atom, site.at)
            return UNKNOWN
        case ModelClass():
            return _class_method(flow, atom, name, site)
        case Instance():
            return _row_method(flow, atom, name, site)
        case Sql():
            return _text_method(atom, name)
    return None


def _text_method(text: Sql, name: str) -> Value | None:
    if name in ("bindparams", "columns", "execution_options", "strip", "lstrip", "rstrip"):
        return one(text)
    return one(replace(text, complete=False)) if name in ("format", "replace", "join") else None


def _class_method(flow: Flow, atom: ModelClass, name: str, site: Site) -> Value | None:
    """A method of a class or of its table: `Lead.__table__.delete()`, `Contact.model_validate(body)`."""
    if name in STATEMENTS:
        return _statement(flow, name, one(atom), site)
    if name == "select":
        record(flow, OperationKind.READ, atom.model, site.at)
        return one(Query(atom.model, UNKNOWN))
    if name in ("alias", "join", "outerjoin"):
        return one(atom)
    if name in _MAKERS and atom.model:
        return one(Instance(atom.model, Origin.NEW, flow.place(site.expression.at), atom.likely))
    return None


def _row_method(flow: Flow, row: Instance, name: str, site: Site) -> Value | None:
    model = flow.analysis.model(row.model)
    if name == "sqlmodel_update" and model is not None and row not in flow.detached:
        note_update(flow, row, model, "", site.at, "call")
        return one(row)
    return UNKNOWN if name.startswith("model_") else None


def _query_method(flow: Flow, query: Query, name: str, site: Site) -> Value | None:
    if name in SINGLE:
        return query.rows
    if name in ("update", "delete") and query.model != NO_MODEL:
        return _query_write(flow, query, name, site)
    if name in ("all", "fetchall", "scalars", "unique", "paginate", "partitions"):
        return many(query.rows, "page" if name == "paginate" else "result")
    if name in _NO_ROWS:
        return UNKNOWN
    if name in _ENTITIES:
        return query_of(flow, site) or UNKNOWN
    if name in _JOINS:
        read_joined(flow, query, site)
    return one(query)


def _query_write(flow: Flow, query: Query, name: str, site: Site) -> Value:
    """`query(M).update(...)`, `query(M).delete()`: with all that comes before it, one write."""
    arguments = site.expression.arguments
    fields = fields_of(arguments[0]) if name == "update" and arguments else ()
    if isinstance(site.expression.function, code.Attribute):
        flow.recorder.forget_reads(_stored(flow, query.model), flow.place(site.expression.function.value.at))
    record(flow, STATEMENTS[name], query.model, site.at, fields=fields, likely=query.likely)
    return UNKNOWN


def _stored(flow: Flow, name: str) -> str:
    model = flow.analysis.model(name)
    return model.stored_as if model is not None and model.stored_as else name


def _result_method(result: Many, name: str) -> Value | None:
    if name in SINGLE:
        return _scalar(result.element) if name.startswith("scalar") else result.element
    if name == "scalars":
        return many(_scalar(result.element), "result")
    return one(result) if name in _ALL or name in ("columns", "execution_options") else None


def _scalar(rows: Value) -> Value:
    """The first of each row."""
    return join([atom.items[0] if isinstance(atom, Several) and atom.items else one(atom) for atom in rows])


def _statement_method(statement: Statement, name: str, expression: code.Call) -> Value:
    if name != "values":
        return one(statement)
    fields = [key for key, _ in expression.keywords if key]
    for argument in (*expression.arguments, *[value for key, value in expression.keywords if not key]):
        fields.extend(fields_of(argument))
    return one(replace(statement, fields=(*statement.fields, *fields)))


def fields_of(argument: code.Expression) -> tuple[str, ...]:
    """The columns that are the keys of a dict display, or the keywords of `dict(...)`."""
    if isinstance(argument, code.Call) and isinstance(argument.function, code.Name) and argument.function.id == "dict":
        return tuple(key for key, _ in argument.keywords if key)
    if not isinstance(argument, code.Mapping):
        return ()
    keys: list[str] = []
    for key, _ in argument.items:
        if isinstance(key, code.Text) and key.complete:
            keys.append(key.value)
        elif isinstance(key, code.Attribute):
            keys.append(key.name)
    return tuple(keys)


def _collection_method(flow: Flow, collection: Collection, name: str, site: Site) -> Value:
    row = one(Instance(collection.target, Origin.RELATED, likely=collection.owner.likely))
    if name in _CHANGES:
        change_collection(flow, collection, join(site.passed.all()), site.at)
        return row if name == "pop" else UNKNOWN
    if name in SINGLE:
        return row
    if name == "delete":
        record(flow, OperationKind.DELETE, collection.target, site.at, row=collection.owner)
        return UNKNOWN
    return many(row) if name in ("all", "copy") else one(Query(collection.target, row))
