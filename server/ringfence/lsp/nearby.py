"""Which files an open file's findings rest on: what to read first while the rest of the repository is unread."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import Crossing, Verdict, consulted, crossings
from ringfence.model.names import parent
from ringfence.model.project import Project, SourceFile


def files_behind(project: Project, file: SourceFile) -> Iterator[str]:
    """The paths of the files that decide about the imports of `file`, or that its messages speak of."""
    yield from (each.path for each in consulted(project, file))
    for crossing in crossings(project, file):
        if crossing.verdict is not Verdict.ALLOWED:
            yield from _spoken_of(project, crossing)


def _spoken_of(project: Project, crossing: Crossing) -> Iterator[str]:
    """Where the message about a crossing looks for a better place: the contract, or the new home."""
    homes = [*crossing.imported.contract_modules()]
    moved = crossing.imported.moved.get(crossing.symbol)
    if moved:
        homes.append(parent(moved))
    paths = project.python_modules.paths
    yield from (paths[name] for name in homes if name in paths)
