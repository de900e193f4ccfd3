"""What `boundaries.yaml` lets one module import of another, before it is asked what is public."""

from __future__ import annotations

from enum import IntEnum

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
    if any(_is_part(entry, imported) for entry in (*importer.may_import, *importer.must_not_import)):
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
    return any(_speaks_of(entry, imported, target) for entry in importer.may_import)


def denies(importer: Module, imported: Module, target: str) -> bool:
    """Whether `must_not_import` of a module speaks of dotted `target`."""
    return any(_speaks_of(entry, imported, target) for entry in importer.must_not_import)


def _speaks_of(entry: str, module: Module, target: str) -> bool:
    return matches(entry, target) if _is_part(entry, module) else _names(entry, module)


def _is_part(entry: str, module: Module) -> bool:
    """Whether an entry speaks of something below a module's root: `shop.cam.api.ports`, `shop.cam.internal.*`."""
    return "." in entry and any(entry.startswith(root + ".") for root in module.roots)


def _names(entry: str, module: Module) -> bool:
    """Whether an entry speaks of a whole module: by name, kind, dotted name or pattern."""
    if entry in ("*", module.name, module.kind.value) or entry in module.roots:
        return True
    return is_pattern(entry) and any(matches(entry, root) for root in module.roots)


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
    return importer.kind is ModuleKind.ORCHESTRATION and any(
        entry != "*" and _names(entry, imported) for entry in importer.may_import
    )
