"""Report a physical foreign key to another module's table.

## What it does

Checks that no table has a foreign key to a table that another module owns, wherever the key is declared: in models of
SQLAlchemy, SQLModel and Django, in `Table` objects, in migrations of Alembic and Django, in `.sql` files and in
executed DDL.

- A key on an abstract base or a mixin is reported once, where it is declared.
- Of migrations the newest state counts: a key that a later one drops is not reported. A key that a model declares is
  reported at the model alone, and a Django model speaks for all migrations of its table.
- A Django model that inherits from another module's model is joined to its table by a key, which is reported at the
  class. A proxy is not.
- A relationship without a key is no finding, and neither is a key to a shared kernel or to a third-party model. A table
  whose owner cannot be told is left alone.
- A generic relation of Django has no key in the database, but ties just as well: it is a hint.

## Why is this bad?

With a foreign key one module's rows cannot be deleted, moved or restored without the other's: the two have one schema
and one release. A column with the id, and no constraint, lets each module change its tables alone.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  core: {kind: shared}
```

`shop/core/db.py`:

```python
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
```

`shop/cam/models.py`:

```python
from shop.core.db import Base
from sqlalchemy.orm import Mapped, mapped_column


class CampaignDB(Base):
    __tablename__ = "cam_campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
```

`shop/delivery/models.py`:

```python
from shop.core.db import Base
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class ExecutionDB(Base):
    __tablename__ = "delivery_executions"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("cam_campaigns.id"),  # error: [cross-module-foreign-key] "a table of cam"
        index=True,
    )
```

## Fix

The column stays, and the constraint goes. Relationships that rested on it are told what to join by; where the code
relies on it in another way, nothing is offered. If a migration of Alembic made the key, another one that drops it is
written as well.

`shop/delivery/models.py` after "Keep the column and drop the constraint":

```python after
from shop.core.db import Base
from sqlalchemy.orm import Mapped, mapped_column


class ExecutionDB(Base):
    __tablename__ = "delivery_executions"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(
        index=True,
    )
```

In Django `db_constraint=False` keeps the field as it is, without a constraint: run `makemigrations` after it. Where no
code uses more than the id of the other row, a plain id field can take its place; templates are not looked at.

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.foreign_keys import foreign_key_at, foreign_keys_in, foreign_keys_in_history
from ringfence.inference.data.foreign_keys_types import ForeignKey, KeyForm
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.edit import Fix
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule, Texts


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each key that a Python file declares."""
    for key in foreign_keys_in(project, file):
        yield _diagnostic(project, key)


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report the keys that migrations and `.sql` files make, and do not drop again."""
    for key in foreign_keys_in_history(project):
        yield _diagnostic(project, key)


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Make it a logical key."""
    # What builds edits is loaded when a fix is asked for, not by every check.
    from ringfence.refactor.drop_foreign_key import fixes_for_key

    key = foreign_key_at(project, diagnostic.path, diagnostic.range)
    if key is not None:
        yield from fixes_for_key(project, key, texts)


def _diagnostic(project: Project, key: ForeignKey) -> Diagnostic:
    return Diagnostic(
        path=key.path,
        range=key.range,
        rule=RULE.id,
        message=_message(key),
        certainty=key.certainty,
        importer=key.holder.name if key.holder is not None else None,
        imported=key.owner.name if key.owner is not None else None,
        symbol=key.target_name,
        source=key.source,
        kind=key.form.value,
        table=key.table or None,
        related=tuple(_related(project, key)),
        written=key.name,
    )


def _message(key: ForeignKey) -> str:
    if key.owner is None:
        own = key.holder.name if key.holder is not None else "one module"
        step = f"Keep it to rows of {own}, or hold the id of one kind of row."
        return f"{key.name} can point at rows of every module. {step}"
    owner = key.owner.name
    other = key.table or (key.target.short if key.target is not None else "")
    if key.form is KeyForm.GENERIC:
        return f"{key.name} relates to {other}, a table of {owner}, without a key. Ask {owner} for these rows."
    if key.form is KeyForm.PARENT:
        return (
            f"{key.name} is joined by inheritance to {other}, a table of {owner}. "
            f"Give it a table of its own that holds the id."
        )
    step = _STEPS.get(key.form, "Keep the column, and drop the constraint.")
    return f"{key.name} is a foreign key to {other}, a table of {owner}. {step}"


_STEPS = {
    KeyForm.DJANGO: "Keep it without a constraint (db_constraint=False), or hold the id alone.",
    KeyForm.INHERITED: "It comes from a base: declare the column here, without a constraint.",
    KeyForm.MIGRATION: "Keep the column, and drop the constraint in a new migration.",
}


def _related(project: Project, key: ForeignKey) -> Iterator[Related]:
    if key.owner is not None:
        yield Related(project.config.path, key.owner.range, f"{key.owner.name} is a module of its own")
    if key.target is not None:
        yield Related(key.target.path, key.target.range, f"{key.target.short} is defined here")


RULE = Rule(
    "cross-module-foreign-key",
    __doc__ or "",
    check=check,
    check_project=check_project,
    fixes=fixes,
    asks_code=True,
)
