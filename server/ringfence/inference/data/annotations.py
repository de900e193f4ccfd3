"""What an annotation says a value is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ringfence.inference.data.django_attributes import annotated_rows
from ringfence.inference.data.django_managers import DEFAULT
from ringfence.inference.data.joins import join, many, one, several
from ringfence.inference.data.model_types import Orm
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import (
    UNKNOWN,
    Instance,
    Manager,
    ModelClass,
    Object,
    Origin,
    Other,
    Query,
    Reference,
    Session,
    Value,
)
from ringfence.model import code
from ringfence.model.names import last, parent
from ringfence.syntax.code_reader import read_expression

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SEQUENCES = frozenset(
    (
        *("list", "List", "Sequence", "Iterable", "Iterator", "Collection", "AsyncIterator", "AsyncIterable"),
        *("deque", "Deque", "ScalarResult", "Generator", "AsyncGenerator", "MutableSequence", "Result", "Page"),
        *("Reversible", "Container", "InstrumentedList", "QuerySet", "Query", "Select", "Pagination", "AsyncResult"),
        *("AsyncScalarResult", "TupleResult", "ChunkedIteratorResult"),
    )
)
_SETS = frozenset(("set", "Set", "frozenset", "FrozenSet", "AbstractSet", "MutableSet"))
_MAPPINGS = frozenset(
    ("dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict", "Counter")
)
_FIRST = frozenset(
    ("Optional", "Annotated", "Final", "ClassVar", "Mapped", "Required", "NotRequired", "ReadOnly", "InitVar")
)
_LAST = frozenset(("Awaitable", "Coroutine"))
_QUERIES = frozenset(("QuerySet", "Query", "Select", "BaseManager", "Manager", "RelatedManager", "ManyRelatedManager"))
_SESSIONS = frozenset(
    (
        *("Session", "AsyncSession", "scoped_session", "async_scoped_session", "Connection", "AsyncConnection"),
        *("Cursor", "cursor", "sessionmaker", "async_sessionmaker", "Engine", "AsyncEngine", "SessionTransaction"),
        *("SQLAlchemySession", "SqlAlchemySession", "DbSession", "DBSession"),
    )
)
_NO_SESSIONS = ("requests", "aiohttp", "httpx", "boto", "botocore", "starlette", "django.contrib", "tensorflow")
_PLAIN = frozenset(("str", "int", "float", "bool", "bytes", "Path", "datetime", "date", "Decimal", "UUID"))
_SAYING_NOTHING = frozenset(
    (
        *("Any", "object", "None", "Callable", "TypeVar", "Query", "Select", "QuerySet", "Executable", "ClauseElement"),
        *("TextClause", "Update", "Delete", "Insert", "DeclarativeBase", "Model", "type", "Type", "UpdateBase"),
    )
)
_CLASSES = frozenset(("type", "Type"))


def annotated(flow: Flow, annotation: code.Expression | None) -> Value:
    """The value of something with this annotation; strings are read as types."""
    match annotation:
        case code.Text() if annotation.complete:
            return annotated(flow, read_expression(annotation.value))
        case code.Name() | code.Attribute():
            return _named(flow, dotted(annotation))
        case code.Subscript():
            return _generic(flow, annotation)
        case code.Other() if annotation.operator == "|":
            return join([annotated(flow, part) for part in annotation.parts])
    return UNKNOWN


def mentions(flow: Flow, annotation: code.Expression, names: Mapping[str, str]) -> bool:
    """Whether one of some full names stands in an annotation."""
    pending = [annotation]
    while pending:
        match pending.pop():
            case code.Name() | code.Attribute() as name:
                if flow.resolve(dotted(name)) in names:
                    return True
            case code.Subscript(value=value, index=index):
                pending.extend((value, index))
            case code.Items(items=parts) | code.Other(parts=parts):
                pending.extend(parts)
            case code.Text() as text:
                inner = read_expression(text.value)
                pending.extend([inner] if inner is not None and not isinstance(inner, code.Text) else [])
    return False


def is_telling(flow: Flow, annotation: code.Expression) -> bool:
    """Whether an annotation says more than that anything may come."""
    match annotation:
        case code.Name() | code.Attribute():
            name = flow.resolve(dotted(annotation))
            info = flow.analysis.class_named(name)
            if info is not None:
                return not (info.is_base or _is_abstract_model(flow, name))
            return last(name) not in _SAYING_NOTHING
    return True


def _is_abstract_model(flow: Flow, name: str) -> bool:
    model = flow.analysis.model(name)
    if model is not None:
        return model.abstract and model.orm is Orm.DJANGO
    info = flow.analysis.class_named(name)
    return info is not None and info.orm is not None


def _named(flow: Flow, written: str, types: tuple[str, ...] = ()) -> Value:
    name = flow.resolve(written) if written else ""
    if name in flow.types:
        name = flow.types[name]
    model = flow.analysis.model(name)
    if model is not None:
        return one(Instance(model.name, Origin.PARAMETER))
    if flow.analysis.class_named(name) is not None:
        if is_session_class(flow, name):
            return one(Session())
        return annotated_rows(flow, name, types[0] if types else "") or one(Object(name, types))
    short = last(name)
    if short in _SESSIONS and not name.startswith(_NO_SESSIONS):
        return one(Session())
    if short in _SETS or short in _MAPPINGS or short in _SEQUENCES:
        return many(UNKNOWN, "set" if short in _SETS else "dict" if short in _MAPPINGS else "list")
    if short in _PLAIN:
        return one(Other(short))
    if flow.project.file_named(parent(name)) is not None:
        return flow.analysis.alias_of(name)
    return one(Object(name)) if "." in name and short not in _SAYING_NOTHING else UNKNOWN


def is_session_class(flow: Flow, name: str) -> bool:
    """Whether a class of the project is a session: it inherits from one."""
    bases = [base for info in flow.analysis.lineage(name) for base in info.bases]
    return any(last(base) in _SESSIONS and base.startswith(("sqlalchemy", "sqlmodel", "flask_sql")) for base in bases)


def _generic(flow: Flow, annotation: code.Subscript) -> Value:
    outer = last(dotted(annotation.value))
    inside = annotation.index.items if isinstance(annotation.index, code.Items) else (annotation.index,)
    if not inside:
        return UNKNOWN
    if outer == "Union":
        return join([annotated(flow, part) for part in inside])
    if outer in _LAST:
        return annotated(flow, inside[-1])
    if outer in _FIRST:
        return annotated(flow, inside[0])
    if outer in _QUERIES and (found := _query(annotated(flow, inside[0]), outer, flow)):
        return found
    if outer in _SEQUENCES:
        return many(annotated(flow, inside[0]))
    if outer in _SETS:
        return many(annotated(flow, inside[0]), "set")
    if outer in _MAPPINGS:
        return many(annotated(flow, inside[-1]), "dict")
    if outer in ("tuple", "Tuple"):
        return _tuple(flow, inside)
    if outer in _CLASSES:
        return _class(annotated(flow, inside[0]))
    names = tuple(flow.resolve(dotted(item)) for item in inside)
    return _named(flow, dotted(annotation.value), tuple(flow.types.get(name, name) for name in names))


def _tuple(flow: Flow, inside: tuple[code.Expression, ...]) -> Value:
    items = [item for item in inside if not (isinstance(item, code.Constant) and item.value == "...")]
    if len(items) < len(inside):
        return many(annotated(flow, items[0]) if items else UNKNOWN)
    return several(annotated(flow, item) for item in items)


def _class(value: Value) -> Value:
    """`type[Lead]`."""
    return frozenset(
        [ModelClass(atom.model) for atom in value if isinstance(atom, Instance)]
        + [Reference(atom.class_name) for atom in value if isinstance(atom, Object)]
    )


def _query(rows: Value, outer: str, flow: Flow) -> Value:
    found: set[Query | Manager] = set()
    for atom in rows:
        if isinstance(atom, Instance):
            model = flow.analysis.model(atom.model)
            is_django = model is not None and model.orm is Orm.DJANGO
            row = one(Instance(atom.model, Origin.QUERY))
            classes = model.managers.get(DEFAULT, ()) if model is not None else ()
            is_manager = outer.endswith("Manager")
            found.add(
                Manager(atom.model, classes) if is_manager else Query(atom.model, row, is_django, classes=classes)
            )
    return frozenset(found)
