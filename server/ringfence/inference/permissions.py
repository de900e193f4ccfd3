"""What `boundaries.yaml` lets one module import of another, before it is asked what is public."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from ringfence.model.config import ModuleKind
from ringfence.model.modules import Module
from ringfence.model.names import is_pattern, matches
from ringfence.model.project import Project


class Relation(IntEnum):
    """What holds between two modules, whatever the names."""

    OPEN = 0
    """May be imported; what is public is still to be asked."""
    GOD = 1
    LEGACY = 2
    FORBIDDEN = 3
    LAYER = 4
    PARTIAL = 5
    """`may_import` or `must_not_import` speak of a part of the imported module: it depends on the name."""


def relation_between(project: Project, importer: Module | None, imported: Module) -> Relation:
    """What holds between two modules; `importer` is None for a file outside every module."""
    return project.structure.get((importer, imported), lambda: _find_relation(project, importer, imported))


def _find_relation(project: Project, importer: Module | None, imported: Module) -> Relation:
    if imported.kind is ModuleKind.GOD:
        return Relation.GOD
    if imported.kind is ModuleKind.LEGACY:
        return Relation.OPEN if importer and importer.kind is ModuleKind.LEGACY else Relation.LEGACY
    if importer is None:
        return Relation.OPEN
    special = (*_special(importer.may_import), *_special(importer.must_not_import))
    if any(_is_part(entry, imported) for entry in special):
        return Relation.PARTIAL
    if not may_import_name(importer, imported, imported.roots[0]):
        return Relation.FORBIDDEN
    return Relation.LAYER if against_layers(project, importer, imported) else Relation.OPEN


def may_import_name(importer: Module, imported: Module, target: str) -> bool:
    """Whether `boundaries.yaml` lets a module import dotted `target` of another module, public or not."""
    if denies(importer, imported, target):
        return False
    if imported.kind is ModuleKind.SHARED:
        return True
    if importer.kind is ModuleKind.SHARED and imported.kind is not ModuleKind.EXTERNAL:
        return False
    if importer.kind is ModuleKind.ORCHESTRATION and imported.kind is not ModuleKind.EXTERNAL:
        return True
    return _speak_of(importer.may_import, imported, target)


def denies(importer: Module, imported: Module, target: str) -> bool:
    """Whether `must_not_import` of a module speaks of dotted `target`."""
    return _speak_of(importer.must_not_import, imported, target)


def speaking_entry(entries: tuple[str, ...], module: Module, target: str) -> int | None:
    """The number of the first entry of a list of `boundaries.yaml` that speaks of dotted `target` of a module."""
    return next((number for number, entry in enumerate(entries) if _speak_of((entry,), module, target)), None)


def _speak_of(entries: tuple[str, ...], module: Module, target: str) -> bool:
    """Whether any entry speaks of dotted `target` of a module."""
    if not entries:
        return False
    words = _words(entries)
    if module.name in words or "*" in words or module.kind.value in words or not words.isdisjoint(module.roots):
        return True
    return any(
        matches(entry, target) if _is_part(entry, module) else _names(entry, module) for entry in _special(entries)
    )


@lru_cache(maxsize=4096)
def _words(entries: tuple[str, ...]) -> frozenset[str]:
    """The entries as a set: most are plain names of modules, and one look is enough for them."""
    return frozenset(entries)


@lru_cache(maxsize=4096)
def _special(entries: tuple[str, ...]) -> tuple[str, ...]:
    """The entries that are no plain names: dotted ones and patterns, which have to be asked one by one."""
    return tuple(entry for entry in entries if "." in entry or (is_pattern(entry) and entry != "*"))


def _is_part(entry: str, module: Module) -> bool:
    """Whether an entry speaks of something below a module's root: `shop.cam.api.ports`, `shop.cam.internal.*`."""
    return "." in entry and any(entry.startswith(root + ".") for root in module.roots)


def _names(entry: str, module: Module) -> bool:
    """Whether a dotted entry or a pattern speaks of a whole module."""
    return entry in module.roots or (is_pattern(entry) and any(matches(entry, root) for root in module.roots))


def against_layers(project: Project, importer: Module, imported: Module) -> bool:
    """Whether an import goes up the declared layers, or across to a sibling."""
    ranks: dict[str, int] = project.structure.get("layer ranks", lambda: layer_ranks(project))
    low, high = ranks.get(importer.name), ranks.get(imported.name)
    return low is not None and high is not None and low >= high


def layer_ranks(project: Project) -> dict[str, int]:
    """The layer of each module that `layers` names: 0 is the highest."""
    ranks: dict[str, int] = {}
    for rank, layer in enumerate(project.config.layers):
        for entry in layer:
            module = project.modules.named(entry)
            if module is not None:
                ranks.setdefault(module.name, rank)
    return ranks


def may_enter(importer: Module, imported: Module) -> bool:
    """The composition root may use the internals of the modules that it lists."""
    if importer.kind is not ModuleKind.ORCHESTRATION:
        return False
    listed = tuple(entry for entry in importer.may_import if entry != "*")
    return _speak_of(listed, imported, imported.roots[0])
