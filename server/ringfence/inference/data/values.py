"""Abstract values: what an expression may be, as far as models, queries and sessions are concerned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringfence.model.code import Place


class Origin(StrEnum):
    """Where an instance comes from."""

    QUERY = "query"
    NEW = "new"
    """Made by its constructor; a row only once it is added or saved."""
    PARAMETER = "parameter"
    """An annotated parameter or attribute."""
    RELATED = "related"
    """Reached through a relation of another instance."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One row of a model."""

    model: str
    origin: Origin
    made_at: Place | None = None
    """Where it was made or fetched: tells instances of one function apart, and is shown as evidence."""
    likely: bool = False
    """It rests on an assumption."""


@dataclass(frozen=True, slots=True)
class ModelClass:
    """The class itself, or a Core table."""

    model: str


@dataclass(frozen=True, slots=True)
class Query:
    """A SQLAlchemy query or select, a Django queryset: what its rows are."""

    model: str
    """The model whose rows it can change."""
    rows: Value
    django: bool = False


@dataclass(frozen=True, slots=True)
class Manager:
    """A Django manager, or a related manager."""

    model: str
    class_name: str = ""
    """The dotted name of its class, when it is one of the project's."""
    relation: str = ""
    """`reverse` for the many side of a foreign key, `m2m` for many-to-many; empty for a plain manager."""
    writes: str = ""
    """The model whose table `add`, `set`, `remove` and `clear` change, when that is another one."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A SQLAlchemy relationship with many objects."""

    owner: Instance
    field: str
    target: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A SQLAlchemy `insert`, `update` or `delete` that is not executed yet."""

    operation: str
    model: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sql:
    """A raw SQL statement."""

    text: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Many:
    """A list, set, result or any other iterable."""

    element: Value
    kind: str = "list"
    """`list`, `set`, `dict` (of its values) or `result`."""


@dataclass(frozen=True, slots=True)
class Several:
    """A tuple with a value for each place."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A database session or connection."""


@dataclass(frozen=True, slots=True)
class Object:
    """An instance of a class of the project that is no model."""

    class_name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A module, function or class by its full dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class Method:
    """A method, bound to what it was taken from."""

    receiver: Value
    function: str
    """The full dotted name of its code."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What the caller passes for a parameter without a type, or an attribute of it."""

    parameter: str
    path: tuple[str, ...] = ()
    element: bool = False
    """Not the argument itself but what it holds: the target of a loop over it."""


@dataclass(frozen=True, slots=True)
class Other:
    """Something that is known to be neither model nor session: a string, a dict, a path."""

    kind: str


Atom = (
    Instance
    | ModelClass
    | Query
    | Manager
    | Collection
    | Statement
    | Sql
    | Many
    | Several
    | Session
    | Object
    | Reference
    | Method
    | Argument
    | Other
)
Value = frozenset[Atom]
"""What an expression may be: any of the atoms. Empty: nothing is known."""

UNKNOWN: Value = frozenset()
MOST_ATOMS = 12
"""A value that could be more things than this is as good as unknown."""


def one(atom: Atom) -> Value:
    """The value that is just this."""
    return frozenset((atom,))


def join(*values: Value) -> Value:
    """What is any of the values."""
    joined = frozenset[Atom]().union(*values)
    return joined if len(joined) <= MOST_ATOMS else UNKNOWN


def element_of(value: Value) -> Value:
    """What a loop over the value gives."""
    found: list[Value] = []
    for atom in value:
        match atom:
            case Query():
                found.append(atom.rows)
            case Many():
                found.append(atom.element)
            case Several():
                found.extend(atom.items)
            case Manager():
                found.append(one(Instance(atom.model, Origin.QUERY)))
            case Collection():
                found.append(one(Instance(atom.target, Origin.RELATED)))
            case Argument():
                found.append(one(Argument(atom.parameter, atom.path, element=True)))
            case _:
                pass
    return join(*found)
