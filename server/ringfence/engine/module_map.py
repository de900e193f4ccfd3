"""The modules of a project as a map: who imports whom, where, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ringfence.engine.check import FileResult
from ringfence.engine.module_findings import by_module, counts, debt_of, module_of
from ringfence.inference.crossings import crossings
from ringfence.inference.permissions import layer_ranks
from ringfence.inference.places import path_for
from ringfence.model.diagnostic import Diagnostic, Status
from ringfence.model.modules import Module
from ringfence.model.names import join
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.rules.module_cycle import cycles

MOST_SITES = 20
"""How many places of one import between two modules are named."""

Edge = tuple[str, str]
"""Importing and imported module."""


@dataclass(frozen=True, slots=True)
class MappedModule:
    """One module on the map."""

    module: Module
    path: str
    """The POSIX path of its first folder or file; empty while that is not there."""
    layer: int | None
    """0 is the highest layer; None for a module that stands in no layer."""
    files: int
    importers: int
    """How many other modules import it."""
    findings: Mapping[str, int]
    """How many new ones there are of each severity."""
    debt: int
    """How many findings were accepted."""


@dataclass(frozen=True, slots=True)
class MappedSite:
    """One place where a module uses another one."""

    path: str
    range: Range
    rule: str = ""
    """The rule that is broken there; empty where none is."""


@dataclass(frozen=True, slots=True)
class MappedImport:
    """All that one module uses of another one."""

    importer: str
    imported: str
    count: int
    """How many names are imported; 0 when only rules about data are broken."""
    rules: tuple[str, ...]
    """The rules that are broken, sorted."""
    sites: tuple[MappedSite, ...]
    """At most `MOST_SITES` places: first those that break a rule, then in the order of path and line."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole map. Tests count among the files and findings of a module, but make no imports."""

    modules: tuple[MappedModule, ...]
    imports: tuple[MappedImport, ...]
    cycles: tuple[tuple[str, ...], ...]
    """Modules that import each other in this order, the last one the first; of several that hang together, one."""


def make_map(
    project: Project, shown: Iterable[Diagnostic], results: Mapping[str, FileResult]
) -> Generator[None, None, Overview]:
    """The map of a snapshot, made in small steps: whoever runs it may do something else after each.

    `shown` are the findings as the user sees them, `results` by path all that have any, accepted ones included.
    """
    found = list(shown)
    sites: dict[Edge, list[MappedSite]] = {}
    files: dict[str, int] = {}
    broken = _broken(project, found)
    for path in sorted(project.files):
        name = module_of(project, path)
        files[name] = files.get(name, 0) + 1
        for edge, site in _sites(project, path, broken):
            sites.setdefault(edge, []).append(site)
        yield
    debt: dict[str, int] = {}
    for path, result in results.items():
        name = module_of(project, path)
        debt[name] = debt.get(name, 0) + debt_of(project, path, result)
        yield
    imports = tuple(_imports(sites, broken))
    yield
    return Overview(tuple(_modules(project, found, imports, files, debt)), imports, tuple(cycles(project)))


_Broken = dict[Edge, dict[tuple[str, Range], str]]
"""By edge and place: the rule that is broken there."""


def _broken(project: Project, found: Iterable[Diagnostic]) -> _Broken:
    broken: _Broken = {}
    for diagnostic in found:
        file = project.files.get(diagnostic.path)
        is_test = file is not None and file.is_test
        importer, imported = diagnostic.importer, diagnostic.imported
        if not importer or not imported or importer == imported or is_test or diagnostic.status is not Status.NEW:
            continue
        broken.setdefault((importer, imported), {}).setdefault((diagnostic.path, diagnostic.range), diagnostic.rule)
    return broken


def _sites(project: Project, path: str, broken: _Broken) -> Iterator[tuple[Edge, MappedSite]]:
    """Where the code of one file imports from another module."""
    file = project.files[path]
    if file.is_test:
        return
    for crossing in crossings(project, file):
        if crossing.importer is not None:
            edge = crossing.importer.name, crossing.imported.name
            rule = broken.get(edge, {}).get((path, crossing.range), "")
            yield edge, MappedSite(path, crossing.range, rule)


def _imports(sites: Mapping[Edge, list[MappedSite]], broken: _Broken) -> Iterator[MappedImport]:
    for edge in sorted({*sites, *broken}):
        imported = sites.get(edge, [])
        known = {(site.path, site.range) for site in imported}
        places = broken.get(edge, {})
        others = [MappedSite(*place, rule) for place, rule in places.items() if place not in known]
        # A stable sort: within the two halves, the order of path and line stays.
        every = sorted([*imported, *sorted(others, key=_place)], key=lambda site: not site.rule)
        yield MappedImport(*edge, len(imported), tuple(sorted(set(places.values()))), tuple(every[:MOST_SITES]))


def _place(site: MappedSite) -> tuple[str, Range]:
    return site.path, site.range


def _modules(
    project: Project,
    found: Iterable[Diagnostic],
    imports: Iterable[MappedImport],
    files: Mapping[str, int],
    debt: Mapping[str, int],
) -> Iterator[MappedModule]:
    grouped, ranks = by_module(project, found), layer_ranks(project)
    importers: dict[str, int] = {}
    for edge in imports:
        if edge.count:
            importers[edge.imported] = importers.get(edge.imported, 0) + 1
    for module in project.modules:
        name = module.name
        yield MappedModule(
            module,
            _path_of(project, module),
            ranks.get(name),
            files.get(name, 0),
            importers.get(name, 0),
            counts(grouped.get(name, ())),
            debt.get(name, 0),
        )


def _path_of(project: Project, module: Module) -> str:
    for root in module.roots:
        path = project.python_modules.paths.get(root)
        if path is not None:
            return path.removesuffix("/__init__.py").removesuffix("/__init__.pyi")
        if root in project.python_modules.folders:
            return path_for(project, join(root, "__init__")).rpartition("/")[0]
    return ""
