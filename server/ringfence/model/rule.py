"""What a rule is: documentation, a check and fixes in one value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.edit import Fix
from ringfence.model.project import Project, SourceFile

Texts = Callable[[str], str | None]
"""The current text of a file by its path (unsaved text first), or None when there is none. Given by the edges."""

FileCheck = Callable[[Project, SourceFile], Iterator[Diagnostic]]
"""Asks one file, and the indexes of the project."""
ProjectCheck = Callable[[Project], Iterator[Diagnostic]]
"""Asks the whole snapshot."""
Fixes = Callable[[Project, Diagnostic, Texts], Iterator[Fix]]
"""The ways to solve one diagnostic, best first; lazy, for the light bulb or `ringfence fix`."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a rule in the `rules` section of `boundaries.yaml`."""

    default: object
    """Its type is the type that the option must have."""
    doc: str
    choices: tuple[str, ...] = ()
    """For a string: the words it may be; empty for any."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its module's docstring is its documentation, and is executed by the tests."""

    id: str
    doc: str
    severity: Severity = Severity.ERROR
    check: FileCheck | None = None
    check_project: ProjectCheck | None = None
    fixes: Fixes | None = None
    asks_code: bool = False
    """It asks what code does with models: its project check is run again after each edit of such code, and its fixes
    take longer than others."""
    options: Mapping[str, Option] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.strip().partition("\n")[0]

    def option(self, project: Project, name: str) -> object:
        """The value of an option in force: that of `boundaries.yaml`, else the default."""
        return project.config.rule(self.id).options.get(name, self.options[name].default)
