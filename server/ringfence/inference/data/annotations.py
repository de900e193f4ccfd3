"""What an annotation says a value is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.symbols import dotted, resolve
from ringfence.inference.data.values import (
    UNKNOWN,
    Instance,
    Manager,
    Many,
    ModelClass,
    Object,
    Origin,
    Other,
    Query,
    Session,
    Several,
    Value,
    join,
    one,
)
from ringfence.model import code
from ringfence.model.names import last
from ringfence.syntax.code_reader import read_expression

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SEQUENCES = frozenset(
    (
        *("list", "List", "Sequence", "Iterable", "Iterator", "Collection", "AsyncIterator", "AsyncIterable"),
        *("deque", "Deque", "ScalarResult", "Generator", "AsyncGenerator", "MutableSequence", "Result", "Page"),
    )
)
_SETS = frozenset(("set", "Set", "frozenset", "FrozenSet", "AbstractSet", "MutableSet"))
_MAPPINGS = frozenset(("dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"))
_TRANSPARENT = frozenset(
    ("Optional", "Annotated", "Final", "ClassVar", "Awaitable", "Mapped", "Coroutine", "Required", "NotRequired")
)
_UNIONS = frozenset(("Union",))
_QUERIES = frozenset(("QuerySet", "Query", "Select", "BaseManager", "Manager"))
_SESSIONS = frozenset(
    (
        *("Session", "AsyncSession", "scoped_session", "async_scoped_session", "Connection", "AsyncConnection"),
        *("Cursor", "cursor", "sessionmaker"),
    )
)
_PLAIN = frozenset(("str", "int", "float", "bool", "bytes", "Path", "datetime", "date", "Decimal", "UUID"))


def annotated(flow: Flow, annotation: code.Expression | None) -> Value:
    """The value of something with this annotation; strings are read as types."""
    match annotation:
        case None:
            return UNKNOWN
        case code.Text():
            return annotated(flow, read_expression(annotation.value)) if annotation.complete else UNKNOWN
        case code.Name() | code.Attribute():
            return _named(flow, dotted(annotation))
        case code.Subscript():
            return _generic(flow, annotation)
        case code.Other() if annotation.operator == "|":
            return join(*(annotated(flow, part) for part in annotation.parts))
    return UNKNOWN


def _named(flow: Flow, written: str) -> Value:
    name = resolve(flow.project, flow.file, written, flow.local_imports) if written else ""
    model = flow.models.get(name)
    if model is not None:
        return one(Instance(model.name, Origin.PARAMETER))
    short = last(name)
    if short in _SESSIONS and not name.startswith(("requests", "aiohttp", "httpx", "boto")):
        return one(Session())
    if short in _PLAIN:
        return one(Other(short))
    if short in _SETS:
        return one(Many(UNKNOWN, "set"))
    if short in _MAPPINGS:
        return one(Many(UNKNOWN, "dict"))
    if short in _SEQUENCES:
        return one(Many(UNKNOWN))
    if flow.project.modules.owner_of(name) is not None or "." in name:
        return one(Object(name))
    return UNKNOWN


def _generic(flow: Flow, annotation: code.Subscript) -> Value:
    outer = last(dotted(annotation.value))
    inside = annotation.index.items if isinstance(annotation.index, code.Items) else (annotation.index,)
    if outer in _UNIONS:
        return join(*(annotated(flow, part) for part in inside))
    if outer in ("Awaitable", "Coroutine"):
        return annotated(flow, inside[-1])
    if outer in _TRANSPARENT:
        return annotated(flow, inside[0])
    if outer in _SEQUENCES:
        return one(Many(annotated(flow, inside[0])))
    if outer in _SETS:
        return one(Many(annotated(flow, inside[0]), "set"))
    if outer in _MAPPINGS:
        return one(Many(annotated(flow, inside[-1]), "dict"))
    if outer in ("tuple", "Tuple"):
        items = [item for item in inside if not (isinstance(item, code.Constant) and item.value == "...")]
        if len(items) < len(inside):
            return one(Many(annotated(flow, items[0]) if items else UNKNOWN))
        return one(Several(tuple(annotated(flow, item) for item in items)))
    if outer in ("type", "Type"):
        found = annotated(flow, inside[0])
        return frozenset(ModelClass(atom.model) for atom in found if isinstance(atom, Instance))
    if outer in _QUERIES:
        return _query(annotated(flow, inside[0]), outer, flow)
    return _named(flow, dotted(annotation.value))


def _query(rows: Value, outer: str, flow: Flow) -> Value:
    found: set[Query | Manager] = set()
    for atom in rows:
        if isinstance(atom, Instance):
            model = flow.models.get(atom.model)
            django = model is not None and model.label != ""
            is_manager = outer.endswith("Manager")
            row = one(Instance(atom.model, Origin.QUERY))
            found.add(Manager(atom.model) if is_manager else Query(atom.model, row, django))
    return frozenset(found)
