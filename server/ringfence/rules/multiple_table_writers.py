"""Report a table that several modules write.

## What it does

Collects all writes of the project by table, those of the owner included, and reports each table that more than one
module writes: once, at the model, with every place. It says so when the owner itself never writes the table. Writes
that are only probable do not count, and neither do tests and code outside every module.

## Why is this bad?

A table that several modules write has no owner. Nobody can say what its rows may look like, and each change of it has
to be agreed with everyone.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
rules: {foreign-model-write: off, foreign-model-read: off, forbidden-import: off}
```

`shop/people/models.py`:

```python
from django.db import models


class Customer(models.Model):  # warning: [multiple-table-writers] "2 modules write people_customer: orders and people. Let people write it alone, and the others ask people."
    email = models.EmailField()
```

`shop/people/service.py`:

```python
from shop.people.models import Customer


def register(email):
    Customer.objects.create(email=email)
```

`shop/orders/service.py`:

```python
from shop.people.models import Customer


def order(email):
    Customer.objects.get_or_create(email=email)
```

## Fix

Where no `owns` in `boundaries.yaml` speaks of the table yet, its owner can be written there: the module that defines
the model, or one that writes the table. That decides who may; the finding goes when the others have stopped.

`boundaries.yaml` after "Make people the owner of people_customer in boundaries.yaml":

```yaml after
version: 1
discover: ["shop.*"]
rules: {foreign-model-write: off, foreign-model-read: off, forbidden-import: off}
modules:
  people:
    owns: {tables: [people_customer]}
```

## Options

None.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ringfence.inference.crossings import importer_of
from ringfence.inference.data.model_types import Model, owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.scan import operations_of
from ringfence.inference.data.scripts import operations_in_script
from ringfence.model.config import ModuleKind
from ringfence.model.diagnostic import Certainty, Diagnostic, Related, Severity
from ringfence.model.edit import Fix
from ringfence.model.modules import Module
from ringfence.model.project import Project
from ringfence.model.rule import Rule, Texts
from ringfence.refactor.table_owner import names_owner, owner_fixes

_MOST_SITES = 50


class _Write(NamedTuple):
    writer: str
    path: str
    operation: Operation


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report each table with more than one writing module."""
    models = models_of(project)
    for name, writes in sorted(_by_model(project).items()):
        model = models.get(name)
        writers = sorted({write.writer for write in writes})
        owner = owner_of(project, model) if model is not None else None
        if model is not None and len(writers) > 1 and (owner is None or owner.kind is not ModuleKind.EXTERNAL):
            yield _diagnostic(project, model, owner, writers, writes)


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Say in `boundaries.yaml` who owns the table, once for each module that may."""
    model = models_of(project).get(diagnostic.symbol)
    if model is not None:
        writes = _by_model(project).get(model.name, [])
        yield from owner_fixes(project, model, sorted({write.writer for write in writes}), texts)


def _by_model(project: Project) -> dict[str, list[_Write]]:
    found: dict[str, list[_Write]] = {}
    for write in _writes(project):
        found.setdefault(write.operation.model, []).append(write)
    return found


def _writes(project: Project) -> Iterator[_Write]:
    for path in sorted(project.code):
        file = project.files.get(path)
        writer = importer_of(project, file) if file is not None and not file.is_test else None
        if file is not None and writer is not None:
            yield from _certain(writer, path, operations_of(project, file))
    for path, script in sorted(project.scripts.items()):
        writer = project.modules.owner_of(script.name) if not script.is_test else None
        if writer is not None:
            yield from _certain(writer, path, operations_in_script(project, script.uses))


def _certain(writer: Module, path: str, operations: Iterable[Operation]) -> Iterator[_Write]:
    for operation in operations:
        if operation.is_write and operation.certainty is Certainty.CERTAIN:
            yield _Write(writer.name, path, operation)


def _diagnostic(
    project: Project, model: Model, owner: Module | None, writers: list[str], writes: list[_Write]
) -> Diagnostic:
    names = f"{', '.join(writers[:-1])} and {writers[-1]}"
    table = model.table or model.short
    if owner is None:
        step = "Say in boundaries.yaml which of them owns it (owns)."
    else:
        never = f"Its owner {owner.name} never does. " if owner.name not in writers else ""
        step = f"{never}Let {owner.name} write it alone, and the others ask {owner.name}."
    sites = [
        Related(write.path, write.operation.range, f"{write.writer} {write.operation.kind.value} rows here")
        for write in sorted(writes, key=lambda write: (write.writer, write.path, write.operation.range))
    ]
    return Diagnostic(
        path=model.path,
        range=model.range,
        rule=RULE.id,
        message=f"{len(writers)} modules write {table}: {names}. {step}",
        severity=Severity.WARNING,
        importer=owner.name if owner else None,
        symbol=model.name,
        source=model.name,
        kind="writers" if names_owner(project, model) else "writers, no owner named",
        table=model.table or None,
        related=tuple(sites[:_MOST_SITES]),
    )


RULE = Rule(
    "multiple-table-writers",
    __doc__,
    severity=Severity.WARNING,
    check_project=check_project,
    fixes=fixes,
    asks_code=True,
)
