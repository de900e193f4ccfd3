"""What went wrong inside of the server is remembered for whoever asks for debug information."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from ringfence.engine.check import run_file_rules
from ringfence.lsp.commands.faults import Faults
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import project_of

PATH = "shop/cam.py"


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What the server keeps, as it keeps it."""
    kept = Faults()
    logger = logging.getLogger("ringfence")
    logger.addHandler(kept)
    yield kept
    logger.removeHandler(kept)


def _fail(_: Project, file: SourceFile) -> Iterator[Diagnostic]:
    raise ValueError(f"no such thing\nin {file.path}")


def test_without_a_fault_there_is_nothing(faults: Faults) -> None:
    logging.getLogger("ringfence.lsp").warning("The last good config stays in force.")
    assert (faults.count, list(faults.lines)) == (0, [])


def test_a_rule_that_fails_is_named_with_its_file_and_the_reason(faults: Faults) -> None:
    project = project_of({"boundaries.yaml": 'version: 1\ndiscover: ["shop.*"]\n', PATH: ""}, USUAL_DAY)
    assert list(run_file_rules(project, project.files[PATH], {"broken": Rule("broken", "", check=_fail)})) == []
    (line,) = faults.lines
    assert line.startswith(f"The rule broken failed on {PATH}; ")
    assert line.endswith("(ValueError: no such thing)")


def test_only_the_last_ones_are_kept_and_all_are_counted(faults: Faults) -> None:
    for number in range(100):
        logging.getLogger("ringfence.lsp").error("Fault %s.", number)
    assert faults.count == 100
    assert list(faults.lines)[-1] == "Fault 99."
    assert len(faults.lines) < 100
