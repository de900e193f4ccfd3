"""Which files' code it takes to follow global session factories: told apart by their imports."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.names import imported_names
from ringfence.inference.session_factories import factory_names, listed_factories
from ringfence.inference.session_factories_passing import may_pass_on
from ringfence.model.names import parent
from ringfence.model.project import Project, SourceFile


def files_with_sessions(project: Project) -> frozenset[str]:
    """The paths of the files whose code has to be read for the factories in `sessions.factories`.

    Those are the files that define one, those that import from them, and those that import from such a file if it may
    pass a factory on. Without factories there are none.
    """
    reached = {file.name: file for name in listed_factories(project) for file in _around(project, name)}
    fresh, names = frozenset(reached), factory_names(project)
    for _ in range(2):
        found = {
            file.name: file
            for file in (project.files.values() if fresh else ())
            if file.name not in reached and any(name in fresh for name in imported_names(file))
        }
        reached.update(found)
        fresh = frozenset(name for name, file in found.items() if may_pass_on(file, names))
    return frozenset(file.path for file in reached.values())


def _around(project: Project, name: str) -> Iterator[SourceFile]:
    """The file that a dotted name lies in."""
    while name and project.file_named(name) is None:
        name = parent(name)
    file = project.file_named(name)
    if file is not None:
        yield file
