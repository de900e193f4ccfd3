"""Who imports a name from a file: what an edit of the file has to leave to them."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.names import target_of
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile


def is_imported_from(project: Project, file: SourceFile, name: str) -> bool:
    """Whether some file of the project imports a module-level `name` from this one."""
    dotted = join(file.name, name)
    return any(dotted in _imported_by(other) for other in project.files.values())


def _imported_by(file: SourceFile) -> frozenset[str]:
    return file.memo.get("imported names", lambda: frozenset(_imported_names(file)))


def _imported_names(file: SourceFile) -> Iterator[str]:
    """Every dotted name that a file imports."""
    for site in file.facts.imports:
        for name in site.names:
            target = target_of(file, site, name)
            if target is not None:
                yield target
