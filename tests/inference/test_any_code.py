"""Whatever the code: looking through it ends, raises nothing, and what it finds lies in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ringfence.inference.data.scan import operations_of

from tests.inference.corpus import MODULES, load

_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_CORPORA = {orm: load(orm) for orm in MODULES}
_CASES = st.sampled_from([(orm, case) for orm in MODULES for case in _CORPORA[orm].cases if case.endswith(".py")])
_WORD = re.compile(r"\w+|[^\w\s]")
_WORDS = st.sampled_from(
    sorted({word for corpus in _CORPORA.values() for text in corpus.cases.values() for word in _WORD.findall(text)})
)
_HEAD = "from app.cam.db_models import CampaignDB, LeadDB\nfrom app.core.db import Base\n"


@st.composite
def _spoiled(draw: st.DrawFn) -> tuple[str, str, str]:
    """A case with lines gone, doubled or moved, words replaced by others, or its end missing."""
    orm, case = draw(_CASES)
    lines = _CORPORA[orm].cases[case].split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "move", "indent", "word", "cut"])):
            case "drop":
                del lines[at : at + draw(st.integers(1, 5))]
            case "double":
                lines[at:at] = lines[at : at + draw(st.integers(1, 30))]
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "indent":
                lines[at] = "    " * draw(st.integers(0, 4)) + lines[at].lstrip()
            case "word":
                words = _WORD.findall(lines[at])
                chosen = draw(st.lists(_WORDS, min_size=len(words), max_size=len(words)))
                kept = [new if len(old) > 3 else old for old, new in zip(words, chosen, strict=True)]
                lines[at] = " " * (len(lines[at]) - len(lines[at].lstrip())) + " ".join(kept)
            case "cut":
                lines = lines[: max(at, 1)]
        lines = lines or [""]
    return orm, case, "\n".join(lines)


@_SETTINGS
@given(_spoiled())
def test_spoiled_code_raises_nothing(spoiled: tuple[str, str, str]) -> None:
    orm, case, text = spoiled
    project = _CORPORA[orm].project({case: text})
    lines = text.split("\n")
    for operation in operations_of(project, project.files[_CORPORA[orm].path_of(case)]):
        assert 0 <= operation.range.line <= operation.range.end_line < len(lines)
        assert operation.range.column <= len(lines[operation.range.line])


def _lines_found(text: str) -> int:
    """On how many lines something is found."""
    corpus = _CORPORA["sqlalchemy"]
    return len(corpus.found(corpus.project({"any.py": _HEAD + text}), "any.py", text))


def _calls(count: int, body: str) -> str:
    return "".join(body.format(this=number, next=number + 1, last=number - 1) for number in range(1, count))


_STATUS = "    row.status = 1\n    return row\n"
_CALLER = "def caller(lead: LeadDB):\n    {}(lead)\n"
_HUGE = {
    "many statements": ("def f(s):\n" + "    s.query(LeadDB).delete()\n" * 10_000, 10_000),
    "many branches": ("def f(s, a):\n" + "    if a:\n        s.query(LeadDB).delete()\n" * 3_000, 3_000),
    "a long elif": ("def f(s, a):\n    if a: pass\n" + "    elif a: s.query(LeadDB).delete()\n" * 2_000, 2_000),
    "a list in a list in a list": ("def f(lead: LeadDB):\n    x = lead\n" + "    x = [x, x]\n" * 5_000, 0),
    "loops in loops": (
        "def f(s, a):\n"
        + "".join(" " * (n + 1) + f"for x{n} in a:\n" for n in range(30))
        + " " * 40
        + "s.delete(LeadDB())",
        1,
    ),
    "functions in functions": (
        "".join(" " * n + f"def f{n}(s):\n" for n in range(50)) + " " * 60 + "s.add(LeadDB())",
        1,
    ),
    "a long chain of functions, callers first": (
        "def f0(row):\n    return f1(row)\n"
        + _calls(300, "def f{this}(row):\n    return f{next}(row)\n")
        + f"def f300(row):\n{_STATUS}"
        + _CALLER.format("f0"),
        302,
    ),
    "a long chain of functions, callers last": (
        f"def f0(row):\n{_STATUS}"
        + _calls(300, "def f{this}(row):\n    return f{last}(row)\n")
        + _CALLER.format("f299"),
        301,
    ),
    "a circle of functions": (
        _calls(120, "def f{this}(row):\n    f{next}(row)\n" + _STATUS)
        + f"def f120(row):\n    f1(row)\n{_STATUS}"
        + _CALLER.format("f1"),
        241,
    ),
    "every function calls every other": (
        "".join(f"def f{n}(row):\n" + "".join(f"    f{m}(row)\n" for m in range(25)) + _STATUS for n in range(25))
        + _CALLER.format("f0"),
        25 * 26 + 1,
    ),
    "two calls of the last one in each": (
        f"def f0(row):\n{_STATUS}"
        + _calls(100, "def f{this}(row):\n    return f{last}(f{last}(row))\n")
        + _CALLER.format("f99"),
        101,
    ),
    "lambdas that call lambdas twice": (
        "def f(lead: LeadDB):\n    g0 = lambda x: x\n"
        + _calls(60, "    g{this} = lambda x: g{last}(g{last}(x))\n")
        + "    g59(lead).status = 1\n",
        1,
    ),
    "classes from classes": (
        "class C0:\n    pass\n" + _calls(1_500, "class C{this}(C{last}):\n    pass\n") + "C1499().save()\n",
        0,
    ),
    "classes from classes, backwards": (
        "".join(f"class C{n}(C{n - 1}):\n    pass\n" for n in range(1_500, 0, -1)) + "class C0(Base): pass\n",
        0,
    ),
    "classes in a circle": ("".join(f"class C{n}(C{(n + 1) % 9}):\n    x: C{n} = C{n}().x\n" for n in range(9)), 0),
    "attributes that come from attributes": (
        "class C:\n    def __init__(self, db):\n        self.a0 = db.get(LeadDB, 1)\n"
        + _calls(500, "        self.a{this} = self.a{last}\n")
        + "    def run(self):\n        self.a499.status = 1\n",
        2,
    ),
    "a long sum": ("x = " + " + ".join(["a"] * 20_000) + "\n", 0),
    "a long chain of methods": ("def f(s):\n    s.query(LeadDB)" + ".filter(1)" * 2_000 + "\n", 0),
    "a text that grows": (
        "def f(s):\n    q = 'DELETE FROM cam_leads'\n" + "    q += ' '\n" * 3_000 + "    s.execute(q)\n",
        1,
    ),
    "a function that is its own argument": ("def f(g):\n    return g(g)\nf(f)\n", 0),
    "a partial of a partial": ("from functools import partial\n" + "f = partial(f, f)\n" * 2_000, 0),
}


@pytest.mark.parametrize("name", _HUGE)
def test_huge_and_circular_code_is_looked_through_to_its_end(name: str) -> None:
    text, lines = _HUGE[name]
    assert _lines_found(text) == lines
