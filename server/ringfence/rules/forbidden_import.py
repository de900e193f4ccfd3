"""Report an import of a module that the importing module may not use at all.

## What it does

Checks each import of another module against `may_import` and `must_not_import`. Shared modules may be imported by
everyone; a shared module may import no business module; an orchestration module may import every public interface.

## Why is this bad?

Every allowed direction between modules is a decision. An import in a direction that nobody decided on ties two
modules together for good, and the next one is easier to write.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  delivery: {must_not_import: [billing], may_import: [ledger]}
```

`shop/billing/api/dtos.py`:

```python
class Invoice:
    pass
```

`shop/ledger/api/dtos.py`:

```python
class Invoice:
    pass
```

`shop/delivery/packager.py`:

```python
from shop.billing.api.dtos import Invoice  # error: [forbidden-import] "delivery must not import billing"
```

## Fix

Where a module that the importer may use offers the same name, the import is routed there. Otherwise the direction can
be allowed by adding the module to `may_import`; that is a decision for people, so it is never the preferred fix.

`shop/delivery/packager.py` after "Import Invoice from shop.ledger.api.dtos":

```python after
from shop.ledger.api.dtos import Invoice
```

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import Crossing, Verdict, judged, opens_if_permitted
from ringfence.inference.homes import Home, homes_anywhere
from ringfence.inference.module_graph import ModuleImport, module_imports
from ringfence.inference.permissions import denies, may_import_name
from ringfence.inference.reports import (
    advice,
    config_line,
    definition_place,
    home_places,
    import_diagnostic,
)
from ringfence.model.config import ModuleKind
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule, Texts
from ringfence.refactor.edit_config import add_may_import
from ringfence.refactor.import_fixes import crossing_of, reroute


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each imported name whose module is out of reach for this one."""
    for crossing in judged(project, file, Verdict.FORBIDDEN):
        homes = _homes(project, crossing)
        message = f"{_what_is_wrong(crossing)} {_next_step(crossing, homes)}"
        yield import_diagnostic(file, crossing, RULE.id, message, _related(project, crossing, homes))


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Route the import to a module within reach that offers the same name."""
    found = crossing_of(project, diagnostic)
    if found is None:
        return
    file, crossing = found
    homes = _homes(project, crossing)
    for home in homes:
        alone = len(homes) == 1
        fix = reroute(project, file, crossing, home.dotted, texts, preferred=alone, automatic=False)
        if fix is not None:
            yield fix
    yield from _allow_direction(project, crossing, texts)


def _allow_direction(project: Project, crossing: Crossing, texts: Texts) -> Iterator[Fix]:
    """Add the module to `may_import`: a decision, so never preferred; none where something else still forbids it."""
    importer, path = crossing.importer, project.config.path
    text = texts(path)
    if importer is None or text is None or _is_denied(crossing) or _is_shared_kernel(crossing):
        return
    edge = module_imports(project).get((importer.name, crossing.imported.name), [])
    others = [found for found in edge if found.crossing.verdict is Verdict.FORBIDDEN]
    if any(_is_suppressed(found) or not opens_if_permitted(project, found.file, found.crossing) for found in others):
        # What is forbidden now would be private then, or a suppression would be left that silences nothing.
        return
    edits = add_may_import(text, importer.name, crossing.imported.name, importer.may_import)
    if edits:
        title = f"Let {importer.name} import {crossing.imported.name} (may_import)"
        yield Fix(title, WorkspaceEdit((FileEdit(path, edits),)))


def _is_suppressed(found: ModuleImport) -> bool:
    line = found.range.line
    return any(item.covers.line <= line < item.covers.end_line for item in found.file.facts.suppressions)


def _homes(project: Project, crossing: Crossing) -> tuple[Home, ...]:
    """The public places in modules within reach that offer the same name."""
    importer = crossing.importer
    return tuple(
        home
        for home in homes_anywhere(project, crossing.symbol)
        if importer is not None and home.module is not importer and may_import_name(importer, home.module, home.dotted)
    )


def _what_is_wrong(crossing: Crossing) -> str:
    importer = crossing.importer
    name = importer.name if importer else "this file"
    if _is_shared_kernel(crossing):
        return f"{name} is shared, so it may not import {crossing.imported.name} ({crossing.symbol})."
    verb = "must not" if _is_denied(crossing) else "may not"
    return f"{name} {verb} import {crossing.imported.name} ({crossing.symbol})."


def _is_denied(crossing: Crossing) -> bool:
    importer = crossing.importer
    return importer is not None and denies(importer, crossing.imported, crossing.target)


def _is_shared_kernel(crossing: Crossing) -> bool:
    """Whether it is out of reach because the importer is shared: an external package could still be allowed."""
    importer, imported = crossing.importer, crossing.imported
    return importer is not None and importer.kind is ModuleKind.SHARED and imported.kind is not ModuleKind.EXTERNAL


def _next_step(crossing: Crossing, homes: tuple[Home, ...]) -> str:
    importer = crossing.importer
    if homes:
        return advice(homes)
    if _is_shared_kernel(crossing):
        return "Move this code to the module that needs it, or pass the value in."
    if _is_denied(crossing):
        return "Let an orchestration module connect the two, or pass the value in."
    name = importer.name if importer else "the importer"
    return f"Let an orchestration module connect the two, or add {crossing.imported.name} to {name}'s may_import."


def _related(project: Project, crossing: Crossing, homes: tuple[Home, ...]) -> Iterator[Related]:
    importer = crossing.importer
    if importer is not None:
        word = "must_not_import" if _is_denied(crossing) else "may_import"
        key = ("modules", importer.name, word) if importer.declared else ("defaults", word)
        allowed = ", ".join(importer.may_import) or "nothing"
        message = f"{importer.name} may import {allowed}"
        if _is_denied(crossing):
            message = f"{importer.name} must not import {crossing.imported.name}"
        yield config_line(project, *key, message=message)
    yield from home_places(project, homes)
    yield from definition_place(project, crossing.definition, f"{crossing.symbol} is defined here")


RULE = Rule("forbidden-import", __doc__ or "", check=check, fixes=fixes)
