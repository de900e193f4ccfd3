"""Abstract values put together: unions, elements, collections, and assumptions."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ringfence.inference.data.values import (
    ELEMENT,
    FORM_SET,
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
    Partial,
    Query,
    Record,
    Reference,
    Session,
    Several,
    Statement,
    Value,
)
from ringfence.model.ranges import Range

_MOST_ATOMS = 16
_DEEPEST = 4
_LONGEST_PATH = 4
_MOST_ITEMS = 24


def one(atom: Atom) -> Value:
    """The value that is just this."""
    return frozenset((atom,))


def join(values: Iterable[Value]) -> Value:
    """What is any of the values."""
    kept = [value for value in values if value]
    if len(kept) < 2:
        return kept[0] if kept else UNKNOWN
    joined = kept[0].union(*kept[1:])
    return joined if len(joined) <= _MOST_ATOMS else _coarser(joined)


def _coarser(value: Value) -> Value:
    """The same, without telling instances of a model apart; nothing when that is still too much to follow."""
    merged = frozenset([replace(atom, made_at=None) if type(atom) is Instance else atom for atom in value])
    return merged if len(merged) <= 2 * _MOST_ATOMS else UNKNOWN


def both(first: Value, second: Value) -> Value:
    """What is one of two values."""
    if first is second or not second:
        return first
    if not first or first == second:
        return second
    joined = first | second
    return joined if len(joined) <= _MOST_ATOMS else _coarser(joined)


def many(element: Value, kind: str = "list") -> Value:
    """The value that is a collection of this."""
    deep = 1 + _depth(element)
    return one(Many(element, kind, deep) if deep <= _DEEPEST else Many(UNKNOWN, kind))


def several(items: Iterable[Value]) -> Value:
    """The value that is a tuple of these; a long one is a collection like any other."""
    values = tuple(items)
    if len(values) > _MOST_ITEMS:
        return many(join(values))
    deep = 1 + max(map(_depth, values), default=0)
    return one(Several(values, deep) if deep <= _DEEPEST else Many(UNKNOWN))


def record(items: Iterable[tuple[str, Value]]) -> Value:
    """The value that is a dict with these keys; a long one is a collection like any other."""
    values = tuple(items)
    if len(values) > _MOST_ITEMS:
        return many(join(value for _, value in values), "dict")
    deep = 1 + max((_depth(value) for _, value in values), default=0)
    return one(Record(values, deep) if deep <= _DEEPEST else Many(UNKNOWN, "dict"))


def partial_of(function: Value, values: Iterable[Value], keywords: Iterable[tuple[str, Value]]) -> Value:
    """The value that is a function with some of its arguments given."""
    given, named = tuple(values), tuple(keywords)
    deep = 1 + max(map(_depth, (function, *given, *(value for _, value in named))))
    return one(Partial(function, given, named, deep)) if deep <= _DEEPEST else UNKNOWN


def _depth(value: Value) -> int:
    return max([atom.deep for atom in value if isinstance(atom, Many | Several | Record | Partial)], default=0)


def element_of(value: Value) -> Value:
    """What a loop over the value gives."""
    if not value:
        return UNKNOWN
    return join([_element(atom) for atom in value])


def _element(atom: Atom) -> Value:
    match atom:
        case Query():
            return atom.rows
        case Many():
            return atom.element
        case Several():
            return join(atom.items)
        case Manager():
            return one(Instance(atom.model, Origin.QUERY, likely=atom.likely)) if atom.model else UNKNOWN
        case Collection():
            return one(Instance(atom.target, Origin.RELATED, likely=atom.owner.likely))
        case Argument():
            return step(atom, ELEMENT)
        case Object() if atom.class_name == FORM_SET and len(atom.types) > 1:
            return one(Object(atom.types[1], atom.types[:1], atom.likely))
    return UNKNOWN


def step(argument: Argument, name: str) -> Value:
    """What is reached from an argument by one more attribute or, with `*`, as its element."""
    if len(argument.path) >= _LONGEST_PATH:
        return UNKNOWN
    return one(Argument(argument.function, argument.parameter, (*argument.path, name)))


def assumed(value: Value) -> Value:
    """The value, marked as resting on an assumption."""
    return frozenset([_assumed(atom) for atom in value])


def _assumed(atom: Atom) -> Atom:
    match atom:
        case Query():
            return replace(atom, likely=True, rows=assumed(atom.rows))
        case Many():
            return replace(atom, element=assumed(atom.element))
        case Instance() | ModelClass() | Manager() | Statement() | Object() | Reference() | Method() | Closure():
            return replace(atom, likely=True)
    return atom


def placed(value: Value, place: Range) -> Value:
    """The value, with the place where its rows are named; they are other ones than those that are named elsewhere."""
    return frozenset([_placed(atom, place) for atom in value])


def _placed(atom: Atom, place: Range) -> Atom:
    match atom:
        case Instance():
            return replace(atom, made_at=place)
        case Many():
            return replace(atom, element=placed(atom.element, place))
    return atom


def is_likely(atom: Atom) -> bool:
    """Whether an atom rests on an assumption."""
    return bool(getattr(atom, "likely", False))


_TELLING = (
    *(Instance, ModelClass, Query, Manager, Collection, Cell, Statement),
    *(Session, Object, Method, Closure, Partial),
)


def says_something(value: Value) -> bool:
    """Whether a value is more than a text, a number, an empty list or an argument."""
    return any(_says_something(atom) for atom in value)


def _says_something(atom: Atom) -> bool:
    match atom:
        case Many():
            return says_something(atom.element)
        case Several():
            return any(says_something(item) for item in atom.items)
        case Record():
            return any(says_something(item) for _, item in atom.items)
    return isinstance(atom, _TELLING)
