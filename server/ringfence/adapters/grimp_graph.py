"""grimp's `ImportGraph` behind the questions that our rules ask: https://grimp.readthedocs.io/en/stable/usage.html."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ringfence.model.graph import Chain

if TYPE_CHECKING:
    import grimp


class GrimpGraph:
    """A graph over names of any form. grimp sees numbers, since it reads dots in names as packages."""

    def __init__(self, edges: Iterable[tuple[str, str]]) -> None:
        """Fill a graph with (importer, imported) pairs."""
        # Importing grimp takes as long as starting Python; without a cycle or a layer nobody needs it.
        import grimp

        self._graph = grimp.ImportGraph()
        self._keys: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for importer, imported in edges:
            self._graph.add_import(importer=self._key(importer), imported=self._key(imported))

    def upstream(self, name: str) -> frozenset[str]:
        """All that `name` imports, directly or not."""
        return self._named(self._graph.find_upstream_modules(self._key(name)))

    def downstream(self, name: str) -> frozenset[str]:
        """All that imports `name`, directly or not."""
        return self._named(self._graph.find_downstream_modules(self._key(name)))

    def shortest_chain(self, importer: str, imported: str) -> Chain | None:
        """A shortest way from one name to another; None when there is none."""
        chain = self._graph.find_shortest_chain(self._key(importer), self._key(imported))
        return tuple(self._names[key] for key in chain) if chain else None

    def chains_against(self, layers: Sequence[frozenset[str]]) -> tuple[Chain, ...]:
        """A shortest chain of more than one import for each pair of names that goes up `layers`, or across, sorted."""
        import grimp

        stated = [grimp.Layer(*(self._key(name) for name in sorted(layer)), independent=True) for layer in layers]
        chains = (self._indirect_chain(found) for found in self._graph.find_illegal_dependencies_for_layers(stated))
        return tuple(sorted(chain for chain in chains if chain))

    def _indirect_chain(self, dependency: grimp.PackageDependency) -> Chain | None:
        routes = ((min(route.heads), *route.middle, min(route.tails)) for route in dependency.routes if route.middle)
        chains = [tuple(self._names[key] for key in route) for route in routes]
        return min(chains, key=lambda chain: (len(chain), chain), default=None)

    def _key(self, name: str) -> str:
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = f"m{len(self._keys)}"
            self._names[key] = name
            self._graph.add_module(key)
        return key

    def _named(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(self._names[key] for key in keys)
