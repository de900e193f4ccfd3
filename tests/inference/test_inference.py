"""The annotated corpus: every line of every case holds what its comment says, and nothing else."""

from __future__ import annotations

from functools import cache

import pytest
from ringfence.inference.data.models import models_of
from ringfence.model.project import Project

from tests.inference.corpus import MODULES, Corpus, UnreadableCommentError, differences, expected, load

CASES = [(orm, case) for orm in MODULES for case in load(orm).cases]
IDS = [f"{orm}/{case}" for orm, case in CASES]


@cache
def corpus(orm: str) -> Corpus:
    return load(orm)


@cache
def whole_project(orm: str) -> Project:
    return corpus(orm).project(corpus(orm).cases)


@pytest.mark.parametrize(("orm", "case"), CASES, ids=IDS)
def test_each_line_holds_what_its_comment_says(orm: str, case: str) -> None:
    text = corpus(orm).cases[case]
    assert differences(text, corpus(orm).found(whole_project(orm), case, text)) == []


@pytest.mark.parametrize(("orm", "case"), CASES, ids=IDS)
def test_a_case_by_itself_holds_the_same(orm: str, case: str) -> None:
    text = corpus(orm).cases[case]
    project = corpus(orm).project({case: text})
    together = corpus(orm).found(whole_project(orm), case, text)
    assert corpus(orm).found(project, case, text) == together


@pytest.mark.parametrize("orm", MODULES)
def test_expectations_name_models_and_tables_that_exist(orm: str) -> None:
    known = {name for model in models_of(whole_project(orm)).by_name.values() for name in (model.short, model.table)}
    named = {
        (case, name.partition(".")[0])
        for case, text in corpus(orm).cases.items()
        for labels in expected(text).values()
        for kind, name in labels
        if kind != "opaque"
    }
    assert sorted((case, name) for case, name in named if name not in known) == []


def test_there_are_enough_cases_and_enough_of_them_are_silent() -> None:
    wanted = [labels for orm in MODULES for text in corpus(orm).cases.values() for labels in expected(text).values()]
    assert len(wanted) >= 1_500
    assert sum(not labels for labels in wanted) >= 450


@pytest.mark.parametrize(
    "comment",
    ["# write LeadDB", "# write: ", "# write: LeadDB LeadDB", "# silent: LeadDB", "# opaque; maybe", "# read: LeadDB,"],
)
def test_a_comment_that_cannot_be_read_is_no_expectation(comment: str) -> None:
    with pytest.raises(UnreadableCommentError):
        expected(f"x = 1  {comment}")
