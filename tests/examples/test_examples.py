"""The example projects: the findings that their comments announce are exactly those that are found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from ringfence.app import check_repository, load_repository
from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Status

from tests.harness.fixing import fix_complaints
from tests.harness.markdown import USUAL_DAY, Example

EXAMPLES = Path(__file__).parents[2] / "examples"
SUFFIXES = {".py", ".pyi", ".yaml", ".sql"}

_COMMENT = re.compile(r"(?:#|--)\s*expect(?P<when> next line| later)?:(?P<rules>[^#]*)")
_RULE = re.compile(r"\s*(?P<rule>[a-z][a-z-]*)(?:\s*\((?P<severity>\w+)\))?\s*")


class Finding(NamedTuple):
    """What a comment says about a finding, and what is compared."""

    path: str
    line: int
    """1-based, as in an editor."""
    rule: str
    severity: str


def announced(root: Path) -> Iterator[Finding]:
    """The findings that the comments of a project announce; those that are to come later are left out."""
    for path in _files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            for comment in _COMMENT.finditer(line):
                yield from _announced_by(comment, path.relative_to(root).as_posix(), number)


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.suffix in SUFFIXES and not any(part.startswith(".") for part in path.relative_to(root).parts):
            yield path


def _announced_by(comment: re.Match[str], path: str, number: int) -> Iterator[Finding]:
    for entry in comment["rules"].split(","):
        match = _RULE.fullmatch(entry)
        assert match, f"{path}:{number}: this comment cannot be read: {comment[0]}"
        if comment["when"] == " later":
            continue
        rule = all_rules().get(match["rule"])
        assert rule, f"{path}:{number}: there is no rule {match['rule']}"
        line = number + (comment["when"] == " next line")
        yield Finding(path, line, rule.id, match["severity"] or rule.severity.value)


def found(root: Path) -> Iterator[Finding]:
    """What is found in a project, but for what it suppresses."""
    loaded = load_repository(root / "boundaries.yaml", USUAL_DAY, use_cache=False)
    for diagnostic in check_repository(loaded):
        if diagnostic.status is not Status.SUPPRESSED:
            yield Finding(diagnostic.path, diagnostic.range.line + 1, diagnostic.rule, diagnostic.severity.value)


@pytest.mark.parametrize("root", sorted(EXAMPLES.iterdir()), ids=lambda root: root.name)
def test_an_example_has_exactly_the_findings_that_its_comments_announce(root: Path) -> None:
    expected, actual = Counter(announced(root)), Counter(found(root))
    complaints = [
        *(f"not found:    {finding}" for finding in (expected - actual).elements()),
        *(f"not expected: {finding}" for finding in (actual - expected).elements()),
    ]
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


def test_every_rule_of_today_has_a_finding_in_an_example() -> None:
    shown = {finding.rule for root in EXAMPLES.iterdir() for finding in announced(root)}
    assert sorted(set(all_rules()) - shown) == []


@pytest.mark.parametrize("root", sorted(EXAMPLES.iterdir()), ids=lambda root: root.name)
def test_every_fix_in_an_example_solves_its_finding_and_breaks_nothing(root: Path) -> None:
    files = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in _files(root)}
    complaints = fix_complaints(Example(root.name, files), one_of_a_kind=True)
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)
