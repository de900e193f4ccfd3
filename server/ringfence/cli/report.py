"""What a check found, narrowed to what was asked for: the value that every output format renders."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ringfence.cli.fix_finder import FixFinder
from ringfence.cli.places import EVERYTHING, Selection
from ringfence.cli.stop import Exit
from ringfence.model.diagnostic import Diagnostic, Severity, Status
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Texts

CONFIG_RULE = "invalid-config"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show."""

    selection: Selection = EVERYTHING
    rules: frozenset[str] = frozenset()
    """Empty: all."""
    severity: Severity = Severity.HINT
    """The quietest one to show."""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()

    def shows(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic is asked for. What makes the run fail for the config's sake is always shown."""
        if spoils_config(diagnostic):
            return True
        return (
            diagnostic.severity.rank <= self.severity.rank
            and (not self.rules or diagnostic.rule in self.rules)
            and self.selection.covers(diagnostic.path)
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the repository was analysed, whatever is shown of it."""

    files: int
    not_analysed: tuple[tuple[str, str], ...] = ()
    """Each file that was not read completely, with the first reason."""

    @property
    def analysed(self) -> int:
        """The number of files of which every line was read."""
        return self.files - len(self.not_analysed)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that an output format needs."""

    project: Project
    root: Path
    shown: tuple[Diagnostic, ...]
    """Sorted by path and place; suppressed ones included."""
    wanted: Wanted
    coverage: Coverage
    texts: Texts
    fixes: FixFinder
    usable: bool = True
    """False: `boundaries.yaml` could not be read, so nothing was analysed."""

    @property
    def new(self) -> tuple[Diagnostic, ...]:
        """The shown diagnostics that nobody has accepted."""
        return tuple(diagnostic for diagnostic in self.shown if diagnostic.status is Status.NEW)

    @property
    def counts(self) -> Mapping[Severity, int]:
        """The number of new diagnostics by severity."""
        return Counter(diagnostic.severity for diagnostic in self.new)

    @property
    def exit_code(self) -> Exit:
        """What the run comes to."""
        if not self.usable or any(spoils_config(diagnostic) for diagnostic in self.shown):
            return Exit.UNUSABLE
        return Exit.FINDINGS if self.counts[Severity.ERROR] else Exit.DONE


def spoils_config(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic says that `boundaries.yaml` is wrong, and so the whole check is in doubt."""
    return diagnostic.rule == CONFIG_RULE and diagnostic.severity is Severity.ERROR and diagnostic.status is Status.NEW


def coverage_of(project: Project) -> Coverage:
    """Count the files of a project, and name those that could not be read completely."""
    left_out = ((path, _reason(file)) for path, file in sorted(project.files.items()) if not _is_analysed(file))
    return Coverage(len(project.files), tuple(left_out))


def selected(diagnostics: Iterable[Diagnostic], wanted: Wanted) -> tuple[Diagnostic, ...]:
    """The diagnostics that are asked for, in their order."""
    return tuple(diagnostic for diagnostic in diagnostics if wanted.shows(diagnostic))


def by_file(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, list[Diagnostic]]]:
    """The diagnostics of each file, in their order."""
    grouped: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        grouped.setdefault(diagnostic.path, []).append(diagnostic)
    yield from grouped.items()


def shown_from(root: Path, folder: Path) -> Callable[[str], str]:
    """A function from a path of a diagnostic to the path by which somebody in `folder` opens that file."""
    if root == folder:
        return lambda path: path
    return cache(lambda path: os.path.relpath(root / path, folder))


def _is_analysed(file: SourceFile) -> bool:
    return not file.unreadable and not file.facts.problems


def _reason(file: SourceFile) -> str:
    if file.unreadable:
        return file.unreadable
    problem = file.facts.problems[0]
    return problem.message if problem.range == FILE_START else f"line {problem.range.line + 1}: {problem.message}"
