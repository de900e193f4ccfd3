"""Whatever moves at once in whatever file: the file does the same afterwards, with the names from elsewhere.

`EXAMPLES=5000` looks harder.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.import_plan import Move
from ringfence.refactor.rewrite_import import move_names
from ringfence.syntax.statements import suites_of
from ringfence.syntax.tree import parse

from tests.refactor.generated_code import NAMES, NEW, OLD, behaviour, files

_SETTINGS = settings(
    max_examples=int(os.environ.get("EXAMPLES", "100")),
    derandomize="EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def _homes(draw: st.DrawFn) -> dict[str, str]:
    """Where each name of the old modules is now."""
    homes = {}
    for module in OLD:
        for name in NAMES:
            if draw(st.booleans()):
                homes[f"{module}.{name}"] = f"{draw(st.sampled_from(NEW))}.{draw(st.sampled_from(NAMES))}"
    return homes


def _moves(text: str, homes: dict[str, str]) -> list[Move]:
    tree = parse(text)
    moves = []
    for suite in suites_of(text):
        for statement in suite.statements:
            parts = statement.imports
            for item in parts.items if parts else ():
                place = tree.range_between(statement.start, statement.end)
                for old, new in homes.items():
                    module, _, name = old.rpartition(".")
                    base, _, new_name = new.rpartition(".")
                    if parts.is_from and (parts.base, item.name) == (module, name):
                        moves.append(Move(place, name, base, new_name))
                    elif not parts.is_from and item.name == module:
                        moves.append(Move(place, module, base, new_name, attribute=name))
    return moves


@given(files(), _homes())
@_SETTINGS
def test_a_file_does_the_same_after_its_imports_moved(text: str, homes: dict[str, str]) -> None:
    after = apply_edits(text, move_names(text, _moves(text, homes)))
    assert behaviour(text, homes) == behaviour(after, homes), after
    assert [move for move in _moves(after, homes) if not move.attribute] == [], "an old place is still there"
    assert text.count("# a comment") == after.count("# a comment")
    assert ("# why" in text) <= ("# why" in after or len(_items(after)) < len(_items(text))), "a comment is lost"
    assert ("\r\n" in text) == ("\r\n" in after)
    assert "\r\n" not in text or after.count("\r\n") == after.count("\n"), "line endings are mixed"


def _items(text: str) -> list[str]:
    parts = [statement.imports for suite in suites_of(text) for statement in suite.statements if statement.imports]
    return [item.written for part in parts for item in part.items]
