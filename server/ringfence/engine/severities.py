"""How loud a finding is in the end: rule, config, date, certainty and the tests' profile together."""

from __future__ import annotations

from ringfence.model.diagnostic import Certainty, Diagnostic, Severity
from ringfence.model.project import Project
from ringfence.model.rule import Rule

_LOUDEST = {
    Certainty.CERTAIN: Severity.ERROR,
    Certainty.LIKELY: Severity.WARNING,
    Certainty.OPAQUE: Severity.HINT,
}


def severity_of(project: Project, rule: Rule, diagnostic: Diagnostic, *, in_test: bool) -> Severity:
    """The severity in force for one diagnostic of `rule`; `OFF` when it is not to be shown.

    The config's word counts; what the rule itself makes quieter stays quieter. Only certain findings are
    errors, and in tests everything is one step quieter.
    """
    severity = rule_severity(project, rule)
    if severity is Severity.OFF:
        return severity
    if diagnostic.severity.rank > rule.severity.rank:
        severity = quieter(severity, diagnostic.severity)
    severity = quieter(severity, _LOUDEST[diagnostic.certainty])
    return severity.step_down() if in_test else severity


def rule_severity(project: Project, rule: Rule) -> Severity:
    """What `boundaries.yaml` makes of a rule on the snapshot's day."""
    settings = project.config.rule(rule.id)
    if settings.severity is Severity.OFF:
        return Severity.OFF
    if settings.error_from and project.today >= settings.error_from:
        return Severity.ERROR
    return settings.severity or rule.severity


def quieter(one: Severity, other: Severity) -> Severity:
    """The less loud of two severities."""
    return one if one.rank >= other.rank else other
