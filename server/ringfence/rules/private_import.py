"""Report an import that reaches past another module's public interface.

## What it does

Checks that what a file imports from another module is part of that module's public interface: the names under
`public` in `boundaries.yaml`, by default the package `api`. A name counts as public when it is written through
the public interface, or when it is defined there and passed on by the module's own `__init__`.

## Why is this bad?

Whatever others import can no longer be changed freely. A module whose database classes are imported all over
the code base has no inside left, and every change to a column becomes a change to the whole system.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  delivery: {may_import: [cam]}
```

`shop/cam/internal/leads.py`:

```python
class LeadDB:
    pass
```

`shop/cam/api/dtos.py`:

```python
class LeadDTO:
    pass
```

`shop/delivery/packager.py`:

```python
from shop.cam.internal.leads import LeadDB  # error: [private-import] "LeadDB is internal to cam."


def pack(lead: LeadDB) -> None:
    print(lead)
```

## Fix

The import is routed to the same name in the contract, else to its DTO (`LeadDB` becomes `LeadDTO` or `Lead`), else
to the port whose methods speak of it; every use in the file changes with it.

`shop/delivery/packager.py` after "Import LeadDTO from shop.cam.api.dtos":

```python after
from shop.cam.api.dtos import LeadDTO


def pack(lead: LeadDTO) -> None:
    print(lead)
```

An import that only annotations use can move under `if TYPE_CHECKING:`.

## Options

- `type_checking`: `ignore` (default) or `report` imports under `if TYPE_CHECKING:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import Crossing, Verdict, judged
from ringfence.inference.homes import Home, best_of, homes_in, is_meant, is_same
from ringfence.inference.reports import (
    advice,
    config_line,
    definition_place,
    home_places,
    import_diagnostic,
)
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.edit import Fix
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Option, Rule, Texts
from ringfence.refactor.import_fixes import (
    attributes_used,
    crossing_of,
    for_type_checkers_only,
    reroute,
    reroute_attributes,
)


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each imported name that its module does not offer."""
    for crossing in judged(project, file, Verdict.PRIVATE):
        homes = homes_in(project, crossing.imported, crossing.symbol, avoid=crossing.target)
        message = f"{crossing.symbol} is internal to {crossing.imported.name}. {_next_step(project, crossing, homes)}"
        yield import_diagnostic(file, crossing, RULE.id, message, _related(project, crossing, homes))


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Route the import to each public home; of an imported Python module, every name that is used of it."""
    found = crossing_of(project, diagnostic)
    if found is None:
        return
    file, crossing = found
    homes = homes_in(project, crossing.imported, crossing.symbol, avoid=crossing.target)
    preferred = best_of(homes)
    for home in homes:
        wanted = home is preferred and is_meant(project, home, crossing.definition)
        # Only the same definition surely works the same; another one may need changes around it.
        automatic = wanted and is_same(project, home, crossing.definition)
        fix = reroute(project, file, crossing, home.dotted, texts, preferred=wanted, automatic=automatic)
        if fix is not None:
            yield fix
    if not homes:
        yield from _attribute_fixes(project, file, crossing, texts)
    if _type_checkers_may(project):
        fix = for_type_checkers_only(project, diagnostic, texts, preferred=not homes)
        if fix is not None:
            yield fix


def _type_checkers_may(project: Project) -> bool:
    return RULE.option(project, "type_checking") == "ignore"


def _attribute_fixes(project: Project, file: SourceFile, crossing: Crossing, texts: Texts) -> Iterator[Fix]:
    best = {
        name: best_of(homes_in(project, crossing.imported, name, avoid=f"{crossing.target}.{name}"))
        for name in attributes_used(file, crossing, texts)
    }
    homes = {name: home.dotted for name, home in best.items() if home is not None}
    same = all(
        home is not None and is_same(project, home, f"{crossing.definition}.{name}") for name, home in best.items()
    )
    if len(homes) == len(best):
        fix = reroute_attributes(project, file, crossing, homes, texts, preferred=True, automatic=same)
        if fix is not None:
            yield fix


def _next_step(project: Project, crossing: Crossing, homes: tuple[Home, ...]) -> str:
    module = crossing.imported
    if homes:
        return advice(homes)
    if "*" in module.public:
        return f"Its name says so, with a leading underscore: import a public name of {module.name}, or rename it."
    places = [f"{module.roots[0]}.{entry}" for entry in module.public]
    public = next((place for place in places if project.python_modules.exists(place)), places[0] if places else "")
    return f"Offer it, or a DTO of it, in {public or module.name} and import that."


def _related(project: Project, crossing: Crossing, homes: tuple[Home, ...]) -> Iterator[Related]:
    module = crossing.imported
    key = ("modules", module.name, "public") if module.declared else ("defaults", "public")
    message = f"{module.name} offers only {', '.join(module.public) or 'nothing'}"
    yield config_line(project, *key, message=message)
    yield from home_places(project, homes)
    yield from definition_place(project, crossing.definition, f"{crossing.symbol} is defined here")


RULE = Rule(
    "private-import",
    __doc__ or "",
    check=check,
    fixes=fixes,
    options={
        "type_checking": Option("ignore", "What to do with imports under `if TYPE_CHECKING:`.", ("ignore", "report"))
    },
)
