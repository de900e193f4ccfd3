"""Real Python to read: files of the packages that the tests run with, and pieces of code to type into them."""

from __future__ import annotations

import ast
import asyncio
import unittest
import warnings
from functools import cache
from pathlib import Path
from types import ModuleType

import _pytest
import hypothesis
import pygls
import rich
from hypothesis import strategies as st

_PACKAGES: tuple[ModuleType, ...] = (asyncio, hypothesis, pygls, _pytest, rich, unittest)
_EACH = 16
_MOST = 40_000
TYPED = (
    *"()[]{}'\"#\\.,:;=*@%\n\t\r\f→é$?`",
    *('"""', "'''", "\n\n", "\\\n", "    ", "f'{", 'f"{a', "x = foo(", "\nx = 1", "\n)", "\ndef f():\n", "\n@a\n"),
    *("def ", "class A:\n", "class A(B):\n    x = 1\n\n    def f(self):\n        pass\n", "if x:", "else:", "elif "),
    *(
        "match x:\n    case ",
        "try:\n",
        "except",
        "for x in y",
        "import a",
        "from . import (",
        "lambda",
        "await ",
        "not ",
    ),
    *("return", "async ", "with (a as b, c):\n", "row.", "row.name =", '"%s" % ("a",)', '"{}".format(a)', "print x"),
)
"""What breaks code, when it is typed where it does not belong."""


@cache
def real_texts() -> tuple[str, ...]:
    """Texts of many kinds, all of them valid."""
    found: list[str] = []
    for package in _PACKAGES:
        files = sorted(Path(package.__file__ or "").parent.rglob("*.py"), key=lambda path: path.name)
        texts = [file.read_text(encoding="utf-8") for file in files[:: max(1, len(files) // _EACH)]]
        found.extend(text for text in texts if len(text) < _MOST and parses(text))
    return tuple(found)


def parses(text: str) -> bool:
    """Whether the Python that runs the tests can read a text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except (SyntaxError, ValueError):
            return False
    return True


@st.composite
def edits(draw: st.DrawFn, text: str) -> str:
    """The text after one edit: something typed, something deleted, or a stretch pasted elsewhere."""
    start = draw(st.integers(0, len(text)))
    length = draw(st.sampled_from((0, 0, 0, 1, 2, 30, 400)))
    typed = draw(st.sampled_from(TYPED) | st.just("") | st.integers(0, len(text)).map(lambda at: text[at : at + 90]))
    return text[:start] + typed + text[start + length :]


@st.composite
def broken_texts(draw: st.DrawFn) -> str:
    """A part of a real text after some edits."""
    text = draw(st.sampled_from(real_texts()))
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(0, 3_000))]
    for _ in range(draw(st.integers(1, 4))):
        text = draw(edits(text))
    return text


def typed_texts() -> st.SearchStrategy[str]:
    """Small texts of nothing but what breaks code."""
    words = st.sampled_from((*TYPED, "a", "b", " ", "\n", "1", "(a)", "a.b()", "\n    "))
    return st.lists(words, max_size=25).map("".join)
