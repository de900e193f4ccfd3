"""Open texts stay what the client has, whatever it types and in whatever units it counts."""

from __future__ import annotations

from typing import Any

import pytest
from ringfence.lsp.documents import Document, line_break_of
from ringfence.lsp.positions import Encoding, character_of, choose_encoding, column_of


@pytest.mark.parametrize("encoding", Encoding)
def test_a_column_survives_the_way_to_the_client_and_back(encoding: Encoding) -> None:
    line = "aé€😀e\u0301 = 1"
    for column in range(len(line) + 1):
        assert column_of(line, character_of(line, column, encoding), encoding) == column


@pytest.mark.parametrize(("encoding", "inside"), [(Encoding.UTF8, (2, 3, 4)), (Encoding.UTF16, (2,))])
def test_a_place_inside_of_a_character_is_the_one_before_it(encoding: Encoding, inside: tuple[int, ...]) -> None:
    assert [column_of("a😀b", character, encoding) for character in inside] == [1] * len(inside)


def test_a_place_behind_the_line_or_the_text_is_its_end() -> None:
    document = Document("file:///a.py", 1, "ab\r\ncd")
    _edit(document, (0, 99), (0, 99), "!")
    assert document.text == "ab!\r\ncd"
    _edit(document, (2, 0), (2, 0), "?")
    assert document.text == "ab!\r\ncd?"
    _edit(document, (0, 0), (99_999, 0), "x")
    assert (document.text, document.unsure) == ("x", False)


_AT: dict[str, Any] = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}
_DAMAGED: list[Any] = [
    None,
    {},
    [None],
    [{}],
    [{"text": None}],
    [{"range": _AT}],
    [{"range": _AT, "text": 7}],
    [{"range": {}, "text": "x"}],
    [{"range": {"start": _AT["start"]}, "text": "x"}],
    [{"range": {"start": {"line": -1, "character": 0}, "end": _AT["end"]}, "text": "x"}],
    [{"range": {"start": {"line": 0, "character": "0"}, "end": _AT["end"]}, "text": "x"}],
    [{"range": {"start": _AT["end"], "end": _AT["start"]}, "text": "x"}],
    [{"range": {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 0}}, "text": "x"}],
    [{"range": _AT, "text": "x"}, {"range": None, "text": None}],
]


@pytest.mark.parametrize("changes", _DAMAGED, ids=repr)
def test_a_text_is_unsure_after_an_edit_that_cannot_be(changes: Any) -> None:
    document = Document("file:///a.py", 1, "ab\ncd")
    document.change(changes, 2, Encoding.UTF16)
    assert document.unsure


def test_an_edit_of_an_older_text_makes_it_unsure() -> None:
    document = Document("file:///a.py", 3, "ab")
    document.change([{"range": _AT, "text": "x"}], 3, Encoding.UTF16)
    assert not document.unsure
    document.change([{"range": _AT, "text": "x"}], 2, Encoding.UTF16)
    assert document.unsure


def test_an_unsure_text_takes_no_edits_until_the_whole_text_comes() -> None:
    document = Document("file:///a.py", 1, "ab")
    document.change([{}], 2, Encoding.UTF16)
    document.change([{"range": _AT, "text": "x"}], 3, Encoding.UTF16)
    assert document.unsure
    document.change([{"text": "cd"}, {"range": _AT, "text": "x"}], 4, Encoding.UTF16)
    assert (document.text, document.unsure, document.version) == ("xd", False, 4)


def _edit(document: Document, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
    places = [{"line": line, "character": character} for line, character in (start, end)]
    change = {"range": dict(zip(("start", "end"), places, strict=True)), "text": text}
    document.change([change], document.version + 1, Encoding.UTF16)


def test_the_byte_order_mark_is_the_clients_and_is_not_analysed() -> None:
    document = Document("file:///a.py", 1, "\ufeffimport a\n")
    assert (document.text, document.source) == ("\ufeffimport a\n", "import a\n")


@pytest.mark.parametrize(
    ("text", "line_break"), [("", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\rb\r", "\r"), ("a\nb\r\n", "\n")]
)
def test_new_lines_end_as_most_lines_of_a_text_do(text: str, line_break: str) -> None:
    assert line_break_of(text) == line_break


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (["utf-16", "utf-32", "utf-8"], "utf-8"),
        (["utf-16", "utf-32"], "utf-32"),
        (["utf-16"], "utf-16"),
        ([], "utf-16"),
        (["utf-7"], "utf-16"),
    ],
)
def test_the_encoding_is_the_one_that_costs_least_of_those_offered(offered: list[str], chosen: str) -> None:
    assert choose_encoding(offered).value == chosen
