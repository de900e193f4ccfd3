"""The modules of a project as a map: who imports whom, where, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ringfence.engine.check import FileResult
from ringfence.engine.module_findings import by_module, counts, debt_of, module_of
from ringfence.inference.module_graph import Edge, ModuleImport, module_imports, read_imports
from ringfence.inference.permissions import layer_ranks
from ringfence.inference.places import folder_for
from ringfence.model.diagnostic import Diagnostic, Status
from ringfence.model.modules import Module
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.rules.module_cycle import cycles

MOST_SITES = 20
"""How many places of one import between two modules are named."""
_MOST_IN_ALL = 10_000
"""How many places of imports that break no rule are named: in a big project fewer of each, but one."""


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
    """At most `MOST_SITES` places, those that break a rule first."""


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
    yield from read_imports(project)
    files: dict[str, int] = {}
    for path in project.files:
        name = module_of(project, path)
        files[name] = files.get(name, 0) + 1
        yield
    debt: dict[str, int] = {}
    for path, result in results.items():
        name = module_of(project, path)
        debt[name] = debt.get(name, 0) + debt_of(project, path, result)
        yield
    imports = yield from _imports(module_imports(project), _broken(project, found))
    modules = tuple(_modules(project, found, imports, files, debt))
    yield
    return Overview(modules, imports, tuple(cycles(project)))


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


def _imports(
    imports: Mapping[Edge, list[ModuleImport]], broken: _Broken
) -> Generator[None, None, tuple[MappedImport, ...]]:
    mapped = []
    edges = sorted({*imports, *broken})
    usual = min(MOST_SITES, max(1, _MOST_IN_ALL // max(1, len(edges))))
    for edge in edges:
        found, places = imports.get(edge, []), broken.get(edge, {})
        rules = tuple(sorted(set(places.values())))
        bad = [MappedSite(*place, rule) for place, rule in sorted(places.items())][:MOST_SITES]
        others = found if not places else [one for one in found if (one.path, one.range) not in places]
        good = [MappedSite(one.path, one.range) for one in others[: max(0, usual - len(bad))]]
        mapped.append(MappedImport(*edge, len(found), rules, (*bad, *good)))
        yield
    return tuple(mapped)


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
    there = (root for root in module.roots if project.python_modules.exists(root))
    return next((folder_for(project, root) for root in there), "")
