"""What the rules ask of an import graph. The graph itself is grimp's, made by an adapter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

Chain = tuple[str, ...]
"""Names from an importer to what it imports in the end, each importing the next."""


class ImportGraph(Protocol):
    """A directed graph of names in which each edge is "imports"."""

    def upstream(self, name: str) -> frozenset[str]:
        """All that `name` imports, directly or not."""

    def downstream(self, name: str) -> frozenset[str]:
        """All that imports `name`, directly or not."""

    def shortest_chain(self, importer: str, imported: str) -> Chain | None:
        """A shortest way from one name to another; None when there is none."""

    def chains_against(self, layers: Sequence[frozenset[str]]) -> tuple[Chain, ...]:
        """A shortest chain of more than one import for each pair of names that goes up `layers` (high to low), or
        across within one; sorted.
        """


GraphBuilder = Callable[[Iterable[tuple[str, str]]], ImportGraph]
"""Makes a graph of (importer, imported) pairs."""
