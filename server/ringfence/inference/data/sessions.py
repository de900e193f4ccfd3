"""SQLAlchemy sessions and connections, whatever they are called: what is passed tells what they are.

See https://docs.sqlalchemy.org/en/20/orm/session_api.html.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Passed, Site
from ringfence.inference.data.executing import execute
from ringfence.inference.data.joins import element_of, join, many, one, several
from ringfence.inference.data.operations import Effect, OperationKind
from ringfence.inference.data.queries import fetched, query_of
from ringfence.inference.data.record import record
from ringfence.inference.data.storing import delete_row, store_row
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Atom,
    Instance,
    ModelClass,
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

_WORDS = frozenset(
    (
        *("session", "db", "sess", "uow", "conn", "connection", "transaction", "tx", "cursor", "cur", "engine"),
        *("database", "op"),
    )
)
_EXECUTES = frozenset(
    (
        *("execute", "scalars", "scalar", "exec", "executemany", "exec_driver_sql", "executescript", "stream"),
        *("stream_scalars", "execute_many", "fetch", "fetchrow", "fetchval", "fetch_all", "fetch_one"),
    )
)
_STORES = frozenset(("add", "add_all", "merge", "bulk_save_objects", "save_or_update"))
_OPENS = frozenset(
    (
        *("begin", "begin_nested", "connect", "connection", "cursor", "session", "raw_connection", "no_autoflush"),
        *("acquire", "get_bind", "execution_options", "registry", "begin_twophase"),
    )
)


def session_method(flow: Flow, function: code.Attribute, receiver: Value, site: Site) -> Value | None:
    """A method of a session, or of something that may be one. None when nothing speaks for it."""
    name = function.name
    if name == "query":
        return query_of(flow, site, is_sure=_is_sure(function, receiver)) or None
    if name in _EXECUTES:
        return _execute(flow, name, site)
    if name in ("get", "get_one"):
        return _get(flow, site, is_sure=_is_sure(function, receiver) or len(site.passed.values) > 1)
    if not _is_sure(function, receiver):
        return None
    special = _SPECIAL.get(name)
    if special is not None:
        return special(flow, site)
    return one(Session()) if name in _OPENS else None


def _is_sure(function: code.Attribute, receiver: Value) -> bool:
    return any(isinstance(atom, Session) for atom in receiver) or sounds_like_session(function.value)


def sounds_like_session(expression: code.Expression) -> bool:
    """Whether a name says that it is a session: `db`, `self._session`, `uow.session`, `s`."""
    while isinstance(expression, code.Call):
        expression = expression.function
    name = expression.name if isinstance(expression, code.Attribute) else last(dotted(expression))
    words = name.lower().strip("_").split("_")
    return name == "s" or any(
        word in _WORDS or word.rstrip("s") in _WORDS or word.endswith("session") for word in words
    )


def _get(flow: Flow, site: Site, *, is_sure: bool) -> Value | None:
    entity = site.passed.at(0, "entity")
    if not (is_sure or "entity" in site.passed.keywords):
        return None
    flow.recorder.wants.update(atom for atom in entity if isinstance(atom, Argument))
    is_class = any(isinstance(atom, ModelClass) for atom in entity)
    return fetched(flow, entity, site) if is_class else None


def _row(flow: Flow, atom: ModelClass, site: Site) -> Value:
    return one(Instance(atom.model, Origin.QUERY, flow.place(site.expression.at), atom.likely))


def _execute(flow: Flow, name: str, site: Site) -> Value | None:
    """`execute(statement)`; None when nothing that is passed can be executed."""
    rows: list[Value] = []
    is_handled = False
    for atom in site.passed.at(0, "statement", "clauseelement", "operation", "sql", "query"):
        match atom:
            case Statement() | Sql():
                is_handled = True
                execute(flow, atom, site.at, site.expression.at)
                if isinstance(atom, Statement) and atom.model:
                    rows.append(_row(flow, ModelClass(atom.model, atom.likely), site))
            case Query():
                is_handled = True
                rows.append(atom.rows)
            case Argument():
                is_handled = True
                effect = Effect(atom, OperationKind.UPDATE, "execute", (), flow.file.name)
                flow.recorder.effects[effect] = None
    if not is_handled:
        return None
    found = join(rows)
    if name in ("scalar", "scalars", "stream_scalars"):
        found = join([atom.items[0] if isinstance(atom, Several) and atom.items else one(atom) for atom in found])
    elif name != "exec":
        found = join([one(atom) if isinstance(atom, Several) else several((one(atom),)) for atom in found])
    return found if name == "scalar" else many(found, "result")


def _rows(name: str, passed: Passed) -> Value:
    return join([element_of(value) if name in ("add_all", "bulk_save_objects") else value for value in passed.all()])


def _store(flow: Flow, site: Site) -> Value:
    """`add`, `merge` and their like: each row that is passed."""
    assert isinstance(site.expression.function, code.Attribute)
    name = site.expression.function.name
    for atom in () if _is_loaded_as_it_is(site) else _rows(name, site.passed):
        if isinstance(atom, Instance):
            store_row(flow, atom, site.at)
        elif isinstance(atom, Argument):
            _note(flow, atom, OperationKind.CREATE, "add")
    if name != "merge":
        return UNKNOWN
    return frozenset([_merged(flow, atom, site) for atom in site.passed.at(0)])


def _is_loaded_as_it_is(site: Site) -> bool:
    """`merge(row, load=False)` takes a row in as it was stored: nothing is to be written."""
    return any(
        name == "load" and isinstance(value, code.Constant) and value.value == "False"
        for name, value in site.expression.keywords
    )


def _merged(flow: Flow, atom: Atom, site: Site) -> Atom:
    if not isinstance(atom, Instance):
        return atom
    return Instance(atom.model, Origin.QUERY, flow.place(site.expression.at), atom.likely)


def _note(flow: Flow, argument: Argument, kind: OperationKind, how: str) -> None:
    flow.recorder.effects[Effect(argument, kind, how, (), flow.file.name)] = None


def _delete(flow: Flow, site: Site) -> Value:
    for atom in join(site.passed.all()):
        if isinstance(atom, Instance):
            delete_row(flow, atom, site.at)
        elif isinstance(atom, Argument):
            _note(flow, atom, OperationKind.DELETE, "delete")
    return UNKNOWN


def _expunge(flow: Flow, site: Site) -> Value:
    flow.detached.update(atom for atom in site.passed.at(0) if isinstance(atom, Instance | Argument))
    return UNKNOWN


def _bulk_insert(flow: Flow, site: Site) -> Value:
    return _bulk(flow, site, OperationKind.CREATE)


def _bulk_update(flow: Flow, site: Site) -> Value:
    return _bulk(flow, site, OperationKind.UPDATE)


def _bulk(flow: Flow, site: Site, kind: OperationKind) -> Value:
    for atom in site.passed.at(0, "mapper", "table"):
        if isinstance(atom, ModelClass):
            record(flow, kind, atom.model, site.at, likely=atom.likely)
        elif isinstance(atom, Argument):
            flow.recorder.wants.add(atom)
    return UNKNOWN


def _run_sync(flow: Flow, site: Site) -> Value:
    """`run_sync(function, *arguments)`: the function gets the session first."""
    passed = Passed(((one(Session()), False), *site.passed.values[1:]), site.passed.keywords)
    return flow.call(site.passed.at(0), site.with_passed(passed))


_SPECIAL: dict[str, Callable[[Flow, Site], Value]] = {
    **dict.fromkeys(_STORES, _store),
    "delete": _delete,
    "expunge": _expunge,
    "bulk_insert_mappings": _bulk_insert,
    "bulk_insert": _bulk_insert,
    "bulk_update_mappings": _bulk_update,
    "run_sync": _run_sync,
}
