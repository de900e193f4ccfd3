"""Abstract values: what an expression may be, as far as models, queries and sessions are concerned.

A value is a set of atoms: the expression may be any of them. The empty set says that nothing is known.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec

from ringfence.model.ranges import Range


class Origin(StrEnum):
    """Where an instance comes from."""

    QUERY = "query"
    NEW = "new"
    """Made by its constructor; a row only once it is added or saved."""
    PARAMETER = "parameter"
    """An annotated parameter or attribute."""
    RELATED = "related"
    """Reached through a relation of another instance."""


class Instance(msgspec.Struct, frozen=True, gc=False):
    """One row of a model."""

    model: str
    origin: Origin
    made_at: Range | None = None
    """Where it was made or fetched: tells instances of one function apart, and is shown as evidence."""
    likely: bool = False
    """It rests on an assumption."""


class ModelClass(msgspec.Struct, frozen=True, gc=False):
    """The class itself, or a Core table."""

    model: str
    """Empty for some model of the project of which the text does not say which."""
    likely: bool = False


class Query(msgspec.Struct, frozen=True, gc=False):
    """A SQLAlchemy query or select, a Django queryset: what its rows are."""

    model: str
    """The model whose rows it can change."""
    rows: Value
    django: bool = False
    likely: bool = False
    classes: tuple[str, ...] = ()
    """Django: the dotted names of the project's classes that give it further methods."""


class Manager(msgspec.Struct, frozen=True, gc=False):
    """A Django manager, or a related manager."""

    model: str
    """Empty for some model of the project of which the text does not say which."""
    classes: tuple[str, ...] = ()
    """The dotted names of the project's classes that give it methods: its own, then that of its querysets."""
    relation: str = ""
    """`reverse` for the many side of a foreign key, `m2m` for many-to-many; empty for a plain manager."""
    writes: str = ""
    """The model whose table `add`, `set`, `remove` and `clear` change, when that is another one."""
    likely: bool = False


class Options(msgspec.Struct, frozen=True, gc=False):
    """What Django keeps at `Model._meta`."""

    model: str
    likely: bool = False


class Collection(msgspec.Struct, frozen=True, gc=False):
    """A SQLAlchemy relationship with many objects."""

    owner: Instance
    field: str
    target: str
    writes: str = ""
    """The model whose table a change of the collection writes; empty when it writes none."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """The value of a column that can be changed in place."""

    owner: Instance
    field: str


class Statement(msgspec.Struct, frozen=True, gc=False):
    """A SQLAlchemy `insert`, `update` or `delete` that is not executed yet."""

    operation: str
    model: str
    fields: tuple[str, ...] = ()
    made_at: Range | None = None
    likely: bool = False


class Sql(msgspec.Struct, frozen=True, gc=False):
    """A text; perhaps a raw SQL statement."""

    text: str
    complete: bool = True
    made_at: Range | None = None


class Many(msgspec.Struct, frozen=True, gc=False):
    """A list, set, result or any other iterable."""

    element: Value
    kind: str = "list"
    """`list`, `set`, `dict` (of its values), `result`, `page` or `generator`."""
    deep: int = 1


class Several(msgspec.Struct, frozen=True, gc=False):
    """A tuple with a value for each place."""

    items: tuple[Value, ...]
    deep: int = 1


class Record(msgspec.Struct, frozen=True, gc=False):
    """A dict display whose keys are texts."""

    items: tuple[tuple[str, Value], ...]
    deep: int = 1


class Session(msgspec.Struct, frozen=True, gc=False):
    """A database session or connection, or what makes one."""


class Object(msgspec.Struct, frozen=True, gc=False):
    """An instance of a class that is no model."""

    class_name: str
    types: tuple[str, ...] = ()
    """The models that its class was given in brackets: `Repository[Lead]`."""
    likely: bool = False


class Reference(msgspec.Struct, frozen=True, gc=False):
    """A module, function or class by its full dotted name."""

    name: str
    types: tuple[str, ...] = ()
    """What a class is given in brackets: `Repository[Lead]`."""
    likely: bool = False


class Method(msgspec.Struct, frozen=True, gc=False):
    """A method, bound to what it was taken from."""

    receiver: Value
    function: str
    """The full dotted name of its code; with a dot in front, the name of a method of the ORM."""
    likely: bool = False


class Closure(msgspec.Struct, frozen=True, gc=False):
    """A function or lambda inside the function that is looked through, by a name of its own."""

    name: str
    likely: bool = False


class Partial(msgspec.Struct, frozen=True, gc=False):
    """`partial(function, ...)`."""

    function: Value
    values: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]
    deep: int = 1


class Argument(msgspec.Struct, frozen=True, gc=False):
    """What callers pass for a parameter without a type, or what is reached from it."""

    function: str
    """The full dotted name of the function."""
    parameter: str
    path: tuple[str, ...] = ()
    """Attributes on the way from it; `*` for an element of a collection."""


class Other(msgspec.Struct, frozen=True, gc=False):
    """Something that is known to be neither model nor session: a number, a path."""

    kind: str


Atom: TypeAlias = (
    Instance
    | ModelClass
    | Query
    | Manager
    | Options
    | Collection
    | Cell
    | Statement
    | Sql
    | Many
    | Several
    | Record
    | Session
    | Object
    | Reference
    | Method
    | Closure
    | Partial
    | Argument
    | Other
)
Value: TypeAlias = frozenset[Atom]

UNKNOWN: Value = frozenset()
NO_MODEL = "-"
"""In place of a model: none of the project's, so that nothing done to it counts."""
MODEL_FORM, FORM_SET = "django.forms.models.ModelForm", "django.forms.models.BaseModelFormSet"
"""Django: the classes of forms and sets of forms that a function makes for a model. Their types are the model and, for
a set, the class of its forms."""
ELEMENT = "*"
"""The step from a collection to an element of it, in the path of an argument."""
