"""Every construct of Python is read as its page shows.

`UPDATE=1` writes what is read now into the pages: look at the difference before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ringfence.syntax.code_reader import read_code

from tests.code.page import Example, read_page, rewrite
from tests.code.printing import printed

PAGES = sorted(Path(__file__).parent.glob("*.md"))
EXAMPLES = [example for page in PAGES for example in read_page(page)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.page.stem}: {example.name}")
def test_a_text_is_read_as_shown(example: Example) -> None:
    actual = printed(read_code(example.source))
    if os.environ.get("UPDATE"):
        rewrite(example.page, {example.name: actual})
    else:
        assert example.shown == actual


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_headings_of_a_page_are_different(page: Path) -> None:
    names = [example.name for example in read_page(page)]
    assert sorted(set(names)) == sorted(names)
