"""Every folder beside this file is a case: a project, commands, and what they say. `UPDATE=1` writes that anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import CASES, transcript

_NAMES = sorted(path.parent.name for path in CASES.glob("*/cmd"))


def _check(expected: Path, actual: str) -> None:
    if os.environ.get("UPDATE"):
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", _NAMES)
def test_the_commands_say_what_is_expected(case: str, tmp_path: Path) -> None:
    said, outcomes = transcript(case, tmp_path)
    as_json = CASES / case / "expected.json"
    if as_json.exists():
        # The document of the one command has a file of its own, so that other programs can read it.
        (outcome,) = outcomes
        _check(as_json, outcome.stdout)
        said = said.replace(outcome.stdout, "")
    _check(CASES / case / "expected.txt", said)
