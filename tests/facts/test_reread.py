"""Reading a text again after an edit gives what reading it for the first time gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from ringfence.syntax.extract import extract
from ringfence.syntax.reread import read, reread

SOURCES = sorted((Path(__file__).parents[2] / "server/ringfence/syntax").glob("*.py"))
PIECES = (
    *("\n", "import os\n", "from a.b import c\n", "(", ")", '"', '"""', "x = 1\n", "    ", " ", "#", "def f(:\n"),
    *("class A:\n    pass\n", "if True:\n", "; import z", ":", "\\\n", "from .x import (a,\n  b)\n", "try:\n", "e"),
    *("async def g():\n", "@d\n", '__all__ = ["a"]\n', "\ufeff", "é"),
)
EDITS = 25


def _edited(text: str, choose: random.Random) -> str:
    place = choose.randrange(len(text) + 1)
    if choose.random() < 0.35:
        place = text.rfind("\n", 0, place) + 1
    if choose.random() < 0.6:
        return text[:place] + choose.choice(PIECES) + text[place:]
    return text[:place] + text[place + choose.choice((1, 1, 3, 20, 200)) :]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_facts_after_random_edits_are_those_of_a_first_reading(source: Path) -> None:
    choose = random.Random(source.stem)
    reading = read(source.read_text(encoding="utf-8"))
    for _ in range(EDITS):
        text = _edited(reading.text, choose)
        reading = reread(reading, text)
        assert reading.facts == extract(text)
        assert reading.outline == read(text).outline


def test_an_edit_inside_a_function_leaves_the_imports_around_it_alone() -> None:
    text = "import a\n\n\ndef f():\n    pass\n\n\nfrom b import c\n"
    before = read(text)
    after = reread(before, text.replace("pass", "x = 1\n    y = 2"))
    assert after.facts.imports[0] is before.facts.imports[0]
    assert after.facts.imports[1] == before.facts.imports[1]._replace(
        names=tuple(name._replace(line=8) for name in before.facts.imports[1].names),
        range=before.facts.imports[1].range.shifted(1),
        base_range=before.facts.imports[1].base_range.shifted(1),
    )
