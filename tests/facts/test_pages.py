"""Small texts of every form, each with the facts that it must give. The pages are in `pages/`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ringfence.syntax.extract import extract

from tests.facts.rendering import rendered
from tests.facts.soundness import unsound

PAGES = sorted((Path(__file__).parent / "pages").glob("*.md"))
_CASE = re.compile(
    r"^## (?P<title>.+)\n+```python\n(?P<text>(?s:.*?))```\n\n```facts\n(?P<facts>(?s:.*?))```\n", re.MULTILINE
)


def _cases() -> list[object]:
    return [
        pytest.param(case["text"], case["facts"], id=f"{page.stem}: {case['title']}")
        for page in PAGES
        for case in _CASE.finditer(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("text", "facts"), _cases())
def test_a_text_gives_the_facts_beside_it(text: str, facts: str) -> None:
    found = extract(text)
    assert rendered(found) == facts
    assert unsound(text, found) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_case_of_a_page_is_read(page: Path) -> None:
    content = page.read_text(encoding="utf-8")
    titles = re.findall(r"^## (.+)$", content, re.MULTILINE)
    assert [case["title"] for case in _CASE.finditer(content)] == titles
    assert content.count("\n```python") == content.count("\n```facts") == len(titles) > 0
