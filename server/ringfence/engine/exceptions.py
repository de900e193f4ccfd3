"""What the user has accepted: `allow` entries, and inline suppressions. And which of them accept nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ringfence.inference.crossings import crossings, importer_of
from ringfence.model.config import AllowEntry
from ringfence.model.diagnostic import Diagnostic, Severity, Status
from ringfence.model.facts import Suppression
from ringfence.model.names import join, matches
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule
from ringfence.model.words import nearest


class Exceptions:
    """The `allow` entries in force on the snapshot's day."""

    def __init__(self, project: Project) -> None:
        """Take the entries of `project`; expired ones accept nothing."""
        self._project = project
        self._entries = [
            (number, entry)
            for number, entry in enumerate(project.config.allow)
            if entry.until is None or project.today <= entry.until
        ]

    def entry_for(self, diagnostic: Diagnostic) -> int | None:
        """The number of the entry that accepts a diagnostic; None when there is none."""
        targets = [name for name in (diagnostic.written, diagnostic.symbol) if name]
        for number, entry in self._entries:
            if entry.rule in (None, diagnostic.rule) and _accepts(entry, diagnostic.source, targets):
                return number
        return None

    def unmatched(self, used: frozenset[int]) -> Iterator[Diagnostic]:
        """A warning for each entry in force that speaks of nothing in the whole project."""
        config = self._project.config
        for number, entry in self._entries:
            if number not in used:
                yield Diagnostic(
                    config.path,
                    config.range_of("allow", number),
                    "invalid-config",
                    f"Nothing in {entry.source} imports {entry.target} any more. Remove this exception.",
                    Severity.WARNING,
                    written=entry.source,
                )


def _accepts(entry: AllowEntry, source: str, targets: Iterable[str]) -> bool:
    return matches(entry.source, source) and any(matches(entry.target, target) for target in targets)


def allow_matches(project: Project, file: SourceFile | None) -> frozenset[int]:
    """The numbers of the `allow` entries that speak of an import in `file`, whether it is a finding or not."""
    if file is None or not project.config.allow:
        return frozenset()
    return frozenset(
        number
        for number, entry in enumerate(project.config.allow)
        for crossing in crossings(project, file)
        if _accepts(entry, join(file.name, crossing.site.scope), (crossing.target, crossing.definition))
    )


def unused_suppressions(
    project: Project, file: SourceFile, diagnostics: Iterable[Diagnostic], rules: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    """A report on each inline suppression that silences nothing, names no rule that exists, or gives no reason."""
    suppressed = [diagnostic for diagnostic in diagnostics if diagnostic.status is Status.SUPPRESSED]
    for suppression in file.facts.suppressions:
        for message, rule, kind in _complaints(suppression, suppressed, rules):
            importer = importer_of(project, file)
            yield Diagnostic(
                file.path,
                suppression.range,
                "unused-suppression",
                message,
                Severity.WARNING,
                importer=importer.name if importer else None,
                source=file.name,
                symbol=nearest(rule, rules) if kind == "name" else "",
                kind=kind,
                written=rule,
            )


def _complaints(
    suppression: Suppression, suppressed: Iterable[Diagnostic], rules: Mapping[str, Rule]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a suppression: message, the rule to remove (or none), and `use` or `reason`."""
    covers = suppression.covers
    silenced = {diagnostic.rule for diagnostic in suppressed if covers.line <= diagnostic.range.line < covers.end_line}
    if not suppression.rules and not silenced:
        yield "This suppression silences nothing. Remove it.", "", "use"
        return
    for rule in suppression.rules:
        if rule not in rules:
            yield (
                f"There is no rule {rule!r}, so this suppression silences nothing.{_right_name(rule, rules)}",
                rule,
                "name",
            )
        elif rule not in silenced:
            yield f"This suppression of {rule} silences nothing. Remove it.", rule, "use"
    if silenced and not suppression.reason:
        yield "This suppression gives no reason. Add one: # ringfence: ignore[rule] -- why.", "", "reason"


def _right_name(rule: str, rules: Mapping[str, Rule]) -> str:
    near = nearest(rule, rules)
    return f" Did you mean {near!r}?" if near else " Remove it or correct the name."
