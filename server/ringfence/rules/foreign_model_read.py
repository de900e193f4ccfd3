"""Report a query on a model or table that another module owns.

## What it does

Reports each place where a module queries rows of another module: `session.query(Model)`, `select(Model)`,
`session.get(Model, id)`, joins, `Model.objects....`, and raw SQL. It is a hint, since writes do more harm; make it
louder in `boundaries.yaml` once they are gone. Loading a related row lazily, and columns in a condition, do not count,
and tests may read everything.

## Why is this bad?

Whoever reads another module's tables depends on their columns. The owner cannot change them without breaking code
that it does not know of.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
defaults: {may_import: ["*"]}
```

`shop/people/models.py`:

```python
from django.db import models


class Customer(models.Model):
    email = models.EmailField()
```

`shop/people/api/ports.py`:

```python
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class CustomerDTO:
    id: int
    email: str


class CustomerQueryPort(Protocol):
    def get(self, customer_id: int) -> CustomerDTO | None: ...
```

`shop/letters/service.py`:

```python
from shop.people.api.ports import CustomerQueryPort
from shop.people.models import Customer  # error: [private-import]


def address(customers: CustomerQueryPort, number: int) -> str:
    customer = Customer.objects.filter(pk=number).first()  # hint: [foreign-model-read] "letters reads people's table people_customer (Customer). Ask people through CustomerQueryPort."
    return customer.email if customer else ""
```

## Fix

Where the owner offers a method or a function that finds a row by its key, and its DTO has all that the code reads of
the row, the query becomes a call of it.

`shop/letters/service.py` after "Call CustomerQueryPort.get from shop.people.api.ports":

```python after
from shop.people.api.ports import CustomerQueryPort


def address(customers: CustomerQueryPort, number: int) -> str:
    customer = customers.get(number)
    return customer.email if customer else ""
```

Other queries have none: what they are for has to be said by somebody who knows.

## Options

None.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.ownership import (
    foreign_operations,
    foreign_operations_in_scripts,
    ownership_diagnostic,
)
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.edit import Fix
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule, Texts


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each query of a file on what another module owns."""
    for found in foreign_operations(project, file):
        if not found.operation.is_write:
            yield ownership_diagnostic(project, found, RULE.id, "reads", "Query")


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Ask the owner, where a DTO of it has all that is read of the row."""
    # What builds edits is loaded when a fix is asked for, not by every check.
    from ringfence.refactor.query_port import query_fixes

    file = project.files.get(diagnostic.path)
    found = foreign_operations(project, file) if file is not None else ()
    operations = tuple(
        one.operation for one in found if not one.operation.is_write and one.operation.range == diagnostic.range
    )
    if file is not None and operations:
        yield from query_fixes(project, file, operations, diagnostic, texts)


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report the same for `.sql` files."""
    for found in foreign_operations_in_scripts(project):
        if not found.operation.is_write:
            yield ownership_diagnostic(project, found, RULE.id, "reads", "Query")


RULE = Rule(
    "foreign-model-read",
    __doc__,
    severity=Severity.HINT,
    check=check,
    check_project=check_project,
    fixes=fixes,
    asks_code=True,
)
