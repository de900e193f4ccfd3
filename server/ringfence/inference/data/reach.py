"""Which files can have to do with models at all: told apart by their facts, before their code costs anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from ringfence.inference.names import imported_modules, imported_names
from ringfence.inference.session_factories import listed_factories
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
    names: frozenset[str] = frozenset()
    """The dotted names of all files through which models are reached, with a telling word of their own or without."""

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
    own, between, names = _files_with_models(project)
    imported = {path for file in own for path in _imported_paths(project, file)}
    paths = frozenset(file.path for file in own) | (between & imported) | files_with_sessions(project)
    return Reach(paths, frozenset(imported) - paths, names)


def still_holds(reach: Reach, project: Project, edited: Mapping[str, SourceFile | None]) -> bool:
    """Whether `files_with_data` would give the same after edits, as far as that is told without asking for all files.

    `edited` holds the files as they were, by path; None stands for one that was not there.
    """
    if listed_factories(project) or (reach.own and not reach.names):
        return False
    return all(_stays_outside(reach, before, project.files.get(path)) for path, before in edited.items())


def _stays_outside(reach: Reach, before: SourceFile | None, after: SourceFile | None) -> bool:
    """Whether a file has nothing to do with models, before and after: then who imports it does not matter either."""
    if before is None or after is None or before.name != after.name or before.facts.marks != after.facts.marks:
        return before is after
    is_inside = after.path in reach.own or after.name in reach.names
    return not is_inside and reach.names.isdisjoint(imported_modules(after))


def _files_with_models(project: Project) -> tuple[list[SourceFile], frozenset[str], frozenset[str]]:
    """The files themselves, the paths of all that import from them, and the dotted names of both."""
    files = [file for file in project.files.values() if not file.is_test]
    reached = {file.name: file for file in files if file.facts.marks & DEFINES}
    if not reached:
        return [], frozenset(), frozenset()
    between: set[str] = set()
    left = {file.name: file for file in files if file.name not in reached}
    fresh = frozenset(reached)
    names = set(reached)
    for hop in range(_HOPS):
        found = {name: file for name, file in left.items() if not fresh.isdisjoint(imported_modules(file))}
        # What only passes names on has no telling word of its own, and leads on to others all the same.
        reached.update({name: file for name, file in found.items() if hop == 0 or file.facts.marks & TOUCHES})
        between.update(file.path for file in found.values())
        left = {name: file for name, file in left.items() if name not in found}
        fresh = frozenset(found)
        names |= fresh
    reached.update({name: file for name, file in left.items() if file.facts.marks & BY_NAME})
    return list(reached.values()), frozenset(between), frozenset(names)


def _imported_paths(project: Project, file: SourceFile) -> Iterator[str]:
    """The paths of the project's own Python modules that a file imports, or that re-export for it."""
    for name in imported_names(file):
        path = project.python_modules.paths.get(name)
        if path is not None:
            yield path
