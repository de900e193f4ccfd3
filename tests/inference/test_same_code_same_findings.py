"""Renaming a local variable or formatting a file otherwise changes no finding."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.inference.corpus import MODULES, Corpus, Labels, load
from tests.inference.rewriting import (
    in_brackets,
    local_variables,
    renamed,
    statement_lines,
    values_on_one_line,
    with_lines,
)

_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_CORPORA = {orm: load(orm) for orm in MODULES}
_CASES = st.sampled_from([(orm, case) for orm in MODULES for case in _CORPORA[orm].cases if case.endswith(".py")])
_LINES = st.sampled_from(["", "\n", "# a remark", "    ", "pass"])


def _text(orm: str, case: str) -> str:
    return _CORPORA[orm].cases[case]


def _findings(orm: str, case: str, text: str) -> dict[int, Labels]:
    corpus: Corpus = _CORPORA[orm]
    return corpus.found(corpus.project({case: text}), case, text)


@cache
def _before(orm: str, case: str) -> dict[int, Labels]:
    return _findings(orm, case, _text(orm, case))


@_SETTINGS
@given(_CASES, st.data())
def test_a_local_variable_may_have_any_name(case: tuple[str, str], data: st.DataObject) -> None:
    text = _text(*case)
    for _ in range(3 if local_variables(text) else 0):
        local = data.draw(st.sampled_from(local_variables(text)))
        name = data.draw(st.sampled_from(["x", "thing", "item_of_list", "_", "ＡÄß"])) + "9"
        if name not in text:
            # Two variables of one function must not end up with one name.
            text = renamed(text, local, name)
    assert _findings(*case, text) == _before(*case)


@_SETTINGS
@given(_CASES, st.data())
def test_lines_may_stand_anywhere(case: tuple[str, str], data: st.DataObject) -> None:
    before: dict[int, str] = {}
    for line in data.draw(st.lists(st.sampled_from(statement_lines(_text(*case))), max_size=12)):
        indent = _text(*case).split("\n")[line]
        added = data.draw(_LINES)
        before[line] = indent[: len(indent) - len(indent.lstrip())] + added if added == "pass" else added
    text, moved = with_lines(_text(*case), before)
    assert _findings(*case, text) == {moved[line]: labels for line, labels in _before(*case).items()}


@_SETTINGS
@given(_CASES, st.data())
def test_values_may_stand_in_brackets(case: tuple[str, str], data: st.DataObject) -> None:
    values = values_on_one_line(_text(*case))
    chosen = data.draw(st.lists(st.sampled_from(values), unique=True, max_size=12)) if values else []
    assert _findings(*case, in_brackets(_text(*case), chosen)) == _before(*case)
