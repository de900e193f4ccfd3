"""Run the rules over a snapshot, and turn what they find into what is shown."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ringfence.engine.exceptions import Exceptions, allow_matches, unused_suppressions
from ringfence.engine.fingerprints import with_fingerprints
from ringfence.engine.severities import rule_severity, severity_of
from ringfence.model.diagnostic import Diagnostic, Severity, Status
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import FileCheck, Rule

_FAILED = "a rule failed"
_LOG = logging.getLogger(__name__)

Rules = Mapping[str, Rule]
Found = Mapping[str, tuple[Diagnostic, ...]]
"""Raw diagnostics by path."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file's check gave."""

    diagnostics: tuple[Diagnostic, ...]
    """In the order of `Diagnostic.sort_key`, suppressed ones included."""
    allows_used: frozenset[int] = frozenset()
    """The numbers of the `allow` entries that speak of something in this file."""


NOTHING = FileResult(())
"""The result of a file without findings."""


def check_file(project: Project, path: str, rules: Rules, from_project: Found) -> FileResult:
    """Everything to show for one file: its own findings, and those of the project rules that lie in it."""
    file = project.files.get(path)
    found = list(from_project.get(path, ()))
    if file is not None:
        found.extend(run_file_rules(project, file, rules))
    return _settle(project, path, file, found, rules)


def run_file_rules(project: Project, file: SourceFile, rules: Rules) -> Iterator[Diagnostic]:
    """The raw findings of all file rules that are not off. A rule that fails loses only its own findings."""
    active = project.structure.get("file rules", lambda: tuple(_active_file_rules(project, rules)))
    for rule, check in active:
        try:
            yield from check(project, file)
        except Exception:
            _log_failure(project, rule, file.path)


def _active_file_rules(project: Project, rules: Rules) -> Iterator[tuple[Rule, FileCheck]]:
    for rule in rules.values():
        if rule.check is not None and rule_severity(project, rule) is not Severity.OFF:
            yield rule, rule.check


def run_project_rules(project: Project, rules: Rules) -> dict[str, tuple[Diagnostic, ...]]:
    """The raw findings of all project rules, by path."""
    grouped: dict[str, tuple[Diagnostic, ...]] = {}
    for rule in rules.values():
        check = rule.check_project
        if check is None or rule_severity(project, rule) is Severity.OFF:
            continue
        try:
            found = list(check(project))
        except Exception:
            _log_failure(project, rule, "the project")
            continue
        for diagnostic in found:
            grouped[diagnostic.path] = (*grouped.get(diagnostic.path, ()), diagnostic)
    return grouped


def check_all(project: Project, rules: Rules, config_findings: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
    """Every finding of the whole snapshot, sorted. `config_findings` are those of reading `boundaries.yaml`."""
    from_project = run_project_rules(project, rules)
    results = {
        path: check_file(project, path, rules, from_project)
        for path in sorted({*project.files, *from_project})
        if path != project.config.path
    }
    used = frozenset[int]().union(*(result.allows_used for result in results.values()))
    on_config = check_config(project, rules, from_project, config_findings, used)
    found = [diagnostic for result in results.values() for diagnostic in result.diagnostics]
    return tuple(sorted([*found, *on_config], key=lambda diagnostic: diagnostic.sort_key))


def check_config(
    project: Project,
    rules: Rules,
    from_project: Found,
    config_findings: Iterable[Diagnostic],
    allows_used: frozenset[int],
) -> tuple[Diagnostic, ...]:
    """Everything to show on `boundaries.yaml`, exceptions that match nothing included."""
    path = project.config.path
    unmatched = Exceptions(project).unmatched(allows_used) if project.complete else ()
    found = [*config_findings, *from_project.get(path, ())]
    reported = {diagnostic.range.line for diagnostic in found}
    found.extend(diagnostic for diagnostic in unmatched if diagnostic.range.line not in reported)
    return _settle(project, path, None, found, rules).diagnostics


def _log_failure(project: Project, rule: Rule, where: str) -> None:
    project.memo.put(_FAILED, answer=True)
    _LOG.exception("The rule %s failed on %s; its findings there are missing.", rule.id, where)


def has_failed(project: Project) -> bool:
    """Whether a rule failed on this snapshot, so that findings may be missing."""
    return project.memo.peek(_FAILED) is not None


def _settle(
    project: Project, path: str, file: SourceFile | None, found: Iterable[Diagnostic], rules: Rules
) -> FileResult:
    """Severities, exceptions, suppressions and fingerprints, in that order."""
    found = list(found)
    if not found and not project.config.allow and not (file and file.facts.suppressions):
        return NOTHING
    exceptions = Exceptions(project)
    allows = allow_matches(project, file)
    kept = []
    for diagnostic in found:
        entry = exceptions.entry_for(diagnostic)
        if entry is not None:
            allows |= {entry}
            continue
        loud = _with_severity(project, file, diagnostic, rules)
        if loud is not None:
            kept.append(loud)
    kept.sort(key=lambda diagnostic: diagnostic.sort_key)
    if file is not None:
        kept = _suppressed(file, kept)
        extra = unused_suppressions(project, file, kept, rules)
        louder = (_with_severity(project, file, diagnostic, rules) for diagnostic in extra)
        kept.extend(diagnostic for diagnostic in louder if diagnostic is not None)
        kept.sort(key=lambda diagnostic: diagnostic.sort_key)
    return FileResult(tuple(with_fingerprints(kept)), frozenset(allows))


def _with_severity(
    project: Project, file: SourceFile | None, diagnostic: Diagnostic, rules: Rules
) -> Diagnostic | None:
    in_test = file is not None and file.is_test
    severity = severity_of(
        project, rules.get(diagnostic.rule) or Rule(diagnostic.rule, ""), diagnostic, in_test=in_test
    )
    return None if severity is Severity.OFF else replace(diagnostic, severity=severity)


def _suppressed(file: SourceFile, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    suppressions = file.facts.suppressions
    if not suppressions:
        return diagnostics
    return [
        replace(diagnostic, status=Status.SUPPRESSED)
        if any(
            suppression.covers.line <= diagnostic.range.line < suppression.covers.end_line
            and (not suppression.rules or diagnostic.rule in suppression.rules)
            for suppression in suppressions
        )
        else diagnostic
        for diagnostic in diagnostics
    ]
