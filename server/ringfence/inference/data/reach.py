"""Which files can have to do with models at all: told apart by their facts, before their code costs anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from ringfence.inference.names import imported_modules, imported_names
from ringfence.inference.session_factories_reach import files_with_sessions
from ringfence.model.code import Code
from ringfence.model.facts import BY_NAME, DEFINES, TOUCHES
from ringfence.model.project import Project, SourceFile

_HOPS = 3


@dataclass(frozen=True, slots=True)
class Reach:
    """The paths of the files whose code the inference has to read."""

    own: frozenset[str] = frozenset()
    """Those that can have to do with models, tables or sessions by themselves."""
    helpers: frozenset[str] = frozenset()
    """Those that are imported by the others, and may do something to what they are given."""

    @property
    def paths(self) -> frozenset[str]:
        """All of them."""
        return self.own | self.helpers

    def __contains__(self, path: str) -> bool:
        """Whether the code of the file at a path has to be read."""
        return path in self.own or path in self.helpers

    def marked(self, path: str, code: Code) -> Code:
        """The code of the file at a path, marked as a helper's or not."""
        is_helper = path in self.helpers
        return code if code.is_helper is is_helper else replace(code, is_helper=is_helper)


def files_with_data(project: Project) -> Reach:
    """Which files have code.

    Those that can have to do with models are the files that use an ORM, and the files that import from them; the files
    that do so over up to three steps, or that name a model or table in a text, if they have a word that could touch a
    row. Of what all of them import from the project, files on the way to models count with them, since they may hand
    rows on; the rest are helpers. What tests do to models is their own affair.
    """
    own, between = _files_with_models(project)
    imported = {path for file in own for path in _imported_paths(project, file)}
    paths = frozenset(file.path for file in own) | (between & imported) | files_with_sessions(project)
    return Reach(paths, frozenset(imported) - paths)


def _files_with_models(project: Project) -> tuple[list[SourceFile], frozenset[str]]:
    """The files themselves, and the paths of those that import from them without a telling word of their own."""
    files = [file for file in project.files.values() if not file.is_test]
    reached = {file.name: file for file in files if file.facts.marks & DEFINES}
    if not reached:
        return [], frozenset()
    between: set[str] = set()
    left = {file.name: file for file in files if file.name not in reached}
    fresh = frozenset(reached)
    for hop in range(_HOPS):
        found = {name: file for name, file in left.items() if not fresh.isdisjoint(imported_modules(file))}
        # What only passes names on has no telling word of its own, and leads on to others all the same.
        reached.update({name: file for name, file in found.items() if hop == 0 or file.facts.marks & TOUCHES})
        between.update(file.path for file in found.values())
        left = {name: file for name, file in left.items() if name not in found}
        fresh = frozenset(found)
    reached.update({name: file for name, file in left.items() if file.facts.marks & BY_NAME})
    return list(reached.values()), frozenset(between)


def _imported_paths(project: Project, file: SourceFile) -> Iterator[str]:
    """The paths of the project's own Python modules that a file imports, or that re-export for it."""
    for name in imported_names(file):
        path = project.python_modules.paths.get(name)
        if path is not None:
            yield path
