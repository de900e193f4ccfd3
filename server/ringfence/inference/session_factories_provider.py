"""A module's own session provider: where it is or would be, and what it offers in place of a global factory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ringfence.inference.names import bindings, definition_of
from ringfence.inference.session_factories import Factory
from ringfence.model.facts import Definition, DefinitionKind
from ringfence.model.modules import Module
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile

_USUAL_PLACES = ("internal.db", "internal.session", "internal.sessions", "db", "session", "sessions", "database")
_NEW_PLACES = ("internal.db", "internal.session")
_SESSION_WORD = re.compile(r"session|(?:\A|_)db\Z", re.IGNORECASE)


class Provider(NamedTuple):
    """Where a module has its sessions from, or should."""

    name: str
    """The dotted name of the Python module."""
    is_configured: bool
    """`boundaries.yaml` says so."""
    file: SourceFile | None
    """None when it is not there yet."""


class Offer(NamedTuple):
    """A name of a provider that may stand for a factory."""

    name: str
    is_same: bool
    """It is the factory itself, passed on."""


def provider_for(project: Project, module: Module) -> Provider | None:
    """The provider in `boundaries.yaml`; else one that is there by its name; else where to create one.

    None when there is none and a single file leaves no room for one.
    """
    if module.session is not None:
        return Provider(*_configured(project, module.session))
    root = module.roots[0]
    if not _has_room(project, root):
        return None
    for place in _USUAL_PLACES:
        file = project.file_named(join(root, place))
        if file is not None and any(_session_names(file)):
            return Provider(file.name, is_configured=False, file=file)
    exists = project.python_modules.exists
    free = (join(root, place) for place in _NEW_PLACES if not exists(join(root, place)))
    found = next((name for name in free if _has_room(project, parent(name))), None)
    return Provider(found, is_configured=False, file=None) if found else None


def _configured(project: Project, session: str) -> tuple[str, bool, SourceFile | None]:
    file = project.file_named(session)
    around = project.file_named(parent(session))
    if file is None and around is not None and last(session) in bindings(around):
        return around.name, True, around
    return session, True, file


def _has_room(project: Project, name: str) -> bool:
    """Whether a Python module can lie below dotted `name`: it is a package or a folder, or not there at all."""
    file = project.file_named(name)
    return file is None or file.is_package


def offers_for(project: Project, provider: Provider, factory: Factory) -> tuple[Offer, ...]:
    """What a provider has in place of a factory: the name that is the same alone, else all that speak of sessions."""
    if provider.file is None:
        return ()
    names = list(_session_names(provider.file))
    wanted = last(factory.name)
    if wanted in bindings(provider.file):
        names = [wanted]
    definitions = (definition_of(project, join(provider.name, name)) for name in names)
    return tuple(Offer(name, found == factory.name) for name, found in zip(names, definitions, strict=True))


def _session_names(file: SourceFile) -> Iterator[str]:
    """The names that a Python module defines and that speak of sessions."""
    for name, binding in bindings(file).items():
        is_definition = isinstance(binding, Definition) and binding.kind is not DefinitionKind.CLASS
        if is_definition and _SESSION_WORD.search(name) and not (name.startswith("_") or name.isupper()):
            yield name
