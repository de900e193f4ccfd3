"""Report a write to a model or table that another module owns.

## What it does

Follows models of SQLAlchemy, SQLModel and Django through the code, and reports each place where a module writes rows
that another module owns: attributes that are assigned, rows that are added, saved or deleted, statements and raw SQL
that are executed, and calls of helpers that do so. The owner of a table is the module whose `owns` names it in
`boundaries.yaml`, else the module that defines the model. What is not certain is said to be probable and is a warning;
SQL on a table whose name is not in the text is a hint. The owner's own code may write, and so may tests.

## Why is this bad?

A module that writes another one's rows goes past all that the owner knows about them: its checks, its events, what
else has to change with them. Whoever changes the table has to know everybody who writes to it, and nobody does.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  delivery: {may_import: [cam]}
```

`shop/cam/models.py`:

```python
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class CampaignDB(Base):
    __tablename__ = "cam_campaigns"
    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
```

`shop/cam/api/ports.py`:

```python
from typing import Protocol


class CampaignCommandPort(Protocol):
    def set_status(self, campaign_id: int, status: str) -> None: ...
```

`shop/delivery/service.py`:

```python
from shop.cam.api.ports import CampaignCommandPort
from shop.cam.models import CampaignDB  # error: [private-import]


def finish(session, campaigns: CampaignCommandPort, campaign_id: int):
    campaign = session.get(CampaignDB, campaign_id)  # hint: [foreign-model-read]
    campaign.status = "done"  # error: [foreign-model-write] "delivery writes cam's table cam_campaigns (CampaignDB.status). Ask cam through CampaignCommandPort."
```

## Fix

The write becomes a call of the owner's port, or of a function that the owner offers, where one takes just what is
written: by its name, its parameters and their types, or a DTO. Imports that only the write needed go.

`shop/delivery/service.py` after "Call CampaignCommandPort.set_status from shop.cam.api.ports":

```python after
from shop.cam.api.ports import CampaignCommandPort
from shop.cam.models import CampaignDB


def finish(session, campaigns: CampaignCommandPort, campaign_id: int):
    campaign = session.get(CampaignDB, campaign_id)
    campaigns.set_status(campaign.id, "done")
```

Where nothing fits, it is created in the owner's contract, with what is written here and the types of the columns;
until the owner fills it in, it raises. A write whose row the code goes on using as if it had changed has no fix, nor
one that rests on an assumption. A port works in a transaction of its own, so no fix is made without being asked for.

## Options

None.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import importer_of
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.ownership import (
    OUTSIDE,
    foreign_operations,
    foreign_operations_in_scripts,
    ownership_diagnostic,
)
from ringfence.inference.data.scan import operations_of
from ringfence.model.diagnostic import Certainty, Diagnostic
from ringfence.model.edit import Fix
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule, Texts


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each write of a file to what another module owns."""
    for found in foreign_operations(project, file):
        if found.operation.is_write:
            yield ownership_diagnostic(project, found, RULE.id, "writes", "Command")
    for operation in () if file.is_test else operations_of(project, file):
        if operation.certainty is Certainty.OPAQUE:
            yield _opaque(project, file, operation)


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Replace the write by a call of what the owner offers, or could offer."""
    # What builds edits is loaded when a fix is asked for, not by every check.
    from ringfence.refactor.command_port import port_fixes

    file = project.files.get(diagnostic.path)
    if file is None:
        return
    here = (item for item in operations_of(project, file) if item.range == diagnostic.range)
    writes = tuple(item for item in here if item.is_write)
    if writes:
        yield from port_fixes(project, file, writes, diagnostic, texts)


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report the same for `.sql` files."""
    for found in foreign_operations_in_scripts(project):
        if found.operation.is_write:
            yield ownership_diagnostic(project, found, RULE.id, "writes", "Command")


def _opaque(project: Project, file: SourceFile, operation: Operation) -> Diagnostic:
    importer = importer_of(project, file)
    who = importer.name if importer else OUTSIDE
    return Diagnostic(
        path=file.path,
        range=operation.range,
        rule=RULE.id,
        message=f"{who} writes a table whose name is not in the text. Name it, so that its owner can be told.",
        certainty=Certainty.OPAQUE,
        importer=importer.name if importer else None,
        source=join(file.name, operation.scope),
        kind="opaque write",
    )


RULE = Rule("foreign-model-write", __doc__, check=check, check_project=check_project, fixes=fixes, asks_code=True)
