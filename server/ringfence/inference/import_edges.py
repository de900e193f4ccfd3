"""Which Python module imports which: the graph below that of the architectural modules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ringfence.inference.names import absolute_base
from ringfence.model.facts import ImportSite
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile


class ImportEdge(NamedTuple):
    """One Python module imports another of the same project."""

    importer: str
    imported: str
    site: ImportSite


def import_edges(project: Project, file: SourceFile) -> Iterator[ImportEdge]:
    """The edges that a file makes, in the order of its imports.

    An imported name that is a Python module of the project is what is imported, else the module that it is taken
    from. Folders without `__init__.py` are no Python modules: only what lies in them is.
    """
    known = project.python_modules.paths
    for site in file.facts.imports:
        base = absolute_base(file, site)
        if base is None:
            continue
        for name in site.names:
            whole = base if name.name == "*" else join(base, name.name)
            imported = whole if whole in known else base
            if imported in known:
                yield ImportEdge(file.name, imported, site)
