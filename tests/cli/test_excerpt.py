"""The marker stands under the exact range, whatever the line is made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from ringfence.cli.excerpt import Row, excerpt, lines_of
from ringfence.cli.printable import cells, expanded, one_line
from ringfence.model.ranges import Range


def _rows(text: str, where: Range, width: int = 80) -> list[Row]:
    return list(excerpt(lines_of(text), where, width))


def test_a_range_in_a_plain_line_has_a_caret_under_each_character() -> None:
    assert _rows("import os\nimport sys\n", Range(1, 7, 1, 10)) == [Row(1, "import sys", "       ^^^")]


def test_an_empty_range_has_one_caret() -> None:
    assert _rows("import os", Range(0, 9, 0, 9)) == [Row(0, "import os", "         ^")]


def test_a_range_beyond_the_text_shows_nothing() -> None:
    assert _rows("import os", Range(3, 0, 3, 4)) == []


def test_tabs_are_shown_as_blanks_up_to_the_next_stop() -> None:
    assert _rows("\tx\ty = 1", Range(0, 3, 0, 4)) == [Row(0, "    x   y = 1", "        ^")]


def test_wide_characters_take_two_cells() -> None:
    assert _rows("手紙 = 日本", Range(0, 5, 0, 7)) == [Row(0, "手紙 = 日本", "       ^^^^")]


def test_combining_characters_take_no_cell() -> None:
    assert _rows("e\u0301a\u0302 = x", Range(0, 7, 0, 8)) == [Row(0, "e\u0301a\u0302 = x", "     ^")]


def test_a_range_over_a_few_lines_shows_each_of_them() -> None:
    text = "from a import (\n    b,\n    c,\n)\n"
    assert _rows(text, Range(0, 5, 3, 1)) == [
        Row(0, "from a import (", "     ^^^^^^^^^^"),
        Row(1, "    b,", "    ^^"),
        Row(2, "    c,", "    ^^"),
        Row(3, ")", "^"),
    ]


def test_a_range_over_many_lines_shows_its_beginning_and_its_end() -> None:
    text = "".join(f"line {number}\n" for number in range(9))
    assert [row.line for row in _rows(text, Range(1, 0, 7, 4))] == [1, 2, -1, 7]


def test_a_range_that_ends_before_the_first_character_of_a_line_does_not_show_that_line() -> None:
    assert [row.line for row in _rows("a = 1\nb = 2\n", Range(0, 0, 1, 0))] == [0]


def test_all_three_line_breaks_count_as_one_line_each() -> None:
    assert lines_of("a\r\nb\rc\nd\x0ce") == ["a", "b", "c", "d\x0ce"]


def test_a_long_line_is_cut_around_the_range() -> None:
    line = "a" * 500 + "NAME" + "b" * 500
    (row,) = _rows(line, Range(0, 500, 0, 504), width=40)
    assert row.text == "…" + "a" * 17 + "NAME" + "b" * 17 + "…"
    assert row.marker == " " * 18 + "^^^^"


def test_a_range_that_is_wider_than_the_room_is_cut_itself() -> None:
    (row,) = _rows("x" * 500, Range(0, 100, 0, 400), width=40)
    assert row.text == "…" + "x" * 18 + "x" * 20 + "…"
    assert row.marker == " " * 19 + "^" * 21


def test_what_would_command_a_terminal_is_replaced() -> None:
    assert _rows("x = '\x1b[31m\u202e'", Range(0, 0, 0, 1)) == [Row(0, "x = '�[31m�'", "^")]
    assert one_line("two\nlines\x07") == "two lines�"


@given(st.text(alphabet=st.characters(exclude_characters="\r\n")), st.integers(0, 60), st.integers(0, 60), st.data())
def test_no_row_is_wider_than_the_room(line: str, start: int, length: int, data: st.DataObject) -> None:
    width = data.draw(st.integers(20, 60))
    for row in excerpt([line], Range(0, start, 0, start + length), width):
        assert cells(row.text) <= width
        assert cells(row.marker) <= width + 1  # one past the end, for an empty range there


@given(st.text(alphabet="ab\t日e\u0301"), st.integers(0, 12))
def test_expanding_in_two_steps_gives_the_same_as_in_one(text: str, at: int) -> None:
    first = expanded(text[:at], 0)
    assert first + expanded(text[at:], cells(first)) == expanded(text, 0)
