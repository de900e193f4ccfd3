"""Which module imports which, and where: the edges between modules over the whole project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from ringfence.inference.crossings import importer_of
from ringfence.inference.names import definition_of, target_of
from ringfence.model.facts import ImportKind
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range


class ModuleImport(NamedTuple):
    """One imported name that leads from one module to another."""

    importer: str
    imported: str
    path: str
    range: Range
    target: str
    """The absolute dotted name as written."""
    source: str
    """The dotted name of the importing code."""
    kind: ImportKind


Edge = tuple[str, str]
"""Importing and imported module."""


def module_imports(project: Project) -> Mapping[Edge, list[ModuleImport]]:
    """Every import between two modules, by edge, in the order of path and line; tests are left out.

    A module's tests may look at more than the module itself does, and do not shape the system.
    """
    return project.memo.get("module imports", lambda: _module_imports(project))


def runtime_edges(project: Project) -> dict[Edge, list[ModuleImport]]:
    """The edges that exist when the program runs: imports for type checkers alone make none."""
    kept = {
        edge: [found for found in imports if found.kind is not ImportKind.TYPE_CHECKING]
        for edge, imports in module_imports(project).items()
    }
    return {edge: imports for edge, imports in kept.items() if imports}


def _module_imports(project: Project) -> dict[Edge, list[ModuleImport]]:
    edges: dict[Edge, list[ModuleImport]] = {}
    for path in sorted(project.files):
        for found in _imports_of(project, project.files[path]):
            edges.setdefault((found.importer, found.imported), []).append(found)
    return edges


def _imports_of(project: Project, file: SourceFile) -> tuple[ModuleImport, ...]:
    """The edges that one file makes: kept over snapshots, as long as neither the file nor what it asked changed."""
    key = ("edges", file.path)
    known = cast("tuple[SourceFile, bool, tuple[ModuleImport, ...]] | None", project.resolution.peek(key))
    if known is not None and known[0] is file and known[1]:
        return known[2]
    importer = None if file.is_test else importer_of(project, file)
    followed: list[str] = []
    found = tuple(_edges(project, file, importer.name, followed)) if importer else ()
    project.resolution.put(key, (file, not followed, found))
    return found


def _edges(project: Project, file: SourceFile, importer: str, followed: list[str]) -> Iterator[ModuleImport]:
    """The edges of a file; names that had to be followed through other files are added to `followed`."""
    for site in file.facts.imports:
        for name in site.names:
            target = target_of(file, site, name)
            if not target:
                continue
            imported = project.modules.owner_of(target)
            if imported is None and target.partition(".")[0] in project.python_modules.folders:
                followed.append(target)
                imported = project.modules.owner_of(definition_of(project, target))
            if imported is not None and imported.name != importer:
                source = join(file.name, site.scope)
                yield ModuleImport(importer, imported.name, file.path, name.range, target, source, site.kind)
