"""Running rules: one that fails never costs the answers of the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

import pytest
from ringfence.engine.check import check_all
from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Rule

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import project_of

TEXTS = {
    "boundaries.yaml": 'version: 1\ndiscover: ["shop.*"]\n',
    "shop/cam/api.py": "def leads(): ...\n",
    "shop/delivery/one.py": "from shop.cam.api import leads\n",
    "shop/delivery/two.py": "import json  # ringfence: ignore[private-import] -- none\n",
}


def _report(path: str, rule: str) -> Diagnostic:
    return Diagnostic(path, FILE_START, rule, "Something is wrong.")


def _fails_on_one_file(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    if file.path.endswith("one.py"):
        raise ValueError("a mistake of ours")
    yield _report(file.path, "fragile")


def _fails_halfway(project: Project) -> Iterator[Diagnostic]:
    yield _report("shop/cam/api.py", "fragile-project")
    raise RecursionError


def _checked(rules: Mapping[str, Rule]) -> list[tuple[str, str]]:
    return [(found.path, found.rule) for found in check_all(project_of(TEXTS, USUAL_DAY), rules)]


def test_a_file_rule_that_raises_loses_only_its_own_answer_for_that_file(caplog: pytest.LogCaptureFixture) -> None:
    usual = _checked(all_rules())
    with caplog.at_level(logging.ERROR):
        found = _checked({**all_rules(), "fragile": Rule("fragile", "", check=_fails_on_one_file)})
    assert sorted(found) == sorted([*usual, ("shop/cam/api.py", "fragile"), ("shop/delivery/two.py", "fragile")])
    assert [("fragile" in record.getMessage(), "one.py" in record.getMessage()) for record in caplog.records] == [
        (True, True)
    ]


def test_a_project_rule_that_raises_costs_no_other_rule_its_answer(caplog: pytest.LogCaptureFixture) -> None:
    usual = _checked(all_rules())
    with caplog.at_level(logging.ERROR):
        found = _checked({**all_rules(), "fragile-project": Rule("fragile-project", "", check_project=_fails_halfway)})
    assert [one for one in found if one[1] != "fragile-project"] == usual
    assert ["fragile-project" in record.getMessage() for record in caplog.records] == [True]


def test_findings_are_sorted_and_the_same_on_every_run() -> None:
    texts = dict(reversed(TEXTS.items()))
    found = check_all(project_of(TEXTS, USUAL_DAY), all_rules())
    assert list(found) == sorted(found, key=lambda one: one.sort_key)
    assert check_all(project_of(texts, USUAL_DAY), all_rules()) == found


def test_a_finding_of_a_project_rule_in_a_file_can_be_suppressed_there() -> None:
    def on_two(project: Project) -> Iterator[Diagnostic]:
        yield _report("shop/delivery/two.py", "private-import")

    rules = {"private-import": Rule("private-import", "", check_project=on_two)}
    (found,) = check_all(project_of(TEXTS, USUAL_DAY), rules)
    assert (found.rule, found.status.value) == ("private-import", "suppressed")


def test_every_rule_is_found_by_its_file() -> None:
    from ringfence import rules

    from tests.self.sources import PACKAGE

    files = {path.stem.replace("_", "-") for path in (PACKAGE / "rules").glob("*.py")} - {"--init--"}
    assert set(all_rules()) == files
    assert rules.__doc__
