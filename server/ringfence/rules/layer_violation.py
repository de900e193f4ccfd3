"""Report an import against the declared layers, direct or through a chain.

## What it does

`layers` lists modules from high to low. A module may import those below it; not those above, and not its siblings on
the same level. An import that gets there through modules without a layer is reported too, with its chain.

## Why is this bad?

A lower layer that knows a higher one cannot be used, tested or replaced without it: the layers exist on paper only.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
defaults: {may_import: ["*"], public: ["*"]}
layers: [web, core]
rules: {module-cycle: off}
```

`shop/web/views.py`:

```python
from shop.core.prices import price


def page() -> float:
    return price()
```

`shop/core/prices.py`:

```python
from shop.web.views import page  # error: [layer-violation] "core is below web"


def price() -> float:
    return 1.0
```

`shop/core/taxes.py`:

```python
from shop.tools.render import show  # error: [layer-violation] "core → tools → web"
```

`shop/tools/render.py`:

```python
from shop.web.views import page


def show() -> float:
    return page()
```

## Fix

Turn the direction around: pass the value in, or let the higher layer register what the lower one calls.

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ringfence.inference.crossings import Crossing, Verdict, judged
from ringfence.inference.module_graph import runtime_edges
from ringfence.inference.permissions import layer_ranks
from ringfence.inference.reports import config_line, definition_place, import_diagnostic
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.graph import Chain
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each import that goes up the layers, or across to a sibling."""
    for crossing in judged(project, file, Verdict.LAYER):
        if crossing.importer is None:
            continue
        message = _direct_message(project, crossing.importer.name, crossing)
        yield import_diagnostic(file, crossing, RULE.id, message, _related(project, crossing))


def _direct_message(project: Project, importer: str, crossing: Crossing) -> str:
    imported = crossing.imported.name
    ranks = layer_ranks(project)
    relation = "a sibling of" if ranks[importer] == ranks[imported] else "below"
    step = "Pass the value in, or let the higher layer call." if relation == "below" else "Connect them one layer up."
    return f"{importer} is {relation} {imported}, so it may not import it ({crossing.symbol}). {step}"


def _related(project: Project, crossing: Crossing) -> Iterator[Related]:
    yield config_line(project, "layers", message="The order of the layers, high to low")
    yield from definition_place(project, crossing.definition, f"{crossing.symbol} is defined here")


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report each way up the layers through modules that have no layer, at its first import."""
    ranks = layer_ranks(project)
    if len(ranks) < 2 or project.graph is None or not project.complete:
        return
    edges = runtime_edges(project)
    graph = project.graph(sorted(edges))
    layers = [
        frozenset(name for name, its_rank in ranks.items() if its_rank == rank) for rank in sorted({*ranks.values()})
    ]
    for chain in graph.chains_against(layers):
        yield _chain_report(project, chain)


def _chain_report(project: Project, chain: Chain) -> Diagnostic:
    edges = runtime_edges(project)
    hops = [edges[importer, imported][0] for importer, imported in pairwise(chain)]
    first = hops[0]
    related = [Related(hop.path, hop.range, f"{hop.importer} imports {hop.target}") for hop in hops[1:]]
    order = config_line(project, "layers", message="The order of the layers, high to low")
    return Diagnostic(
        first.path,
        first.range,
        RULE.id,
        f"{chain[0]} reaches {chain[-1]} against the layers: {' → '.join(chain)}. Cut one of these imports.",
        RULE.severity,
        importer=chain[0],
        imported=chain[-1],
        symbol=first.target,
        source=first.source,
        kind="chain",
        related=(order, *related),
        written=first.target,
    )


RULE = Rule("layer-violation", __doc__ or "", check=check, check_project=check_project)
