"""No text makes the layers below fail, and positions mean the same on every way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Range
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.create_contract import offer_names_in
from ringfence.refactor.edit_config import add_allow_entry, add_may_import, add_owned, add_session
from ringfence.refactor.suppress import suppress
from ringfence.syntax.statements import suites_of
from ringfence.syntax.tree import parse
from ringfence.syntax.uses import scopes_of


def _pieces(text: str) -> list[str]:
    return text.split("|")


_CODE = _pieces(
    'import |from |a.b |import (|)|,|;|\'|"""|f\'{|}|[|]|{|if TYPE_CHECKING:|try:|except |def f(|class A|x|=|:'
    "|__all__|as |lambda |for |in |@|global x|del |match x:|case |#c|ü|🚀"
)
_ODD = ["\\", "\n", "\r\n", "\r", "\f", "\t", "    ", "\ud800", "\x00", "\ufeff"]
_WORDS = _pieces("allow|modules|cam|may_import|:| |  |\n|- |[|]|{|}|,|#|&a|*a|'|>|---")
_TEXTS = st.lists(st.sampled_from(_CODE + _ODD) | st.text(max_size=3), max_size=25).map("".join)
_YAML = st.lists(st.sampled_from(_WORDS)).map("".join)
_SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)


@given(_TEXTS)
@_SETTINGS
def test_any_text_has_scopes_and_suites(text: str) -> None:
    scopes_of(text)
    suites = suites_of(text)
    for statement in (statement for suite in suites for statement in suite.statements):
        assert statement.above <= statement.line_start <= statement.start <= statement.end <= statement.line_end


@given(_TEXTS)
@_SETTINGS
def test_positions_and_offsets_mean_the_same(text: str) -> None:
    tree = parse(text)
    for offset in range(len(text) + 1):
        assert offset == tree.offset(tree.position(offset))
        assert offset == tree.offset_at_byte(tree.byte_at_offset(offset))


@given(_TEXTS, st.integers(0, 5), st.integers(0, 5))
@_SETTINGS
def test_any_text_can_be_asked_for_edits(text: str, line: int, column: int) -> None:
    apply_edits(text, suppress(text, Range(line, column, line, column), "private-import"))
    apply_edits(text, offer_names_in(text, {"X": "a.b"}))


@given(_YAML)
@_SETTINGS
def test_any_config_can_be_asked_for_edits(text: str) -> None:
    apply_edits(text, add_allow_entry(text, "a", "b", "private-import", "why"))
    apply_edits(text, add_may_import(text, "cam", "delivery"))
    apply_edits(text, add_owned(text, "cam", "tables", "cam_leads"))
    apply_edits(text, add_session(text, "cam", "shop.cam.internal.db"))


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abc", [TextEdit(Range(0, 0, 0, 2), "x"), TextEdit(Range(0, 1, 0, 3), "y")])


@pytest.mark.parametrize("place", [Range(1, 0, 1, 0), Range(0, 4, 0, 4), Range(0, 0, 0, 9)])
def test_edits_outside_of_the_text_are_refused(place: Range) -> None:
    with pytest.raises(ValueError, match="not in the text"):
        apply_edits("abc", [TextEdit(place, "x")])


def test_edits_at_one_place_keep_their_order() -> None:
    at = Range(0, 1, 0, 1)
    edits = [TextEdit(Range(0, 1, 0, 2), "3"), TextEdit(at, "1"), TextEdit(at, "2")]
    assert apply_edits("abc", edits) == "a123c"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_new_lines_end_as_the_lines_of_the_text_do(ending: str) -> None:
    text = f"a{ending}b{ending}"
    assert apply_edits(text, [TextEdit(Range(1, 1, 1, 1), "c\nd")]) == f"a{ending}bc{ending}d{ending}"


def test_the_end_of_the_text_is_a_place() -> None:
    assert apply_edits("a\n", [TextEdit(Range(1, 0, 1, 0), "b")]) == "a\nb"
