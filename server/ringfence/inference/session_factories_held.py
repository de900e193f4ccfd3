"""Through which of its imports a file gets hold of a global session factory, and whether its module may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from ringfence.inference.crossings import importer_of
from ringfence.inference.names import bindings, definition_of, target_of
from ringfence.inference.session_factories import Factory, factory_behind, factory_names, listed_factories
from ringfence.inference.session_factories_in_code import SeenStatements, Use, uses_in
from ringfence.inference.session_factories_passing import imported_names, may_pass_on
from ringfence.model.config import ModuleKind
from ringfence.model.facts import ImportedName, ImportKind, ImportSite
from ringfence.model.modules import Module
from ringfence.model.names import is_within, join, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range

_HOLDERS = (ModuleKind.SHARED, ModuleKind.ORCHESTRATION, ModuleKind.EXTERNAL)


class Holding(NamedTuple):
    """One import through which a file gets hold of a factory that its module must not share."""

    site: ImportSite
    name: ImportedName
    importer: Module
    factory: Factory
    written: str
    """The absolute dotted name of the factory as the file spells it."""
    attribute: str
    """What follows the imported name where that is not the factory itself: `SessionLocal` in `db.SessionLocal`."""
    range: Range
    """The imported name or, behind another name, the first use."""
    uses: tuple[Range, ...]
    """Where the file uses the factory, in the order of the text; without those in `range`."""


def holdings(project: Project, file: SourceFile) -> tuple[Holding, ...]:
    """All of a file, in the order of its imports. A fallback import repeats no finding of its `try`."""
    importer = importer_of(project, file)
    if importer is None or importer.kind in _HOLDERS or not listed_factories(project) or _provides(importer, file):
        return ()
    imports = [_Import(site, name, target) for site, name, target in _imports(file)]
    direct = list(_direct(project, importer, imports))
    carriers = [each for each in imports if _carries(project, each)] if file.path in project.code else []
    if not direct and not carriers:
        return ()
    starred = {name: each for each in carriers if each.name.name == "*" for name in _starred(project, each)}
    bound = {name.bound for name in (*(holding.name for holding in direct), *(each.name for each in carriers))}
    uses = _uses(project, file, frozenset((*starred, *bound)) - {"*"})
    found = [*direct, *_behind(project, file, importer, uses, carriers, starred)]
    return tuple(sorted((_with_uses(holding, uses) for holding in found), key=lambda holding: holding.name[2:4]))


def _uses(project: Project, file: SourceFile, names: frozenset[str]) -> list[Use]:
    """Every use of `names`; statements that an edit has left as they were are not looked through again."""
    code = project.code.get(file.path)
    if code is None:
        return []
    key = ("uses of names", file.path, names)
    known = cast("SeenStatements | None", project.resolution.peek(key))
    found, seen = uses_in(code, names, known or {})
    project.resolution.put(key, seen)
    return found


def imports_factory(project: Project, file: SourceFile) -> bool:
    """Whether a file can get hold of a factory at all, whether its module may or not."""
    return may_pass_on(file, factory_names(project)) or any(
        factory_behind(project, target) is not None
        for target in imported_names(file)
        if parent(target) in project.python_modules.paths
    )


class _Import(NamedTuple):
    site: ImportSite
    name: ImportedName
    target: str


def _imports(file: SourceFile) -> Iterator[tuple[ImportSite, ImportedName, str]]:
    for site in file.facts.imports:
        # What only type checkers import is no session; a dynamic import binds nothing that could be followed.
        if site.kind in (ImportKind.TYPE_CHECKING, ImportKind.DYNAMIC):
            continue
        for name in site.names:
            target = target_of(file, site, name)
            if target:
                yield site, name, target


def _provides(importer: Module, file: SourceFile) -> bool:
    """Whether a file is the module's own session provider: the one place that may still hold the global factory."""
    provider = importer.session
    return provider is not None and (is_within(file.name, provider) or file.name == parent(provider))


def _must_not_share(project: Project, importer: Module, factory: Factory, written: str) -> bool:
    owner_of = project.modules.owner_of
    if importer in (owner_of(written), owner_of(factory.name), owner_of(factory.root)):
        return False
    provider = importer.session
    return provider is None or not any(is_within(name, provider) for name in (written, factory.name))


