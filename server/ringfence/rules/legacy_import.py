"""Report an import of a legacy package outside an anti-corruption layer.

## What it does

Checks that a module of kind `legacy` is imported only by Python modules named `internal/acl_*`: the anti-corruption
layers that translate what the legacy code says into the words of the module.

## Why is this bad?

Legacy models bring their vocabulary and their accidents with them. When they are used all over a module, the module
can never be freed from them; when one file translates, only that file has to change.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  backend: {paths: [backend], kind: legacy}
```

`backend/models.py`:

```python
class Campaign:
    pass
```

`shop/cam/service.py`:

```python
from backend.models import Campaign  # error: [legacy-import] "backend is legacy"
```

`shop/cam/internal/acl_backend.py`:

```python
from backend.models import Campaign
```

## Fix

Write the translation in `internal/acl_backend.py` and import its function. When such a file exists, it is named as
related information.

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import Crossing, Verdict, judged
from ringfence.inference.reports import config_line, definition_place, import_diagnostic
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Rule


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each name that is imported from a legacy module elsewhere than in an anti-corruption layer."""
    for crossing in judged(project, file, Verdict.LEGACY):
        message = f"{crossing.imported.name} is legacy. {_next_step(project, crossing)}"
        yield import_diagnostic(file, crossing, RULE.id, message, _related(project, crossing))


def _next_step(project: Project, crossing: Crossing) -> str:
    layers = _translators(project, crossing)
    if layers:
        return f"Translate {crossing.symbol} in {layers[0].name} and import the result from there."
    if crossing.importer is None:
        return f"Use {crossing.symbol} only in the anti-corruption layer of a module (internal/acl_*)."
    root = crossing.importer.roots[0]
    return f"Translate {crossing.symbol} in {root}.internal.acl_{crossing.imported.name} and import that."


def _translators(project: Project, crossing: Crossing) -> list[SourceFile]:
    """The importing module's anti-corruption layers."""
    if crossing.importer is None:
        return []
    prefix = f"{crossing.importer.roots[0]}.internal.acl_"
    names = sorted(name for name in project.python_modules.paths if name.startswith(prefix))
    return [file for name in names if (file := project.file_named(name))]


def _related(project: Project, crossing: Crossing) -> Iterator[Related]:
    name = crossing.imported.name
    yield config_line(project, "modules", name, "kind", message=f"{name} is of kind legacy")
    for file in _translators(project, crossing):
        yield Related(file.path, FILE_START, f"{file.name} is an anti-corruption layer")
    yield from definition_place(project, crossing.definition, f"{crossing.symbol} is defined here")


RULE = Rule("legacy-import", __doc__ or "", check=check)
