"""Take sessions from the module's own provider instead of a global factory; make that provider when it is missing.

A provider that has nothing of the kind passes the global factory on for now: it is the one place of the module that
knows where its sessions come from, and the one place to change when the module gets an engine of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ringfence.inference.crossings import Verdict, verdict_on
from ringfence.inference.names import target_of
from ringfence.inference.places import path_for
from ringfence.inference.session_factories_held import Holding
from ringfence.inference.session_factories_provider import Offer, Provider, offers_for, provider_for
from ringfence.model.config import ModuleKind
from ringfence.model.edit import FileEdit, Fix, TextEdit, WorkspaceEdit
from ringfence.model.facts import ImportKind
from ringfence.model.modules import Module
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Texts
from ringfence.refactor.create_contract import offer_names
from ringfence.refactor.edit_config import add_session
from ringfence.refactor.import_plan import Move
from ringfence.refactor.import_users import is_imported_from
from ringfence.refactor.rewrite_import import move_names
from ringfence.refactor.session_provider_shapes import shape_of

_LONGEST = 500_000
"""Characters. Generated files are longer than this, written ones are not."""
_MOST_FILES = 2_000
"""How many files are looked at for an import that leads back."""


class _Case(NamedTuple):
    """What is to be solved, and with what."""

    project: Project
    file: SourceFile
    holding: Holding
    provider: Provider
    texts: Texts
    config: tuple[FileEdit, ...]
    """The edit that names the provider in `boundaries.yaml`; none when it is named there."""


def provider_fixes(project: Project, file: SourceFile, holding: Holding, texts: Texts) -> Iterator[Fix]:
    """The ways to use the module's own session provider in place of the factory of `holding`, best first."""
    provider = provider_for(project, holding.importer)
    config = _configure(project, holding.importer, provider, texts) if provider is not None else None
    if provider is None or config is None:
        return
    case = _Case(project, file, holding, provider, texts, config)
    if provider.name == file.name:
        if config:
            yield Fix(f"Make {file.name} the session provider of {holding.importer.name}", WorkspaceEdit(config))
        return
    if _is_reached_from(project, file, provider):
        return
    offers = offers_for(project, provider, holding.factory)
    alike = [offer for offer in offers if offer.is_same or _is_called_alike(case, offer)]
    for offer in alike:
        yield from _use(case, offer, preferred=len(alike) == 1)
    if not alike:
        yield from _pass_on(case, preferred=not offers)


def _configure(project: Project, module: Module, provider: Provider, texts: Texts) -> tuple[FileEdit, ...] | None:
    """The edit of `boundaries.yaml` that it takes; None when that cannot be made."""
    if provider.is_configured:
        return ()
    text = texts(project.config.path)
    edits = add_session(text, module.name, provider.name) if text is not None else ()
    return (FileEdit(project.config.path, edits),) if edits else None


def _is_reached_from(project: Project, file: SourceFile, provider: Provider) -> bool:
    """Whether loading the provider loads the file: an import back would tie the two together."""
    pending = [provider.file] if provider.file is not None else []
    seen = {each.path for each in pending}
    while pending and file.path not in seen and len(seen) < _MOST_FILES:
        for name in _loaded_by(pending.pop()):
            found = project.file_named(name)
            if found is not None and found.path not in seen:
                seen.add(found.path)
                pending.append(found)
    return file.path in seen


def _loaded_by(file: SourceFile) -> Iterator[str]:
    """The dotted names of all that may be a Python module that a file imports when it is loaded."""
    for site in file.facts.imports:
        if site.kind in (ImportKind.MODULE, ImportKind.FALLBACK):
            for name in site.names:
                target = target_of(file, site, name) or ""
                yield from (target, parent(target))


def _is_called_alike(case: _Case, offer: Offer) -> bool:
    """Whether what the provider offers is used as the factory is: called, iterated, or entered."""
    shape = shape_of(case.project, join(case.provider.name, offer.name), case.texts)
    return bool(shape) and shape == shape_of(case.project, case.holding.factory.name, case.texts)


def _use(case: _Case, offer: Offer, *, preferred: bool) -> Iterator[Fix]:
    """Import what the provider offers."""
    home = join(case.provider.name, offer.name)
    edits = _moved(case, home)
    if edits:
        # Only the same definition surely works the same; other sessions may need changes around them.
        automatic = preferred and offer.is_same and not case.config
        yield _fix(case, f"Import {offer.name} from {case.provider.name}", edits, (), preferred, automatic)


def _pass_on(case: _Case, *, preferred: bool) -> Iterator[Fix]:
    """Import the factory from the provider, which passes it on from now on."""
    project, factory, provider = case.project, case.holding.factory, case.provider
    source = project.modules.owner_of(factory.name)
    borrowed = source is not None and source.kind not in (ModuleKind.SHARED, ModuleKind.ORCHESTRATION)
    if factory.passes_on and borrowed:
        # What another module wraps is that module's business.
        return
    if project.file_named(parent(factory.name)) is None or not _may_import(case, factory.name):
        return
    edits, created = _moved(case, join(provider.name, last(factory.name))), _offered(case)
    if not edits or not created:
        return
    verb = "and offer it there" if provider.file is not None else "and create it there"
    title = f"Import {last(factory.name)} from {provider.name}, {verb}"
    yield _fix(case, title, edits, created, preferred, automatic=preferred and not case.config)


def _fix(
    case: _Case,
    title: str,
    edits: tuple[TextEdit, ...],
    created: tuple[FileEdit, ...],
    preferred: bool,
    automatic: bool,
) -> Fix:
    named = f" (the session provider of {case.holding.importer.name} from now on)" if case.config else ""
    edit = WorkspaceEdit((FileEdit(case.file.path, edits), *created, *case.config))
    return Fix(title + named, edit, preferred, automatic)


def _offered(case: _Case) -> tuple[FileEdit, ...]:
    name, provider, texts = case.holding.factory.name, case.provider, case.texts
    path = path_for(case.project, provider.name)
    docstring = f"Where the sessions of {case.holding.importer.name} come from: the one place that knows."
    package = provider.file.package if provider.file is not None else ""
    exists = {last(name): parent(name)}
    return offer_names(
        path, texts(path), exists, lambda other: texts(other) is not None, docstring=docstring, package=package
    )


def _may_import(case: _Case, name: str) -> bool:
    return verdict_on(case.project, case.file, case.holding.site, name) is Verdict.ALLOWED


def _moved(case: _Case, home: str) -> tuple[TextEdit, ...]:
    """The edits of the file that import dotted `home` in place of the factory."""
    text, holding = case.texts(case.file.path), case.holding
    is_one_name = "." not in holding.attribute and holding.name.name != "*"
    if text is None or len(text) > _LONGEST or not is_one_name or not _may_import(case, home):
        return ()
    keeps = not holding.attribute and is_imported_from(case.project, case.file, holding.name.bound)
    move = Move(holding.site.range, holding.name.name, parent(home), last(home), holding.attribute, keep_name=keeps)
    return move_names(text, (move,), case.file.package)
