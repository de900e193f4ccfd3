"""The rules that the user names."""

from __future__ import annotations

from collections.abc import Iterable

from ringfence.cli.stop import StopError
from ringfence.engine.registry import all_rules
from ringfence.model.words import did_you_mean, nearest


def known_rules(names: Iterable[str]) -> frozenset[str]:
    """The same names. Raises `StopError`, with the nearest right word, when one of them is no rule's."""
    found = frozenset(names)
    for name in sorted(found):
        if name not in all_rules():
            offer = did_you_mean(nearest(name, all_rules())) or " `ringfence explain` lists them all."
            raise StopError(f"There is no rule '{name}'.{offer}")
    return found
