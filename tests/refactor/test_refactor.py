"""Every edit builder does what its page shows, keeps code valid, and has nothing left to do the second time.

`UPDATE=1` writes what the builders do now into the pages: look at the difference before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from ringfence.refactor.apply import apply_edits

from tests.refactor.page import NO_EDIT, Example, read_page, rewrite
from tests.refactor.requests import prepare

PAGES = sorted(Path(__file__).parent.glob("*.md"))
EXAMPLES = [example for page in PAGES for example in read_page(page)]


def _id(example: Example) -> str:
    return f"{example.page.stem}: {example.name}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_an_edit_is_made_as_shown(example: Example) -> None:
    edit = prepare(example.page.stem, example.before, example.request)
    after = apply_edits(example.before, edit(example.before))
    actual = NO_EDIT if after == example.before else after
    if os.environ.get("UPDATE"):
        rewrite(example.page, {example.name: actual})
    else:
        assert example.after == actual


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_the_text_after_an_edit_is_as_valid_as_before(example: Example) -> None:
    after = example.before if example.after == NO_EDIT else example.after
    assert _is_valid(example, example.before) == _is_valid(example, after)


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_an_edit_made_again_changes_nothing(example: Example) -> None:
    edit = prepare(example.page.stem, example.before, example.request)
    after = apply_edits(example.before, edit(example.before))
    assert edit(after) == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_begins_with_what_must_stay_as_it_is(page: Path) -> None:
    first, *_ = read_page(page)
    assert first.after == NO_EDIT


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_headings_of_a_page_are_different(page: Path) -> None:
    names = [example.name for example in read_page(page)]
    assert sorted(set(names)) == sorted(names)


def _is_valid(example: Example, text: str) -> bool:
    try:
        if "config" in example.page.stem:
            yaml.safe_load(text)
        else:
            compile(text, "example.py", "exec", dont_inherit=True)
    except (SyntaxError, yaml.YAMLError):
        return False
    return True