def _direct(project: Project, importer: Module, imports: Iterable[_Import]) -> Iterator[Holding]:
    """Imports of a factory by its name."""
    tries: set[int] = set()
    for site, name, target in imports:
        if name.name == "*" or not _can_be_one(project, importer, target):
            continue
        factory = factory_behind(project, target)
        if factory is None or not _must_not_share(project, importer, factory, target):
            continue
        if site.kind is ImportKind.FALLBACK and site.attempt in tries:
            continue
        if site.attempt >= 0:
            tries.add(site.attempt)
        yield Holding(site, name, importer, factory, target, "", name.range, ())


def _can_be_one(project: Project, importer: Module, target: str) -> bool:
    """Whether an imported name is worth a look: most are third parties' or the module's own."""
    if project.modules.owner_of(target) is importer or target in project.python_modules.paths:
        return False
    return parent(target) in project.python_modules.paths or target in listed_factories(project)


def _behind(
    project: Project,
    file: SourceFile,
    importer: Module,
    uses: Iterable[Use],
    carriers: Iterable[_Import],
    starred: Mapping[str, _Import],
) -> Iterator[Holding]:
    """Uses of a factory behind another name: of its Python module, its object, or everything of it by `*`."""
    named = [each for each in carriers if each.name.name != "*"]
    seen: set[tuple[object, ...]] = set()
    for use in uses:
        found = _used(project, importer, use, named) or _used_by_star(project, file, importer, use, starred)
        if found is not None and (key := (found.site, found.name, found.factory)) not in seen:
            seen.add(key)
            yield found


def _carries(project: Project, each: _Import) -> bool:
    """Whether a factory can lie behind an imported name."""
    target = definition_of(project, each.target)
    if any(is_within(factory, target) for factory in listed_factories(project)):
        return True
    carrier = project.file_named(target)
    return carrier is not None and may_pass_on(carrier, factory_names(project))


def _starred(project: Project, star: _Import) -> Iterator[str]:
    """The names by which a star import brings factories."""
    source = project.file_named(star.target)
    names = (source.facts.exports or tuple(bindings(source))) if source is not None else ()
    for name in names:
        is_private = source is not None and source.facts.exports is None and name.startswith("_")
        if not is_private and factory_behind(project, join(star.target, name)) is not None:
            yield name


def _used(project: Project, importer: Module, use: Use, named: Iterable[_Import]) -> Holding | None:
    first = use.chain.partition(".")[0]
    for site, name, target in named:
        if name.bound != first or site.scope != use.bound_in:
            continue
        dotted = site.level < 0 and not name.alias
        # What the module's own package passes on is still what it comes from.
        start = first if dotted else definition_of(project, target)
        parts = use.chain.split(".")
        for length in range(2, len(parts) + 1):
            written = join(start, ".".join(parts[1:length]))
            if dotted and not is_within(written, name.name):
                continue
            factory = _shared(project, importer, written)
            if factory is not None:
                attribute = written[len(name.name if dotted else start) + 1 :]
                return Holding(site, name, importer, factory, written, attribute, use.range_of(length), ())
    return None


def _used_by_star(
    project: Project, file: SourceFile, importer: Module, use: Use, starred: Mapping[str, _Import]
) -> Holding | None:
    first = use.chain.partition(".")[0]
    if first not in starred or use.bound_in or first in bindings(file):
        return None
    site, name, target = starred[first]
    factory = _shared(project, importer, join(target, first))
    if factory is None:
        return None
    return Holding(site, name, importer, factory, join(target, first), first, name.range, ())


def _shared(project: Project, importer: Module, written: str) -> Factory | None:
    """The factory that must not be shared behind an absolute dotted name."""
    factory = factory_behind(project, written)
    return factory if factory is not None and _must_not_share(project, importer, factory, written) else None


def _with_uses(holding: Holding, uses: Iterable[Use]) -> Holding:
    places = (_place(use, holding) for use in uses)
    return holding._replace(uses=tuple(place for place in places if place is not None and place != holding.range))


def _place(use: Use, holding: Holding) -> Range | None:
    """Where a use names the factory of a holding; None when it means something else."""
    is_star = holding.name.name == "*"
    if use.bound_in != ("" if is_star else holding.site.scope):
        return None
    spelled = holding.attribute if is_star else join(_spelled(holding), holding.attribute)
    return use.range_of(spelled.count(".") + 1) if is_within(use.chain, spelled) else None


def _spelled(holding: Holding) -> str:
    dotted = holding.site.level < 0 and not holding.name.alias
    return holding.name.name if dotted else holding.name.bound
