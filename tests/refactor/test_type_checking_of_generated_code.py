"""Whatever import moves under TYPE_CHECKING: the file runs as before, without the name."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.type_checking import move_under_type_checking
from ringfence.syntax.statements import SuiteKind, suites_of
from ringfence.syntax.tree import parse

from tests.refactor.generated_code import NAMES, annotated_files, behaviour

_SETTINGS = settings(
    max_examples=int(os.environ.get("EXAMPLES", "100")),
    derandomize="EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@given(annotated_files(), st.permutations(NAMES))
@_SETTINGS
def test_a_file_runs_as_before_when_its_imports_are_for_type_checkers(text: str, names: list[str]) -> None:
    after = text
    for name in names:
        after = _moved(after, name)
    assert behaviour(text, {}) == behaviour(after, {}), after
    for comment in ("# top", "# about", "# why"):
        assert text.count(comment) == after.count(comment), after


def _moved(text: str, name: str) -> str:
    tree = parse(text)
    for statement in suites_of(text)[0].statements:
        items = statement.imports.items if statement.imports is not None else ()
        if [item.name for item in items] == [name]:
            after = apply_edits(
                text, move_under_type_checking(text, tree.range_between(statement.start, statement.end), name)
            )
            assert (after == text) or name in _type_checking_names(after)
            return after
    return text


def _type_checking_names(text: str) -> set[str]:
    suites = [suite for suite in suites_of(text) if suite.kind is SuiteKind.TYPE_CHECKING]
    parts = [statement.imports for suite in suites for statement in suite.statements if statement.imports]
    return {item.name for part in parts for item in part.items}
