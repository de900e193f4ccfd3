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
```

`shop/people/models.py`:

```python
from django.db import models


class Customer(models.Model):
    email = models.EmailField()
```

`shop/letters/service.py`:

```python
from shop.people.models import Customer  # error: [forbidden-import]


def addresses():
    customers = Customer.objects.filter(email__contains="@")  # hint: [foreign-model-read] "letters reads people's table people_customer (Customer). Let people offer a query port for it."
    return [customer.email for customer in customers]
```

## Fix

None yet: what a query is for has to be said by somebody who knows.

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
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each query of a file on what another module owns."""
    for found in foreign_operations(project, file):
        if not found.operation.is_write:
            yield ownership_diagnostic(project, found, RULE.id, "reads", "Query")


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report the same for `.sql` files."""
    for found in foreign_operations_in_scripts(project):
        if not found.operation.is_write:
            yield ownership_diagnostic(project, found, RULE.id, "reads", "Query")


RULE = Rule("foreign-model-read", __doc__, severity=Severity.HINT, check=check, check_project=check_project, asks_code=True)
