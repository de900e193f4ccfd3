"""Report any import from a god module, and name the new owner of each symbol.

## What it does

A module of kind `god` is to be dissolved. Every import of it from outside is reported, with the place where the
imported name lives now: as `moved` says, else wherever a contract offers the same name.

## Why is this bad?

A module that everyone imports has no owner. Nobody can change it without breaking someone, so it only grows.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
defaults: {may_import: ["*"]}
modules:
  domain:
    kind: god
    moved: {ClientIntake: shop.onboarding.api.dtos.ClientIntake}
```

`shop/domain/intake.py`:

```python
class ClientIntake:
    pass
```

`shop/onboarding/api/dtos.py`:

```python
class ClientIntake:
    pass
```

`shop/cam/discovery.py`:

```python
from shop.domain.intake import ClientIntake  # error: [god-module-import] "Import ClientIntake from shop.onboarding"
```

## Fix

`shop/cam/discovery.py` after "Import ClientIntake from shop.onboarding.api.dtos":

```python after
from shop.onboarding.api.dtos import ClientIntake
```

When the new home does not have the name yet, the fix creates it there as a re-export, so that consumers can move
first. One finding is left, at the one right place.

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import Crossing, Verdict, judged
from ringfence.inference.homes import homes_anywhere, is_meant
from ringfence.inference.permissions import denies
from ringfence.inference.reports import (
    config_line,
    definition_place,
    import_diagnostic,
)
from ringfence.model.config import ModuleKind
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.edit import Fix
from ringfence.model.modules import Module
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule, Texts
from ringfence.refactor.import_fixes import attributes_used, crossing_of, is_open, reroute, reroute_attributes


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each name imported from a god module."""
    for crossing in judged(project, file, Verdict.GOD):
        message = f"{crossing.imported.name} is a god module. {_next_step(project, file, crossing)}"
        yield import_diagnostic(file, crossing, RULE.id, message, _related(project, crossing))


def new_homes(project: Project, crossing: Crossing) -> tuple[str, ...]:
    """The dotted names under which the imported name lives now, best first."""
    return homes_of(project, crossing.imported, crossing.symbol, crossing.definition)


def homes_of(project: Project, god: Module, symbol: str, definition: str) -> tuple[str, ...]:
    """Where a name of a god module lives now: as `moved` says, else in all contracts."""
    moved = god.moved.get(symbol)
    if moved:
        return (moved,)
    homes = homes_anywhere(project, symbol)
    return tuple(home.dotted for home in homes if home.module is not god and is_meant(project, home, definition))


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Route the import to each new home; of an imported Python module, every name that is used of it."""
    found = crossing_of(project, diagnostic)
    if found is None:
        return
    file, crossing = found
    homes = new_homes(project, crossing)
    for home in homes:
        alone = len(homes) == 1
        fix = reroute(project, file, crossing, home, texts, preferred=alone, automatic=alone)
        if fix is not None:
            yield fix
    if not homes:
        yield from _attribute_fixes(project, file, crossing, texts)


def _attribute_fixes(project: Project, file: SourceFile, crossing: Crossing, texts: Texts) -> Iterator[Fix]:
    homes = {}
    for name in attributes_used(file, crossing, texts):
        places = homes_of(project, crossing.imported, name, f"{crossing.definition}.{name}")
        if len(places) != 1:
            return
        homes[name] = places[0]
    fix = reroute_attributes(project, file, crossing, homes, texts, preferred=True, automatic=True)
    if fix is not None:
        yield fix


def _next_step(project: Project, file: SourceFile, crossing: Crossing) -> str:
    homes = new_homes(project, crossing)
    name = crossing.imported.name
    if file.name in map(parent, homes):
        return f"Move the definition of {crossing.symbol} here: this is its new home."
    if len(homes) == 1 and (step := _out_of_reach(project, crossing, homes[0])):
        return step
    if len(homes) == 1:
        return f"Import {last(homes[0])} from {parent(homes[0])}{_if_allowed(project, file, crossing, homes[0])}."
    if homes:
        places = " or ".join(parent(home) for home in homes)
        return f"Import {crossing.symbol} from {places}."
    if crossing.site.is_from and crossing.symbol != "*" and not project.python_modules.exists(crossing.target):
        return f"Nobody owns {crossing.symbol} yet: name its new home under modules.{name}.moved."
    return f"Import each name that you use from its new owner (modules.{name}.moved)."


def _if_allowed(project: Project, file: SourceFile, crossing: Crossing, home: str) -> str:
    """What else has to be done before the new home can be imported; empty when nothing."""
    owner = project.modules.owner_of(home)
    if crossing.importer is None or owner is None or is_open(project, file, crossing, home):
        return ""
    return f", and add {owner.name} to {crossing.importer.name}'s may_import"


def _out_of_reach(project: Project, crossing: Crossing, home: str) -> str:
    """The step where the new home must not be imported at all, whatever `may_import` says; empty when it may be."""
    importer, owner = crossing.importer, project.modules.owner_of(home)
    if importer is None or owner is None or owner is importer:
        return ""
    denied = denies(importer, owner, home)
    if not denied and (importer.kind is not ModuleKind.SHARED or owner.kind is ModuleKind.SHARED):
        return ""
    reason = "must not import" if denied else "may not import, being shared"
    return f"{last(home)} lives in {owner.name} now, which {importer.name} {reason}: pass it in from above."


def _related(project: Project, crossing: Crossing) -> Iterator[Related]:
    module = crossing.imported
    yield config_line(project, "modules", module.name, "kind", message=f"{module.name} is of kind god")
    if crossing.symbol in module.moved:
        key = ("modules", module.name, "moved", crossing.symbol)
        yield config_line(project, *key, message=f"{crossing.symbol} has moved to {module.moved[crossing.symbol]}")
    for home in new_homes(project, crossing):
        yield from definition_place(project, home, f"{last(home)} lives here now")
    yield from definition_place(project, crossing.definition, f"{crossing.symbol} is defined here")


RULE = Rule("god-module-import", __doc__ or "", check=check, fixes=fixes)
