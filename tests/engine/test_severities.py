"""How loud a finding is: what the rule says, what the config says, the day, how certain it is, and where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from ringfence.engine.severities import rule_severity, severity_of
from ringfence.model.config import Config, RuleSettings
from ringfence.model.diagnostic import Certainty, Diagnostic, Severity
from ringfence.model.project import Project
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Rule

DAY = date(2027, 3, 1)
LOUD = Rule("loud", "A rule that reports errors.")
SOFT = Rule("soft", "A rule that reports warnings.", Severity.WARNING)


def _project(settings: RuleSettings | None, today: date = DAY) -> Project:
    rules = {} if settings is None else {"loud": settings, "soft": settings}
    return Project(config=Config(rules=rules), today=today)


def _finding(severity: Severity = Severity.ERROR, certainty: Certainty = Certainty.CERTAIN) -> Diagnostic:
    return Diagnostic("shop/cam.py", FILE_START, "loud", "Something is wrong.", severity, certainty)


@pytest.mark.parametrize(
    ("settings", "today", "expected"),
    [
        (None, DAY, Severity.WARNING),
        (RuleSettings(), DAY, Severity.WARNING),
        (RuleSettings(Severity.HINT), DAY, Severity.HINT),
        (RuleSettings(Severity.ERROR), DAY, Severity.ERROR),
        (RuleSettings(Severity.OFF), DAY, Severity.OFF),
        (RuleSettings(error_from=DAY), date(2027, 2, 28), Severity.WARNING),
        (RuleSettings(error_from=DAY), DAY, Severity.ERROR),
        (RuleSettings(error_from=DAY), date(2031, 1, 1), Severity.ERROR),
        (RuleSettings(Severity.INFO, error_from=DAY), date(2027, 2, 28), Severity.INFO),
        (RuleSettings(Severity.INFO, error_from=DAY), DAY, Severity.ERROR),
        (RuleSettings(Severity.OFF, error_from=DAY), DAY, Severity.OFF),
    ],
)
def test_the_config_and_the_day_decide_over_the_rule(
    settings: RuleSettings | None, today: date, expected: Severity
) -> None:
    assert rule_severity(_project(settings, today), SOFT) is expected


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [
        (Certainty.CERTAIN, Severity.ERROR),
        (Certainty.LIKELY, Severity.WARNING),
        (Certainty.OPAQUE, Severity.HINT),
    ],
)
def test_only_what_is_certain_is_an_error(certainty: Certainty, expected: Severity) -> None:
    loudest = _project(RuleSettings(Severity.ERROR))
    assert severity_of(loudest, LOUD, _finding(certainty=certainty), in_test=False) is expected


def test_certainty_makes_nothing_louder() -> None:
    quiet = _project(RuleSettings(Severity.HINT))
    found = {severity_of(quiet, LOUD, _finding(certainty=certainty), in_test=False) for certainty in Certainty}
    assert found == {Severity.HINT}


def test_what_the_rule_makes_quieter_stays_quieter() -> None:
    loudest = _project(RuleSettings(Severity.ERROR))
    assert severity_of(loudest, LOUD, _finding(Severity.INFO), in_test=False) is Severity.INFO


def test_what_is_as_loud_as_the_rule_follows_the_config() -> None:
    loudest = _project(RuleSettings(Severity.ERROR))
    assert severity_of(loudest, SOFT, _finding(Severity.WARNING), in_test=False) is Severity.ERROR


@pytest.mark.parametrize(
    ("outside", "in_test"),
    [
        (Severity.ERROR, Severity.WARNING),
        (Severity.WARNING, Severity.INFO),
        (Severity.INFO, Severity.HINT),
        (Severity.HINT, Severity.HINT),
        (Severity.OFF, Severity.OFF),
    ],
)
def test_in_tests_everything_is_one_step_quieter(outside: Severity, in_test: Severity) -> None:
    project = _project(RuleSettings(outside))
    assert severity_of(project, LOUD, _finding(), in_test=False) is outside
    assert severity_of(project, LOUD, _finding(), in_test=True) is in_test
