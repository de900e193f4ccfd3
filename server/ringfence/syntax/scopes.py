"""The scopes of one text: which names each one binds, and every place where a name is read.

Names are resolved as Python does it: class bodies are not seen from the functions inside them, comprehensions
and lambdas have scopes of their own, `global` and `nonlocal` reach out. Here are the values and the look-up;
`scope_walk` finds them in the syntax tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import NamedTuple


class ScopeKind(Enum):
    """What opens a scope."""

    MODULE = "module"
    FUNCTION = "function"
    """A function or a lambda."""
    CLASS = "class"
    COMPREHENSION = "comprehension"
    TYPE_PARAMETERS = "type parameters"
    """`[T]` behind the name of a function, a class or a type alias."""


class Place(IntEnum):
    """When a name is looked up."""

    RUNTIME = 0
    """When the code runs. That includes annotations which something is likely to evaluate."""
    ANNOTATION = 1
    """When the definition runs, unless annotations are postponed."""
    LOCAL_ANNOTATION = 2
    """Never: Python does not evaluate the annotations of local variables."""
    TYPE_STRING = 3
    """Never, it stands in a string that is a type: only type checkers read it."""


class Binding(NamedTuple):
    """One place that binds, rebinds or deletes a name. Offsets are code points."""

    name: str
    start: int
    end: int
    statement: int
    """The offset of the import statement that does it; -1 for anything else."""


class Step(NamedTuple):
    """One attribute in `a.b.c`: its name, and the offsets where it stands."""

    name: str
    start: int
    end: int


class Reference(NamedTuple):
    """One place that reads a name. Offsets are code points."""

    name: str
    start: int
    end: int
    scope: Scope
    place: Place
    steps: tuple[Step, ...]
    """The attributes that follow directly: `b` and `c` in `a.b.c`."""
    annotation: tuple[int, int] | None
    """The offsets of the whole annotation around it."""


class Export(NamedTuple):
    """One string in `__all__`: its text, and the offsets of the text between the quotes."""

    name: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Scope:
    """One scope. Filled while the text is walked, read-only afterwards."""

    kind: ScopeKind
    parent: Scope | None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    global_names: set[str] = field(default_factory=set)
    nonlocal_names: set[str] = field(default_factory=set)

    @property
    def module(self) -> Scope:
        """The scope of the whole text."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def nearest(self, *kinds: ScopeKind) -> Scope:
        """The innermost scope of one of these kinds, from here outwards; else that of the whole text."""
        scope = self
        while scope.kind not in kinds and scope.parent is not None:
            scope = scope.parent
        return scope

    def resolve(self, name: str, also: Scope | None = None) -> Scope | None:
        """The scope whose `name` is meant here, or None: a built-in name, or one that nothing binds.

        `also` is a scope to look at as if it bound the name too.
        """
        scope: Scope | None = self
        inside = True
        while scope is not None:
            if name in scope.global_names:
                top = scope.module
                return top if name in top.bindings or top is also else None
            visible = inside or scope.kind is not ScopeKind.CLASS
            if visible and name not in scope.nonlocal_names and (name in scope.bindings or scope is also):
                return scope
            inside = inside and scope.kind is ScopeKind.TYPE_PARAMETERS
            scope = scope.parent
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Scopes:
    """All scopes of one text, and all reads of names."""

    module: Scope
    references: dict[str, tuple[Reference, ...]]
    """By name, in the order of the text."""
    exports: tuple[Export, ...]
    """The strings of `__all__`."""
    import_scopes: dict[int, Scope]
    """The scope of every import statement, by its offset."""
    declared: frozenset[str]
    """Names in a `global` or `nonlocal` statement anywhere."""
    opaque: frozenset[str]
    """Words in strings that are types but that could not be read, such as `"li" "st[X]"`."""
    postponed: bool
    """`from __future__ import annotations` is there."""
    evaluates_annotations: bool
    """Some annotation is likely to be evaluated at run time: a decorated function's, a model class's."""

    def bindings_of(self, name: str, scope: Scope) -> tuple[Binding, ...]:
        """Every place that binds `name` in `scope`."""
        return tuple(scope.bindings.get(name, ()))

    def references_to(self, name: str, scope: Scope) -> tuple[Reference, ...]:
        """Every read of `name` that means the one of `scope`, in the order of the text."""
        found = self.references.get(name, ())
        return tuple(reference for reference in found if reference.scope.resolve(name) is scope)

    def is_torn(self, name: str, scope: Scope) -> bool:
        """Whether a class body both reads the `name` of `scope` and binds it: which is meant is unclear."""
        return any(
            reference.scope.kind is ScopeKind.CLASS
            and name in reference.scope.bindings
            and reference.scope is not scope
            for reference in self.references.get(name, ())
        )
