"""Report a module that takes its database sessions from a global factory, and one session that two modules work in.

## What it does

Checks that a module does not get hold of a session factory that all modules share: the names under
`sessions.factories` in `boundaries.yaml`. It is reported where the module takes it from, once for each import, and
whatever the way: by name or alias, behind a module (`db.SessionLocal()`), through a re-export, as
`Depends(get_session)`, or through a function of another module that only passes the factory's session on.

The module that defines the factory may use it, and so may modules of kind `shared` and `orchestration`, files that
belong to no module, and the Python module that a module names under `session` as its own session provider. What is
only imported for type checkers, the declarative base, the engine and the metadata are no sessions. Without
`sessions.factories` nothing is reported.

In a module of kind `orchestration`, a function that lets a second module work in one session of a factory is reported
where it hands the session over: by a call, or by setting an attribute of that module's object.

## Why is this bad?

Two modules that work in one session share a transaction: a rollback of one takes the work of the other with it, one
that forgets to commit holds the other's locks, and each can reach the other's rows by way of the session.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  core: {kind: shared}
  cam:
    session: shop.cam.internal.db
sessions:
  factories: [shop.core.db.SessionLocal]
```

`shop/core/db.py`:

```python
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

SessionLocal = sessionmaker(create_engine("sqlite://"))
```

`shop/cam/internal/db.py`:

```python
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

SessionLocal = sessionmaker(create_engine("sqlite:///cam.db"))
```

`shop/cam/leads.py`:

```python
from shop.core.db import SessionLocal  # error: [shared-session] "Use SessionLocal from shop.cam.internal.db."


def forget(lead: int) -> None:
    with SessionLocal() as session:
        session.execute("DELETE FROM cam_leads WHERE id = :id", {"id": lead})
```

## Fix

The session comes from the module's own provider: by the same name, else by the one name there that speaks of
sessions and is used in the same way.

`shop/cam/leads.py` after "Import SessionLocal from shop.cam.internal.db":

```python after
from shop.cam.internal.db import SessionLocal


def forget(lead: int) -> None:
    with SessionLocal() as session:
        session.execute("DELETE FROM cam_leads WHERE id = :id", {"id": lead})
```

A provider that has nothing of the kind passes the global factory on for now, and one that is missing is created so
and named in `boundaries.yaml`: from then on there is one place to change when the module gets an engine of its own.

## Options

None. The factories are listed under `sessions`, and a module's provider under `session`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import importer_of
from ringfence.inference.reports import config_line, definition_place
from ringfence.inference.session_factories import listed_factories
from ringfence.inference.session_factories_held import Holding, holdings
from ringfence.inference.session_factories_provider import Provider, offers_for, provider_for
from ringfence.inference.session_factories_spanning import Span, spans
from ringfence.model.diagnostic import Certainty, Diagnostic, Related
from ringfence.model.edit import Fix
from ringfence.model.names import join, last
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Rule, Texts

_MOST_USES = 10


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report each import through which a file gets hold of a session factory that its module must not share."""
    for holding in holdings(project, file):
        owner = project.modules.owner_of(holding.factory.name)
        yield Diagnostic(
            path=file.path,
            range=holding.range,
            rule=RULE.id,
            message=f"{_what(project, holding)} {_next_step(project, file, holding)}",
            certainty=Certainty.LIKELY if holding.factory.likely else Certainty.CERTAIN,
            importer=holding.importer.name,
            imported=owner.name if owner else None,
            symbol=holding.factory.name,
            source=join(file.name, holding.site.scope),
            kind="use" if holding.attribute else "import",
            related=tuple(_related(project, file, holding)),
            written=holding.written,
        )
    for span in spans(project, file):
        yield _spanning(project, file, span)


def _spanning(project: Project, file: SourceFile, span: Span) -> Diagnostic:
    first, second = span.first.name, span.second.name
    place = listed_factories(project)[span.factory.root]
    root = last(span.factory.root)
    importer = importer_of(project, file)
    return Diagnostic(
        path=file.path,
        range=span.range,
        rule=RULE.id,
        message=f"Here {second} works in a session in which {first} works too. Let {second} open one of its own.",
        importer=importer.name if importer else None,
        imported=second,
        symbol=span.target,
        source=join(file.name, span.scope),
        kind="session",
        related=(
            config_line(project, "sessions", "factories", place, message=f"{root} is a global session factory"),
            *definition_place(project, span.target, f"{last(span.target)} of {second} is defined here"),
        ),
    )


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Take the session from the module's own provider, made where it is missing."""
    # What builds edits is loaded when a fix is asked for, not by every check.
    from ringfence.refactor.session_provider import provider_fixes

    file = project.files.get(diagnostic.path)
    for holding in holdings(project, file) if file is not None else ():
        if file is not None and (holding.range, holding.factory.name) == (diagnostic.range, diagnostic.symbol):
            yield from provider_fixes(project, file, holding, texts)


def _what(project: Project, holding: Holding) -> str:
    factory, importer = holding.factory, holding.importer.name
    source = _called(project, factory.name)
    if factory.likely:
        root = _called(project, factory.root)
        return f"{importer} takes its sessions from {source}, which hands out those of {root} when it is given none."
    if factory.passes_on:
        root = _called(project, factory.root)
        return f"{importer} takes its sessions from {source}, which only passes on those of {root}."
    return f"{importer} takes its sessions from {source}, which all modules share."


def _called(project: Project, name: str) -> str:
    owner = project.modules.owner_of(name)
    return f"{last(name)} of {owner.name}" if owner is not None else name


def _next_step(project: Project, file: SourceFile, holding: Holding) -> str:
    name, provider = holding.importer.name, provider_for(project, holding.importer)
    if provider is None:
        return f"Give {name} a session provider of its own, and name it in {project.config.path} (session)."
    if provider.name == file.name:
        return f"If this is where {name} has its sessions from, say so in {project.config.path} (session)."
    offers = offers_for(project, provider, holding.factory)
    if offers:
        return f"Use {' or '.join(offer.name for offer in offers)} from {provider.name}."
    return f"Let {provider.name} provide them."


def _related(project: Project, file: SourceFile, holding: Holding) -> Iterator[Related]:
    factory = holding.factory
    place = listed_factories(project)[factory.root]
    yield config_line(
        project, "sessions", "factories", place, message=f"{last(factory.root)} is a global session factory"
    )
    if factory.passes_on:
        yield from definition_place(project, factory.name, f"{last(factory.name)} only passes a session on")
    yield from definition_place(project, factory.root, f"{last(factory.root)} is defined here")
    provider = provider_for(project, holding.importer)
    yield from _provider_place(project, holding, provider)
    for use in holding.uses[:_MOST_USES]:
        yield Related(file.path, use, f"{last(factory.name)} is used here")


def _provider_place(project: Project, holding: Holding, provider: Provider | None) -> Iterator[Related]:
    module = holding.importer
    if module.session is not None:
        message = f"{module.name} has a session provider of its own"
        yield config_line(project, "modules", module.name, "session", message=message)
    if provider is not None and provider.file is not None:
        yield Related(provider.file.path, FILE_START, f"The session provider of {module.name}")


RULE = Rule("shared-session", __doc__ or "", check=check, fixes=fixes)
