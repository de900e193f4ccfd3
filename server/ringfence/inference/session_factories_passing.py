"""Which Python modules may pass a global session factory on, told by what they import: most can be left out by that."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.names import target_of
from ringfence.model.facts import ImportKind
from ringfence.model.names import is_within, parent
from ringfence.model.project import Project, SourceFile


def may_pass_on(file: SourceFile, factories: frozenset[str]) -> bool:
    """Whether a file imports one of `factories`, or something that one lies behind, or holds one itself."""
    return file.memo.get(("passes on", factories), lambda: _imports_any(file, factories))


def may_wrap(project: Project, file: SourceFile, factories: frozenset[str]) -> bool:
    """Whether a function of a file can hand out what comes from `factories`, itself or by one of another file."""
    return project.memo.get(
        ("wraps", file),
        lambda: may_pass_on(file, factories) or any(may_pass_on(each, factories) for each in sources_of(project, file)),
    )


def _imports_any(file: SourceFile, factories: frozenset[str]) -> bool:
    if any(is_within(factory, file.name) for factory in factories):
        return True
    tops = {factory.partition(".")[0] for factory in factories}
    return any(
        is_within(factory, target)
        for target in imported_names(file)
        if target.partition(".")[0] in tops
        for factory in factories
    )


def sources_of(project: Project, file: SourceFile) -> Iterator[SourceFile]:
    """The files that a file imports from when it runs: on their facts and its own rests what it may wrap."""
    imported = list(imported_names(file))
    for name in dict.fromkeys((*imported, *map(parent, imported))):
        source = project.file_named(name)
        if source is not None:
            yield source


def imported_names(file: SourceFile) -> Iterator[str]:
    """The absolute dotted names that a file imports when it runs, as written; for a star, the Python module."""
    for site in file.facts.imports:
        if site.kind not in (ImportKind.TYPE_CHECKING, ImportKind.DYNAMIC):
            for name in site.names:
                target = target_of(file, site, name)
                if target:
                    yield target
