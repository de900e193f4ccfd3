"""Findings by module: whose a finding is, how many there are, and how many were accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ringfence.engine.check import FileResult, run_file_rules
from ringfence.engine.exceptions import Exceptions
from ringfence.engine.registry import all_rules
from ringfence.inference.crossings import importer_of
from ringfence.model.diagnostic import Diagnostic, Severity, Status
from ringfence.model.project import Project

LOUD = tuple(severity for severity in Severity if severity is not Severity.OFF)
"""The severities that a finding can have, the loudest first."""
NO_MODULE = ""
"""Whose a finding is that lies in no module."""


def module_of(project: Project, path: str, diagnostic: Diagnostic | None = None) -> str:
    """The name of the module that has to act on a finding in the file at `path`; `NO_MODULE` when there is none."""
    if diagnostic is not None and diagnostic.importer:
        return diagnostic.importer
    file = project.files.get(path)
    owner = importer_of(project, file) if file is not None else None
    return owner.name if owner is not None else NO_MODULE


def by_module(project: Project, found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """New findings, grouped by the module that has to act on them."""
    grouped: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        if diagnostic.status is Status.NEW:
            grouped.setdefault(module_of(project, diagnostic.path, diagnostic), []).append(diagnostic)
    return grouped


def counts(found: Iterable[Diagnostic]) -> Mapping[str, int]:
    """How many findings there are of each severity, in the order of `LOUD`."""
    counted = Counter(diagnostic.severity for diagnostic in found)
    return {severity.value: counted[severity] for severity in LOUD}


def debt_of(project: Project, path: str, result: FileResult) -> int:
    """How many findings in one file were accepted: by a suppression, by the baseline or by an `allow` entry."""
    accepted = sum(diagnostic.status is not Status.NEW for diagnostic in result.diagnostics)
    file = project.files.get(path)
    if not result.allows_used or file is None:
        return accepted
    # What an entry accepts is not kept, since nobody is ever shown it.
    exceptions = Exceptions(project)
    raw = run_file_rules(project, file, all_rules())
    return accepted + sum(exceptions.entry_for(diagnostic) is not None for diagnostic in raw)
