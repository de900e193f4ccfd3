"""What parameters without a type are, if the calls of the whole project are all there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ringfence.inference.data.joins import join, one
from ringfence.inference.data.operations import Pass
from ringfence.inference.data.values import UNKNOWN, Argument, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringfence.inference.data.flow import Flow

_DEEPEST = 8

Passes = Mapping[tuple[str, str], Value]
"""By function and parameter, everything that any call passes."""


def passes_of(found: Iterable[Pass]) -> Passes:
    """What is passed to each parameter, put together."""
    collected: dict[tuple[str, str], dict[Value, None]] = {}
    for item in found:
        collected.setdefault((item.function, item.parameter), {})[item.value] = None
    return {key: join(values) for key, values in collected.items()}


def expanded(flow: Flow, value: Value) -> Value:
    """The value with what the project passes in place of each argument."""
    if not any(isinstance(atom, Argument) for atom in value):
        return value
    return join([_expanded(flow, atom, 0) if isinstance(atom, Argument) else one(atom) for atom in value])


def _expanded(flow: Flow, argument: Argument, depth: int) -> Value:
    passed = flow.analysis.passes.get((argument.function, argument.parameter), UNKNOWN)
    found: list[Value] = []
    for atom in passed:
        if not isinstance(atom, Argument):
            found.append(one(atom))
        elif depth < _DEEPEST and atom != argument:
            found.append(_expanded(flow, atom, depth + 1))
    return flow.reach(join(found), argument.path)
