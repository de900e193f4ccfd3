"""What parameters without a type are, if the calls of the whole project are all there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ringfence.inference.data.joins import join, one
from ringfence.inference.data.operations import Pass
from ringfence.inference.data.values import UNKNOWN, Argument, Atom, Value

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_MOST_PARAMETERS = 400
"""So many parameters are looked at behind one, each passed on to the next."""
_DEEPEST = 4


class Passes:
    """By function and parameter, everything that any call passes."""

    def __init__(self) -> None:
        """No call is known yet."""
        self._by_target: dict[tuple[str, str], dict[str, tuple[Atom, ...]]] = {}
        self._by_source: dict[str, set[tuple[str, str]]] = {}
        self._targets: dict[str, set[tuple[str, str]]] = {}
        """By function, the parameters that anything was ever passed to."""

    def __contains__(self, target: tuple[str, str]) -> bool:
        """Whether any call passes something to a parameter of a function."""
        return bool(self._by_target.get(target))

    def reach(self, function: str) -> bool:
        """Whether any call passes something to any parameter of a function."""
        return any(self._by_target.get(target) for target in self._targets.get(function, ()))

    def to(self, target: tuple[str, str]) -> Iterator[Atom]:
        """What all calls pass to a parameter of a function."""
        for atoms in self._by_target.get(target, {}).values():
            yield from atoms

    def put(self, source: str, passes: Iterable[Pass]) -> list[tuple[str, str, str]]:
        """Take the calls of one function, in place of those it made before; what is different now, as facts."""
        collected: dict[tuple[str, str], dict[Atom, None]] = {}
        for item in passes:
            collected.setdefault((item.function, item.parameter), {}).update(dict.fromkeys(item.value))
        gone = self._by_source.pop(source, set()) - collected.keys()
        different = [("passes", *target) for target in gone if self._by_target[target].pop(source, None) is not None]
        for target, atoms in collected.items():
            known = self._by_target.setdefault(target, {})
            self._targets.setdefault(target[0], set()).add(target)
            if set(known.get(source, ())) != set(atoms):
                known[source] = tuple(atoms)
                different.append(("passes", *target))
        if collected:
            self._by_source[source] = set(collected)
        return different


def expanded(flow: Flow, value: Value) -> Value:
    """The value with what the project passes in place of each argument."""
    if not any(isinstance(atom, Argument) for atom in value):
        return value
    return join([_expanded(flow, atom) if isinstance(atom, Argument) else one(atom) for atom in value])


def _expanded(flow: Flow, argument: Argument) -> Value:
    # What is reached on the path of one argument can be another one, and so on in a circle.
    if argument in flow.expanding or len(flow.expanding) > _DEEPEST:
        return UNKNOWN
    flow.expanding.add(argument)
    found = flow.reach(join([one(atom) for atom in _passed_for(flow, argument)]), argument.path)
    flow.expanding.discard(argument)
    return found


def _passed_for(flow: Flow, argument: Argument) -> Iterable[Atom]:
    """What the calls of the project pass to a parameter, also by way of other parameters."""
    start = (argument.function, argument.parameter)
    pending, seen = deque([start]), {start}
    found: dict[Atom, None] = {}
    while pending:
        target = pending.popleft()
        flow.analysis.solver.note(("passes", *target))
        for atom in flow.analysis.passed.to(target):
            if not isinstance(atom, Argument):
                found[atom] = None
            elif atom.path:
                found.update(dict.fromkeys(_expanded(flow, atom)))
            elif (atom.function, atom.parameter) not in seen and len(seen) < _MOST_PARAMETERS:
                seen.add((atom.function, atom.parameter))
                pending.append((atom.function, atom.parameter))
    return found
