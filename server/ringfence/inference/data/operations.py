"""What code does with models: the results of looking through one function."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ringfence.inference.data.joins import both
from ringfence.inference.data.values import UNKNOWN, Argument, Value
from ringfence.model.diagnostic import Certainty
from ringfence.model.ranges import Range


class OperationKind(StrEnum):
    """What is done to a model."""

    CREATE = "creates"
    UPDATE = "updates"
    DELETE = "deletes"
    READ = "reads"


class Evidence(NamedTuple):
    """Why something is thought to be a model."""

    path: str
    range: Range
    message: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One read or write of one model at one place."""

    kind: OperationKind
    model: str
    """The full dotted name; empty when only the table is known."""
    range: Range
    scope: str
    """The dotted names of the functions and classes around it."""
    fields: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    table: str = ""
    """For raw SQL: the table as written; empty with an opaque statement."""
    evidence: tuple[Evidence, ...] = ()
    how: str = ""
    """`assignment`, `call`, `sql`, `helper`: what sort of code it is, for the fixes."""

    @property
    def is_write(self) -> bool:
        """Whether it changes rows."""
        return self.kind is not OperationKind.READ


class Effect(NamedTuple):
    """What a function does to what is passed for a parameter."""

    argument: Argument
    kind: OperationKind
    how: str
    """`assign`, `save`, `add`, `delete` or `execute`: an assignment alone counts where the ORM tracks it."""
    fields: tuple[str, ...] = ()
    by: str = ""
    """The dotted name of the Python module whose code does it."""
    saved: bool = False
    """A Django instance is saved afterwards."""


class Pass(NamedTuple):
    """What a call hands to a parameter without a type."""

    function: str
    parameter: str
    value: Value


@dataclass(frozen=True, slots=True)
class FunctionResult:
    """What looking through a function gave."""

    operations: tuple[Operation, ...] = ()
    effects: tuple[Effect, ...] = ()
    returns: Value = UNKNOWN
    yields: Value = UNKNOWN
    passes: tuple[Pass, ...] = ()
    wants: frozenset[str] = frozenset()
    """Parameters that are called, queried or asked for methods: more is known once it is known what they are."""
    deep: frozenset[str] = frozenset()
    """Parameters of which something that is reached from them is asked for methods."""
    wanted: tuple[Argument, ...] = ()
    """The same, with those of other functions that reached this one through `self`."""
    fallbacks: tuple[tuple[str, Value], ...] = ()
    """What parameters are by their type variables, for calls that pass something of which nothing is known."""
    assigned: tuple[tuple[str, Value], ...] = ()
    """What the attributes of `self` are set to."""
    declared: tuple[tuple[str, Value], ...] = ()
    """What the attributes of `self` are annotated to be where they are set to nothing that tells."""


NOTHING = FunctionResult()


@dataclass(slots=True)
class Recorder:
    """Collects what one function does, while it is looked through."""

    operations: dict[tuple[object, ...], Operation] = field(default_factory=dict)
    effects: dict[Effect, None] = field(default_factory=dict)
    passes: dict[Pass, None] = field(default_factory=dict)
    wants: set[Argument] = field(default_factory=set)
    assigned: dict[str, Value] = field(default_factory=dict)
    declared: dict[str, Value] = field(default_factory=dict)
    fallbacks: dict[str, Value] = field(default_factory=dict)

    def add(self, operation: Operation) -> None:
        """Remember an operation; the same place twice (loops, branches) is one, the surer one."""
        key = (operation.kind, operation.model, operation.table, operation.range, operation.fields)
        known = self.operations.get(key)
        if known is None or _strength(operation) < _strength(known):
            self.operations[key] = operation

    def assign(self, name: str, value: Value, *, is_declared: bool = False) -> None:
        """Remember what an attribute of `self` is set to, or annotated to be."""
        if value:
            into = self.declared if is_declared else self.assigned
            into[name] = both(into.get(name, UNKNOWN), value)

    def forget_reads(self, model: str, within: Range) -> None:
        """Reads of a model that begin in a range are part of a write: the query of `query(M).delete()`."""
        gone = [
            key
            for key, operation in self.operations.items()
            if operation.kind is OperationKind.READ
            and operation.model == model
            and within[:2] <= operation.range[:2] <= within[2:]
        ]
        for key in gone:
            del self.operations[key]


def _strength(operation: Operation) -> tuple[bool, tuple[Evidence, ...]]:
    """Of two operations that are the same, the surer one is kept, and of two sure ones always the same."""
    return operation.certainty is not Certainty.CERTAIN, operation.evidence
