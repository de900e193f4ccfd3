"""What a module lets others import: by the name as written, and by where it is defined."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.names import bindings, definition_of
from ringfence.model.modules import Module
from ringfence.model.names import join, parent
from ringfence.model.project import Project, SourceFile


def is_public(
    project: Project, imported: Module, target: str, consulted: list[SourceFile], *, star: bool = False
) -> bool:
    """Whether an import of dotted `target` stays within the public interface of the module that owns it.

    `star`: everything that the target offers is imported. The files that the answer depends on join `consulted`.
    """
    if star and target in imported.roots:
        return "**" in imported.public or not any(_star_from_inside(project, imported, target, consulted))
    if target in imported.roots or imported.offers(target):
        return True
    if parent(target) in imported.roots or project.modules.owner_of(target) is None:
        # The module's own `__init__`, or a file outside every module, may pass on what the module offers.
        definition = definition_of(project, target, consulted)
        if project.modules.owner_of(definition) is imported and imported.offers(definition):
            return True
    return "__init__" in imported.public and _is_attribute_of_root(project, imported, target)


def _star_from_inside(project: Project, imported: Module, target: str, consulted: list[SourceFile]) -> Iterator[bool]:
    """For each name that a star import of a module's root brings: whether it is defined inside, out of the public."""
    root = project.file_named(target)
    if root is None:
        return
    names = root.facts.exports if root.facts.exports is not None else tuple(bindings(root))
    for name in names:
        definition = definition_of(project, join(target, name), consulted)
        inside = definition != join(target, name) and project.modules.owner_of(definition) is imported
        yield inside and not name.startswith("_") and not imported.offers(definition)


def _is_attribute_of_root(project: Project, imported: Module, target: str) -> bool:
    """Whether the target is bound in the module's own `__init__`, not a submodule below it."""
    file = project.file_named(parent(target)) if parent(target) in imported.roots else None
    return file is not None and target.rpartition(".")[2] in bindings(file)
