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
    def pause(self, campaign: "CampaignDTO") -> None: ...
```

`shop/delivery/service.py`:

```python
from shop.cam.models import CampaignDB  # error: [forbidden-import]


def finish(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # hint: [foreign-model-read]
    campaign.status = "done"  # error: [foreign-model-write] "delivery writes cam's table cam_campaigns (CampaignDB.status). Ask cam through CampaignCommandPort."
```

## Fix

Where the owner offers a port or a function that fits, the write becomes a call of it. Else the port can be created
with what is written here; its body is yours to write.

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
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each write of a file to what another module owns."""
    if file.is_test or file.path not in project.code:
        return
    for found in foreign_operations(project, file):
        if found.operation.is_write:
            yield ownership_diagnostic(project, found, RULE.id, "writes", "Command")
    for operation in operations_of(project, file):
        if operation.certainty is Certainty.OPAQUE:
            yield _opaque(project, file, operation)


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


RULE = Rule("foreign-model-write", __doc__, check=check, check_project=check_project, asks_code=True)
