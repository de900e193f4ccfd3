"""Where what `boundaries.yaml` names is in the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ringfence.inference.places import path_for
from ringfence.lsp.config.code_words import known_models
from ringfence.lsp.config.outline import Item, Outline, Role
from ringfence.lsp.config.sites import (
    Search,
    Site,
    accepted_by,
    allow_number,
    module_place,
    moved_place,
    name_place,
    nothing,
)
from ringfence.model.config import Key
from ringfence.model.modules import Module
from ringfence.model.names import join
from ringfence.model.project import Project
from ringfence.model.ranges import FILE_START, Position

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository


def definition(repository: Repository, outline: Outline, item: Item) -> Search:
    """The places in the code that stand behind a key or value; of an exception, what it accepts."""
    project = repository.project
    match item.key:
        case ("allow", int(index), str(word)) if item.role is Role.KEY or word not in ("from", "to"):
            number = allow_number(project, outline, index)
            return accepted_by(repository, number) if number is not None else nothing()
    return _at_once(list(_places(project, outline, item)))


def _at_once(found: list[Site]) -> Search:
    yield
    return found


def _places(project: Project, outline: Outline, item: Item) -> Iterator[Site]:
    word = item.text
    match item.key:
        case ("modules", str(name)) if item.role is Role.KEY:
            yield from _module(project, name)
        case ("modules", str(name), *rest):
            yield from _of_module(project, project.modules.named(name), tuple(rest), item)
        case ("defaults", "may_import", int()):
            yield from _module(project, word)
        case ("discover", int()) | ("sessions", "factories", int()) | ("allow", int(), "from" | "to"):
            yield from name_place(project, word)
        case ("harness", "path") if item.role is Role.VALUE:
            yield from _file(project, word)
        case ("harness", "provides", int()):
            path = outline.value(("harness", "path"))
            file = project.files.get(path.text) if path is not None else None
            yield from name_place(project, join(file.name, word)) if file is not None else ()


def layer_at(item: Item, place: Position) -> str:
    """The module of a layer at a place: of `a | b` one, else the only one."""
    start = item.range.column + len(item.quote)
    for part in item.text.split("|"):
        end = start + len(part)
        if start <= place.column <= end:
            return part.strip()
        start = end + 1
    return item.text.strip()


def layer(project: Project, item: Item, place: Position) -> Search:
    """The module at a place in `layers`."""
    return _at_once(list(_module(project, layer_at(item, place))))


def _of_module(project: Project, module: Module | None, rest: Key, item: Item) -> Iterator[Site]:
    word = item.text
    match rest:
        case ("may_import" | "must_not_import", int()):
            yield from _module(project, word)
        case ("paths", int()) | ("session",) | ("owns", "models", int()) if item.role is Role.VALUE:
            yield from name_place(project, word)
        case ("owns", "tables", int()):
            model = known_models(project).with_table(word)
            if model is not None:
                yield model.path, model.range
        case ("moved", str(name)) if module is not None:
            yield from moved_place(project, module, name) if item.role is Role.KEY else name_place(project, word)
        case ("public", int()) if module is not None:
            for root in module.roots:
                yield from name_place(project, join(root, word.removesuffix(".py").replace("/", ".")))
        case ("contract", int()) if module is not None:
            yield from _file(project, contract_path(project, module, word))


def contract_path(project: Project, module: Module, word: str) -> str:
    """The path of a file of a module's contract, whether it is there or not."""
    return path_for(project, join(module.roots[0], word.removesuffix(".py").replace("/", ".")))


def _module(project: Project, word: str) -> Iterator[Site]:
    module = project.modules.named(word)
    yield from module_place(project, module) if module is not None else name_place(project, word)


def _file(project: Project, path: str) -> Iterator[Site]:
    if path in project.files:
        yield path, FILE_START
