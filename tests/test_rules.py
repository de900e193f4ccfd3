"""Every example of every rule holds: those in the docstrings, and the corner cases in `tests/rules/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from ringfence.engine.registry import all_rules

from tests.harness.fixing import fix_complaints
from tests.harness.judge import complaints
from tests.harness.markdown import Example, read_docstring, read_page

PAGES = Path(__file__).parent / "rules"


def _examples() -> Iterator[ParameterSet]:
    for rule in all_rules().values():
        yield pytest.param(read_docstring(rule.id, rule.doc), id=f"{rule.id}: the example of its documentation")
    for page in sorted(PAGES.glob("*.md")):
        for example in read_page(page.read_text(encoding="utf-8")):
            yield pytest.param(example, id=f"{page.stem}: {example.name}")


@pytest.mark.parametrize("example", list(_examples()))
def test_an_example_finds_exactly_what_it_announces(example: Example) -> None:
    found = complaints(example)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("example", list(_examples()))
def test_every_fix_in_an_example_solves_its_finding_and_breaks_nothing(example: Example) -> None:
    found = fix_complaints(example)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("rule", all_rules())
def test_the_documentation_of_a_rule_states_a_fix_when_there_is_one(rule: str) -> None:
    states_a_fix = bool(read_docstring(rule, all_rules()[rule].doc).after)
    has_fixes = all_rules()[rule].fixes is not None
    assert states_a_fix is has_fixes


@pytest.mark.parametrize("rule", all_rules())
def test_the_documentation_of_a_rule_shows_a_finding_of_it(rule: str) -> None:
    example = read_docstring(rule, all_rules()[rule].doc)
    assert rule in {expected.rule for expected in example.expected}


def test_every_rule_has_a_page_of_corner_cases() -> None:
    assert sorted(page.stem for page in PAGES.glob("*.md")) == sorted(all_rules())


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_begins_with_what_must_stay_silent(page: Path) -> None:
    first, *_ = read_page(page.read_text(encoding="utf-8"))
    assert page.stem not in {expected.rule for expected in first.expected}
