'''Report a module that more modules import than a module should be imported by.

## What it does

Counts the modules that import each module, declared or found by `discover`, and reports the module when there are more
than `max_importers`. Shared kernels and third-party packages are meant to be imported by all and do not count.

## Why is this bad?

A module on which everyone depends cannot change. Its owner, if there is one, has to ask everyone; so nobody touches it,
and whatever has no place goes into it.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
defaults: {may_import: ["*"]}
rules:
  god-module: {max_importers: 1}
```

`shop/domain/__init__.py`:

```python
"""Everything."""  # warning: [god-module] "domain is imported by 2 modules (cam, delivery)"
```

`shop/domain/api.py`:

```python
class Thing:
    pass
```

`shop/cam/service.py`:

```python
from shop.domain.api import Thing
```

`shop/delivery/service.py`:

```python
from shop.domain.api import Thing
```

## Fix

Decide for each name which module owns it, declare the module as `kind: god` with a `moved` table, and let
`god-module-import` route the imports.

## Options

- `max_importers`: how many modules may import one module (default 12).
'''

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.module_graph import ModuleImport, module_imports
from ringfence.model.config import ModuleKind
from ringfence.model.diagnostic import Diagnostic, Related, Severity
from ringfence.model.modules import Module
from ringfence.model.project import Project
from ringfence.model.ranges import FILE_START, Range
from ringfence.model.rule import Option, Rule

_MEANT_FOR_ALL = (ModuleKind.SHARED, ModuleKind.EXTERNAL)
_SHOWN = 8


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report each module with more importing modules than `max_importers`."""
    limit = RULE.option(project, "max_importers")
    importers: dict[str, list[ModuleImport]] = {}
    for (_, imported), imports in module_imports(project).items():
        importers.setdefault(imported, []).append(imports[0])
    for name, first_imports in sorted(importers.items()):
        module = project.modules.named(name)
        if module is None or module.kind in _MEANT_FOR_ALL or not isinstance(limit, int):
            continue
        if len(first_imports) > limit and project.complete:
            yield _report(project, module, first_imports, limit)


def _report(project: Project, module: Module, imports: list[ModuleImport], limit: int) -> Diagnostic:
    names = sorted(found.importer for found in imports)
    listed = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    path, place = _place(project, module)
    step = (
        "Route its importers by god-module-import."
        if module.kind is ModuleKind.GOD
        else (f"Give each of its names an owner, then declare {module.name} as kind: god.")
    )
    return Diagnostic(
        path,
        place,
        RULE.id,
        f"{module.name} is imported by {len(names)} modules ({listed}); {limit} are allowed. {step}",
        RULE.severity,
        imported=module.name,
        symbol=module.roots[0],
        source=module.roots[0],
        kind="fan-in",
        related=tuple(
            Related(found.path, found.range, f"{found.importer} imports {found.target}")
            for found in sorted(imports, key=lambda found: found.importer)
        ),
    )


def _place(project: Project, module: Module) -> tuple[str, Range]:
    """The start of the module's own file, else of `boundaries.yaml`'s line about it."""
    for root in module.roots:
        path = project.python_modules.paths.get(root)
        if path is not None:
            return path, FILE_START
    return project.config.path, module.range


RULE = Rule(
    "god-module",
    __doc__ or "",
    Severity.WARNING,
    check_project=check_project,
    options={"max_importers": Option(12, "How many modules may import one module.")},
)
