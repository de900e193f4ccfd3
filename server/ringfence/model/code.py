"""What the inference reads of a text: functions, classes and statements, reduced to what data flow needs.

Every node is an immutable tagged value that MessagePack can store. Positions are 0-based lines and code-point columns,
relative to `CodeUnit.line` of the top-level statement around them, so that an edit above a unit does not change it.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Place = tuple[int, int, int, int]
"""Line, column, end line, end column, as in `ranges.Range`; lines count from the first line of the unit."""


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="n"):
    """A plain name."""

    id: str
    at: Place


class Attribute(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="a"):
    """`value.name`."""

    value: Expression
    name: str
    at: Place
    """The attribute's name alone."""


class Call(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="c"):
    """`function(arguments, keyword=...)`."""

    function: Expression
    arguments: tuple[Expression, ...]
    keywords: tuple[tuple[str, Expression], ...]
    """Name and value; the name is empty for `**value`."""
    at: Place
    """The whole call."""


class Text(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="s"):
    """A string: literal, implicitly concatenated, `+` of literals, or an f-string whose holes are shown as `{}`."""

    value: str
    at: Place
    complete: bool = True
    """False when the text has holes: an f-string, `format`, `%` or `+` with something that is no literal."""
    holes: tuple[Expression, ...] = ()
    """What stands in the holes, one for each `{}`; a `{}` of the text itself makes more of these than holes."""


class Constant(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="k"):
    """`None`, `True`, `False`, a number, or `...`: the source text."""

    value: str
    at: Place


class Items(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="l"):
    """A list, tuple or set display."""

    kind: str
    """`list`, `tuple` or `set`."""
    items: tuple[Expression, ...]
    at: Place


class Mapping(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="d"):
    """A dict display; the key is None for `**value`."""

    items: tuple[tuple[Expression | None, Expression], ...]
    at: Place


class Subscript(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="i"):
    """`value[index]`; a slice is an `Items` of kind `slice`."""

    value: Expression
    index: Expression
    at: Place


class Choice(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="o"):
    """One of several, by operator `or`, `and` or `if`. The condition of `a if c else b` is among `conditions`."""

    options: tuple[Expression, ...]
    conditions: tuple[Expression, ...]
    at: Place
    operator: str = "or"


class Comprehension(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="g"):
    """A list, set or dict comprehension or a generator."""

    kind: str
    """`list`, `set`, `dict` or `generator`."""
    element: Expression
    """For a dict: its value."""
    loops: tuple[tuple[Expression, Expression], ...]
    """Each target with what it runs over."""
    conditions: tuple[Expression, ...]
    at: Place


class Lambda(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="f"):
    """`lambda parameters: body`."""

    parameters: tuple[str, ...]
    body: Expression
    at: Place


class Await(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="w"):
    """`await value`, `yield from value`, `*value`: the value itself, a step further."""

    kind: str
    """`await`, `yield`, `yield from` or `star`."""
    value: Expression
    at: Place


class Walrus(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="="):
    """`name := value`."""

    target: Name
    value: Expression
    at: Place


class Other(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="?"):
    """Anything else: comparisons, arithmetic. Its parts are still looked at."""

    operator: str
    """The operator or the kind of node, as `isinstance` narrowing needs `not` and `==`."""
    parts: tuple[Expression, ...]
    at: Place


Expression: TypeAlias = (
    Name
    | Attribute
    | Call
    | Text
    | Constant
    | Items
    | Mapping
    | Subscript
    | Choice
    | Comprehension
    | Lambda
    | Await
    | Walrus
    | Other
)


class Assign(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="A"):
    """`target = value`, once for each target of a chain; `target: annotation = value`, in which the value may lack."""

    target: Expression
    value: Expression | None
    annotation: Expression | None
    at: Place


class Augment(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="U"):
    """`target += value`."""

    target: Expression
    value: Expression
    at: Place


class Evaluate(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="E"):
    """An expression as a statement. Its kind is `expression`, `assert`, `raise` or `del`."""

    value: Expression
    kind: str
    at: Place


class Return(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="R"):
    """`return value`."""

    value: Expression | None
    at: Place


class Branch(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="B"):
    """`if`, `elif`, `match`: a condition (None: otherwise) with its body, in order. That of `case` is an `Other` of
    subject, pattern and guard, if any; in a pattern `C(x=p)` is a call and `p as n` a walrus."""

    arms: tuple[tuple[Expression | None, tuple[Statement, ...]], ...]
    at: Place


class Loop(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="L"):
    """`for target in iterable`; `while condition` has no target."""

    target: Expression | None
    iterable: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    at: Place


class Try(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="T"):
    """`try` with its handlers; `else` is part of the body."""

    body: tuple[Statement, ...]
    handlers: tuple[tuple[Statement, ...], ...]
    final: tuple[Statement, ...]
    at: Place


class With(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="W"):
    """`with value as target`, one after the other, around a body."""

    items: tuple[tuple[Expression, Expression | None], ...]
    body: tuple[Statement, ...]
    at: Place


class Import(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="I"):
    """An import inside a function or branch."""

    base: str
    level: int
    """Leading dots; -1 for a plain import."""
    names: tuple[tuple[str, str], ...]
    """Each name with its alias, which may be empty."""
    at: Place


class Jump(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="J"):
    """`break`, `continue`, `pass`, `global`, `nonlocal`."""

    kind: str
    names: tuple[str, ...]
    at: Place


class Parameter(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One parameter."""

    name: str
    annotation: Expression | None = None
    default: Expression | None = None
    kind: str = ""
    """Empty, `*`, `**`, `keyword`."""


class Function(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="F"):
    """A function or method."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: Expression | None
    decorators: tuple[Expression, ...]
    body: tuple[Statement, ...]
    is_async: bool
    docstring: str
    at: Place
    """The name."""


class Class(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="C"):
    """A class."""

    name: str
    bases: tuple[Expression, ...]
    keywords: tuple[tuple[str, Expression], ...]
    decorators: tuple[Expression, ...]
    body: tuple[Statement, ...]
    at: Place
    """The name."""


Statement: TypeAlias = (
    Assign | Augment | Evaluate | Return | Branch | Loop | Try | With | Import | Jump | Function | Class
)


class CodeUnit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One top-level statement of a text."""

    line: int
    """The 0-based line that it starts on: what `Place` lines in it count from."""
    statement: Statement


class Code(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A whole text."""

    units: tuple[CodeUnit, ...] = ()
    is_helper: bool = False
    """It has nothing to do with models by itself, and is looked at as far as others call it."""
