"""The names of modules, and what is said about them, where `boundaries.yaml` may name one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ringfence.lsp.config.dotted_names import names_at
from ringfence.lsp.config.suggestion import Sort, Suggestion
from ringfence.model.config import ModuleKind
from ringfence.model.modules import Module
from ringfence.model.project import Project


def undeclared(project: Project, said: Collection[str]) -> Iterator[Suggestion]:
    """The modules that `discover` finds and that have no entry of their own yet."""
    for module in project.modules:
        if not module.declared and module.name not in said:
            yield Suggestion(module.name, Sort.MODULE, module.roots[0], after=":")


def importable(project: Project, name: str, typed: str, said: Collection[str]) -> Iterator[Suggestion]:
    """What the module `name` may be said to import: modules, kinds, everything, or a part of a module."""
    if "." in typed:
        yield from names_at(project, typed, symbols=True)
        return
    for module in project.modules:
        if module.name not in said and module.name != name:
            yield _module(module, 2 if module.kind is not ModuleKind.EXTERNAL else 4)
    named = {module.name for module in project.modules}
    for kind in ModuleKind:
        if kind.value not in said and kind.value not in named:
            yield Suggestion(kind.value, Sort.ENUM, "every module of this kind", rank=6)
    if "*" not in said:
        yield Suggestion("*", Sort.VALUE, "every module, through its public interface", rank=7)
    if typed:
        yield from names_at(project, typed)


def layerable(project: Project, said: Collection[str]) -> Iterator[Suggestion]:
    """The modules that stand in no layer yet."""
    for module in project.modules:
        if module.name not in said and module.kind is not ModuleKind.EXTERNAL:
            yield _module(module, 2)


def _module(module: Module, rank: int) -> Suggestion:
    owner = f", {module.owner}" if module.owner else ""
    return Suggestion(module.name, Sort.MODULE, f"{module.kind.value}{owner}", rank=rank)
