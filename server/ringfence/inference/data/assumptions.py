"""What parameters without a type are, if the calls of the whole project are all there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ringfence.inference.data.joins import join, one
from ringfence.inference.data.operations import Pass
from ringfence.inference.data.values import UNKNOWN, Argument, Atom, Value

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_MOST_PARAMETERS = 400
"""So many parameters are looked at behind one, each passed on to the next."""
_DEEPEST = 4

Passes = Mapping[tuple[str, str], tuple[Atom, ...]]
"""By function and parameter, everything that any call passes."""


def passes_of(found: Iterable[Pass]) -> Passes:
    """What is passed to each parameter, put together."""
    collected: dict[tuple[str, str], dict[Atom, None]] = {}
    for item in found:
        collected.setdefault((item.function, item.parameter), {}).update(dict.fromkeys(item.value))
    return {key: tuple(atoms) for key, atoms in collected.items()}


def expanded(flow: Flow, value: Value, depth: int = 0) -> Value:
    """The value with what the project passes in place of each argument."""
    if not any(isinstance(atom, Argument) for atom in value):
        return value
    return join([_expanded(flow, atom, depth) if isinstance(atom, Argument) else one(atom) for atom in value])


def _expanded(flow: Flow, argument: Argument, depth: int) -> Value:
    passes = flow.analysis.passes
    start = (argument.function, argument.parameter)
    pending, seen = deque([start]), {start}
    found: set[Atom] = set()
    while pending:
        for atom in passes.get(pending.popleft(), ()):
            if not isinstance(atom, Argument):
                found.add(atom)
            elif atom.path:
                found.update(expanded(flow, one(atom), depth + 1) if depth < _DEEPEST else UNKNOWN)
            elif (atom.function, atom.parameter) not in seen and len(seen) < _MOST_PARAMETERS:
                seen.add((atom.function, atom.parameter))
                pending.append((atom.function, atom.parameter))
    return flow.reach(join([frozenset((atom,)) for atom in found]), argument.path)
