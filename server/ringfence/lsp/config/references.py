"""Who follows or breaks a line of `boundaries.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.lsp.config.definition import layer_at
from ringfence.lsp.config.outline import Item, Outline, Role
from ringfence.lsp.config.sites import (
    Search,
    accepted_by,
    allow_number,
    findings_where,
    imports_where,
    nothing,
)
from ringfence.model.config import Key
from ringfence.model.modules import Module
from ringfence.model.names import is_within, last, matches
from ringfence.model.project import Project
from ringfence.model.ranges import Position

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository


def references(repository: Repository, outline: Outline, item: Item, place: Position) -> Search:
    """The imports and findings in the code that a key or value speaks of or decides on."""
    project = repository.project
    match item.key:
        case ("modules", str(name)) if item.role is Role.KEY:
            return _imports_of(project, project.modules.named(name))
        case ("modules", str(name), *rest):
            return _of_module(repository, project.modules.named(name), tuple(rest), item)
        case ("defaults", "may_import", *_):
            return findings_where(repository, lambda found: found.rule == "forbidden-import")
        case ("layers",):
            return findings_where(repository, lambda found: found.rule == "layer-violation")
        case ("layers", *_):
            name = layer_at(item, place)
            return findings_where(
                repository, lambda found: found.rule == "layer-violation" and name in (found.importer, found.imported)
            )
        case ("rules", str(rule), *_):
            return findings_where(repository, lambda found: found.rule == rule)
        case ("allow", int(index), *_):
            number = allow_number(project, outline, index)
            return accepted_by(repository, number) if number is not None else nothing()
        case ("sessions", "factories", *_):
            return findings_where(repository, lambda found: found.rule == "shared-session")
    return nothing()


def _imports_of(project: Project, module: Module | None) -> Search:
    return imports_where(project, lambda crossing: crossing.imported is module) if module is not None else nothing()


def _of_module(repository: Repository, module: Module | None, rest: Key, item: Item) -> Search:
    project, word = repository.project, item.text
    if module is None:
        return nothing()
    name = module.name
    match rest:
        case ("may_import" | "must_not_import",):
            return findings_where(repository, lambda found: found.rule == "forbidden-import" and found.importer == name)
        case ("may_import" | "must_not_import", int()):
            return _imports_from(project, module, word)
        case ("public", *_):
            return findings_where(repository, lambda found: found.rule == "private-import" and found.imported == name)
        case ("kind",):
            return findings_where(repository, lambda found: found.rule == f"{word}-module-import")
        case ("owns", *_):
            written = ("foreign-model-write", "foreign-model-read", "cross-module-foreign-key")
            return findings_where(repository, lambda found: found.rule in written and found.imported == name)
        case ("moved", str(moved)):
            return imports_where(
                project, lambda crossing: crossing.imported is module and last(crossing.definition) == last(moved)
            )
    return nothing()


def _imports_from(project: Project, importer: Module, word: str) -> Search:
    """The imports that a word in a module's `may_import` or `must_not_import` speaks of."""
    imported = project.modules.named(word)
    if imported is not None:
        return imports_where(project, lambda found: found.importer is importer and found.imported is imported)
    return imports_where(
        project,
        lambda found: (
            found.importer is importer
            and (word == "*" or found.imported.kind.value == word or _speaks_of(word, found.target))
        ),
    )


def _speaks_of(word: str, target: str) -> bool:
    return is_within(target, word) or matches(word, target)
