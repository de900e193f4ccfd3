"""Which module imports which, and where: the edges between modules over the whole project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ringfence.inference.crossings import Crossing, crossings
from ringfence.model.facts import ImportKind
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range


class ModuleImport(NamedTuple):
    """One imported name that leads from one module to another."""

    file: SourceFile
    crossing: Crossing

    @property
    def importer(self) -> str:
        """The importing module."""
        return self.crossing.importer.name if self.crossing.importer else ""

    @property
    def imported(self) -> str:
        """The imported module."""
        return self.crossing.imported.name

    @property
    def path(self) -> str:
        """The path of the importing file."""
        return self.file.path

    @property
    def range(self) -> Range:
        """The imported name."""
        return self.crossing.range

    @property
    def target(self) -> str:
        """The absolute dotted name as written."""
        return self.crossing.target

    @property
    def source(self) -> str:
        """The dotted name of the importing code."""
        return join(self.file.name, self.crossing.site.scope)


Edge = tuple[str, str]
"""Importing and imported module."""

_KEY = "module imports"


def module_imports(project: Project) -> Mapping[Edge, list[ModuleImport]]:
    """Every import between two modules, by edge, in the order of path and line; tests are left out.

    A module's tests may look at more than the module itself does, and do not shape the system.
    """
    for _ in read_imports(project):
        pass
    return project.memo.get(_KEY, dict)


def read_imports(project: Project) -> Iterator[None]:
    """Work out `module_imports` in small steps: whoever runs them may do something else after each."""
    if project.memo.peek(_KEY) is not None:
        return
    edges: dict[Edge, list[ModuleImport]] = {}
    for path in sorted(project.files):
        _add_imports(edges, project, project.files[path])
        yield
    project.memo.put(_KEY, edges)


def _add_imports(edges: dict[Edge, list[ModuleImport]], project: Project, file: SourceFile) -> None:
    if file.is_test:
        return
    for crossing in crossings(project, file):
        if crossing.importer is not None:
            edge = (crossing.importer.name, crossing.imported.name)
            edges.setdefault(edge, []).append(ModuleImport(file, crossing))


def runtime_edges(project: Project) -> dict[Edge, list[ModuleImport]]:
    """The edges that exist when the program runs: imports for type checkers alone make none."""
    kept = {
        edge: [found for found in imports if found.crossing.site.kind is not ImportKind.TYPE_CHECKING]
        for edge, imports in module_imports(project).items()
    }
    return {edge: imports for edge, imports in kept.items() if imports}
