"""From a crossing to a diagnostic: the parts that every import rule's report shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ringfence.inference.crossings import Crossing
from ringfence.inference.homes import Home
from ringfence.inference.names import bindings
from ringfence.model.diagnostic import Diagnostic, Related
from ringfence.model.facts import Definition, ImportKind
from ringfence.model.names import join, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START


def import_diagnostic(
    file: SourceFile, crossing: Crossing, rule: str, message: str, related: Iterable[Related]
) -> Diagnostic:
    """A diagnostic on the imported name of a crossing."""
    return Diagnostic(
        path=file.path,
        range=crossing.range,
        rule=rule,
        message=message,
        importer=crossing.importer.name if crossing.importer else None,
        imported=crossing.imported.name,
        symbol=crossing.definition,
        source=join(file.name, crossing.site.scope),
        kind="dynamic import" if crossing.site.kind is ImportKind.DYNAMIC else "import",
        related=tuple(related),
        written=crossing.target,
    )


def config_line(project: Project, *key: str | int, message: str) -> Related:
    """The line of `boundaries.yaml` that decides."""
    return Related(project.config.path, project.config.range_of(*key), message)


def definition_place(project: Project, name: str, message: str) -> Iterator[Related]:
    """Where a dotted name is defined; nothing when the project does not show it."""
    file = project.file_named(name)
    if file is not None:
        yield Related(file.path, FILE_START, message)
        return
    file = project.file_named(parent(name))
    binding = bindings(file).get(name.rpartition(".")[2]) if file else None
    if file is not None and binding is not None:
        place = binding.range if isinstance(binding, Definition) else binding[1].range
        yield Related(file.path, place, message)


def home_places(project: Project, homes: Iterable[Home]) -> Iterator[Related]:
    """Where the proposed names are defined."""
    for home in homes:
        yield from definition_place(project, home.dotted, f"{home.module.name} offers {home.name} here")


def advice(homes: tuple[Home, ...]) -> str:
    """The next step: one sentence that names the best home; empty when there is none."""
    if not homes:
        return ""
    best = homes[0]
    if best.match == "port":
        return f"Ask {best.module.name} through {best.name} ({best.python_module})."
    return f"Import {best.name} from {best.python_module}."
