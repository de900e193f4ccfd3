"""After any edit, what is told from the text before is what reading everything anew gives."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ringfence.syntax.code_pieces import split
from ringfence.syntax.code_reader import CodeSnapshot, read_snapshot, update

from tests.code.samples import broken_texts, edits, real_texts, typed_texts

_SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_LARGE_CLASS = "class A:\n" + "".join(
    f"    def f{number}(self):\n        self.a = {number}\n{' ' * number}\n" for number in range(60)
)


@_SETTINGS
@given(st.data())
def test_edits_of_a_real_file(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(real_texts()))
    snapshot = read_snapshot(text)
    for _ in range(data.draw(st.integers(1, 3))):
        text = data.draw(edits(text))
        snapshot = update(snapshot, text)
    assert read_snapshot(text) == snapshot


_OPEN = "foo(\nx = 1\ny = bar(2)\n\ndef f(): pass\n"
_OPEN_TWICE = "foo(\na(\nb\n)\ndef f(): pass\n"


@_SETTINGS
@given(broken_texts() | typed_texts(), broken_texts() | typed_texts())
@example(_OPEN, _OPEN.replace("bar(2)", "bar(2))"))
@example(_OPEN.replace("bar(2)", "bar(2))"), _OPEN)
@example(_OPEN, _OPEN.replace("foo(", "foo()"))
@example(_OPEN_TWICE, _OPEN_TWICE.replace("foo(", "foo()"))
@example("if a:\n    b\nx = 1\n", "if a:\n    b\nelse:\n    x = 1\n")
@example("x = 1", "x = 1 + 2")
@example("", "x = 1")
@example("x = 1\n", "")
def test_one_text_in_place_of_another(before: str, after: str) -> None:
    assert read_snapshot(after) == update(read_snapshot(before), after)


@_SETTINGS
@given(st.data())
def test_edits_of_a_broken_text(data: st.DataObject) -> None:
    text = data.draw(typed_texts())
    snapshot = read_snapshot(text)
    for _ in range(data.draw(st.integers(1, 4))):
        text = data.draw(edits(text))
        snapshot = update(snapshot, text)
    assert read_snapshot(text) == snapshot


@_SETTINGS
@given(st.data())
def test_edits_in_a_large_class(data: st.DataObject) -> None:
    text = data.draw(edits(_LARGE_CLASS))
    once = update(read_snapshot(_LARGE_CLASS), text)
    again = data.draw(edits(text))
    assert read_snapshot(again) == update(once, again)


@pytest.mark.parametrize("indent", ["", "    "])
@_SETTINGS
@given(text=broken_texts() | typed_texts())
def test_the_pieces_of_a_text_together_are_the_text(indent: str, text: str) -> None:
    assert text == "".join(piece.text for piece in split(text, indent))


def _kept(before: CodeSnapshot, after: CodeSnapshot) -> list[bool]:
    statements = {id(unit.statement) for unit in before.code.units}
    return [id(unit.statement) in statements for unit in after.code.units]


def test_an_edit_in_one_function_leaves_the_values_of_all_others() -> None:
    text = "import a\n\n\ndef f():\n    return 1\n\n\ndef g():\n    return 2\n\n\nx = 3\n"
    before = read_snapshot(text)
    assert _kept(before, update(before, text.replace("return 1", "a()\n    return 1"))) == [True, False, True, True]


def test_an_edit_above_moves_units_and_keeps_their_values() -> None:
    before = read_snapshot("x = 1\ny = 2\n")
    after = update(before, "\n# why\nx = 1\ny = 2\n")
    assert [unit.line for unit in after.code.units] == [2, 3]
    assert _kept(before, after) == [True, True]


def test_an_edit_in_one_method_of_a_large_class_leaves_the_values_of_those_above() -> None:
    before = read_snapshot(_LARGE_CLASS)
    after = update(before, _LARGE_CLASS.replace("self.a = 30", "self.a = 30\n        self.b = 1"))
    body, old = after.code.units[0].statement.body, before.code.units[0].statement.body  # type: ignore[union-attr]
    assert [new is method for new, method in zip(body, old, strict=True)] == [True] * 30 + [False] * 30


def test_an_open_bracket_leaves_what_stands_around_it() -> None:
    text = "def f():\n    return 1\n\n\nx = 3\ny = 4\n\n\ndef g():\n    return 2\n"
    before = read_snapshot(text)
    assert _kept(before, update(before, text.replace("x = 3", "x = (3"))) == [True, False, True, True]
