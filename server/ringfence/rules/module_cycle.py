"""Report a cycle among modules, at the import that is cheapest to cut.

## What it does

Finds groups of modules that import each other, directly or through others. One finding is reported for each group: at
the first import of the edge with the fewest imports, with the whole cycle and every place of that edge. Imports that
only a type checker sees make no cycle.

## Why is this bad?

Modules in a cycle are one module with several names: none can be understood, tested, changed or released alone.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
defaults: {may_import: ["*"]}
```

`shop/cam/api.py`:

```python
from shop.delivery.api import Parcel  # error: [module-cycle] "cam → delivery → cam is a cycle"


def follow(parcel: Parcel) -> None:
    print(parcel)
```

`shop/delivery/api.py`:

```python
from shop.cam.api import leads
from shop.cam.api import scores


class Parcel:
    pass
```

## Fix

Cut the named edge: let an orchestration module call both, publish an event, or move what both need into a third module.
An import that only annotations use can move under `if TYPE_CHECKING:`.

`shop/cam/api.py` after "Import Parcel for type checkers only":

```python after
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shop.delivery.api import Parcel


def follow(parcel: Parcel) -> None:
    print(parcel)
```

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ringfence.inference.module_graph import Edge, ModuleImport, runtime_edges
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.edit import Fix
from ringfence.model.graph import Chain, ImportGraph
from ringfence.model.project import Project
from ringfence.model.rule import Rule, Texts
from ringfence.refactor.import_fixes import for_type_checkers_only

_SHOWN = 20


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report each group of modules that import each other."""
    for knot in _knots(project):
        yield _report(knot)


def cycles(project: Project) -> Iterator[Chain]:
    """The cycle that each finding names, without its end: the last module imports the first."""
    for knot in _knots(project):
        yield _cycle(knot)[:-1]


class _Knot(NamedTuple):
    """Modules that import each other, directly or through others."""

    group: frozenset[str]
    edges: dict[Edge, list[ModuleImport]]
    """The imports of all knots."""
    graph: ImportGraph
    cheapest: Edge
    """The import to cut."""


def _knots(project: Project) -> Iterator[_Knot]:
    edges = _inside_cycles(runtime_edges(project))
    if not edges or project.graph is None:
        return
    graph = project.graph(sorted(edges))
    for group in _groups(graph, sorted({importer for importer, _ in edges})):
        inside = [edge for edge in edges if edge[0] in group and edge[1] in group]
        yield _Knot(group, edges, graph, min(inside, key=lambda edge: _cost(edges[edge])))


def _cycle(knot: _Knot) -> Chain:
    """The shortest cycle through the import to cut, from its importer back to it."""
    importer, imported = knot.cheapest
    return importer, *(knot.graph.shortest_chain(imported, importer) or (imported, importer))


def _inside_cycles(edges: dict[Edge, list[ModuleImport]]) -> dict[Edge, list[ModuleImport]]:
    """Leave out the modules that nothing leads to or from, again and again: they are in no cycle."""
    while True:
        kept = {importer for importer, _ in edges} & {imported for _, imported in edges}
        smaller = {edge: imports for edge, imports in edges.items() if edge[0] in kept and edge[1] in kept}
        if len(smaller) == len(edges):
            return smaller
        edges = smaller


def _groups(graph: ImportGraph, names: list[str]) -> Iterator[frozenset[str]]:
    """The sets of modules that all lead to each other, each once."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            continue
        group = (graph.upstream(name) & graph.downstream(name)) | {name}
        seen |= group
        if len(group) > 1:
            yield group


def _report(knot: _Knot) -> Diagnostic:
    edges, group, cycle = knot.edges, knot.group, _cycle(knot)
    importer, imported = knot.cheapest
    imports = edges[importer, imported]
    first = imports[0]
    return Diagnostic(
        first.path,
        first.range,
        RULE.id,
        f"{' → '.join(cycle)} is a cycle{_size(group, cycle)}. {_next_step(importer, imported, len(imports))}",
        RULE.severity,
        importer=importer,
        imported=imported,
        symbol=first.target,
        source=first.source,
        kind="cycle",
        related=tuple(_related(edges, imports, cycle)),
        written=first.target,
    )


def _cost(imports: list[ModuleImport]) -> tuple[bool, int, str, str]:
    """What cutting an edge costs: one that breaks a boundary already has to go anyway, else the number of imports."""
    breaks_nothing = not any(found.crossing.verdict for found in imports)
    return breaks_nothing, len(imports), imports[0].importer, imports[0].imported


def _size(group: frozenset[str], cycle: Chain) -> str:
    return f", one of several among {len(group)} modules" if len(group) > len(set(cycle)) else ""


def _next_step(importer: str, imported: str, count: int) -> str:
    places = "1 import" if count == 1 else f"{count} imports"
    return f"Cheapest to cut: {importer} → {imported} ({places})."


def _related(edges: dict[Edge, list[ModuleImport]], imports: list[ModuleImport], cycle: Chain) -> Iterator[Related]:
    for found in imports[1:_SHOWN]:
        yield Related(found.path, found.range, f"{found.importer} imports {found.target} here too")
    for importer, imported in list(pairwise(cycle))[1:]:
        found = edges[importer, imported][0]
        count = len(edges[importer, imported])
        yield Related(found.path, found.range, f"{importer} imports {imported} ({count} in all), here {found.target}")


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Move the import that is reported under `if TYPE_CHECKING:`, when only annotations use it."""
    fix = for_type_checkers_only(project, diagnostic, texts, preferred=False)
    if fix is not None:
        yield fix


RULE = Rule("module-cycle", __doc__ or "", check_project=check_project, fixes=fixes)
