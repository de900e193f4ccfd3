"""Which lines of `boundaries.yaml` decide on an import that crosses a boundary."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.engine.check import run_file_rules
from ringfence.engine.exceptions import Exceptions
from ringfence.engine.registry import all_rules
from ringfence.inference.crossings import Crossing, Verdict
from ringfence.inference.permissions import denies, layer_ranks, may_enter, speaking_entry
from ringfence.model.config import Key, ModuleKind
from ringfence.model.modules import Module
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range


def deciding_lines(project: Project, file: SourceFile, crossing: Crossing) -> tuple[Range, ...]:
    """The places in `boundaries.yaml` that allow or forbid a crossing of a file, the one that says most first.

    Empty where nothing is written about it, and a default of Ringfence itself decides.
    """
    keys = [*_exception(project, file, crossing), *_keys(project, crossing)]
    config = project.config
    found = (config.ranges.get(key) or config.key_ranges.get(key) for key in keys)
    return tuple(dict.fromkeys(place for place in found if place is not None))


def _exception(project: Project, file: SourceFile, crossing: Crossing) -> Iterator[Key]:
    if crossing.verdict is Verdict.ALLOWED or not project.config.allow:
        return
    exceptions = Exceptions(project)
    for diagnostic in run_file_rules(project, file, all_rules()):
        if diagnostic.range == crossing.range:
            number = exceptions.entry_for(diagnostic)
            if number is not None:
                yield ("allow", number)


def _keys(project: Project, crossing: Crossing) -> Iterator[Key]:
    importer, imported, verdict = crossing.importer, crossing.imported, crossing.verdict
    if verdict is Verdict.GOD:
        yield ("modules", imported.name, "moved", crossing.symbol)
    if verdict in (Verdict.GOD, Verdict.LEGACY):
        yield ("modules", imported.name, "kind")
    elif verdict is Verdict.LAYER and importer is not None:
        yield from _layers(project, importer, imported)
    elif verdict is Verdict.PRIVATE:
        yield _of(project, imported, "public")
    elif importer is not None:
        yield from _direction(project, importer, imported, crossing)
    if verdict is Verdict.ALLOWED and importer is None:
        yield _of(project, imported, "public")


def _direction(project: Project, importer: Module, imported: Module, crossing: Crossing) -> Iterator[Key]:
    """What lets a module import another one, or does not."""
    is_inside = crossing.verdict is Verdict.ALLOWED and may_enter(importer, imported)
    if denies(importer, imported, crossing.target):
        number = speaking_entry(importer.must_not_import, imported, crossing.target)
        yield ("modules", importer.name, "must_not_import", number or 0)
        return
    number = speaking_entry(importer.may_import, imported, crossing.target)
    if imported.kind is ModuleKind.SHARED:
        yield ("modules", imported.name, "kind")
    if number is not None:
        yield (*_of(project, importer, "may_import"), number)
    if importer.kind is ModuleKind.SHARED or is_inside or importer.kind is ModuleKind.ORCHESTRATION:
        yield ("modules", importer.name, "kind")
    if number is None:
        yield _of(project, importer, "may_import")


def _of(project: Project, module: Module, section: str) -> Key:
    """What a module says itself, else what `defaults` say for it."""
    key: Key = ("modules", module.name, section)
    return key if key in project.config.ranges else ("defaults", section)


def _layers(project: Project, *modules: Module) -> Iterator[Key]:
    ranks = layer_ranks(project)
    for module in modules:
        rank = ranks[module.name]
        names = project.config.layers[rank]
        index = next(index for index, name in enumerate(names) if project.modules.named(name) is module)
        yield ("layers", rank, index)
