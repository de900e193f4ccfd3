"""Whatever stands in a text, reading it gives something that can be stored and points into the text."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ringfence.model.code import Code
from ringfence.syntax.code_reader import read_code, read_expression
from ringfence.syntax.tree import line_starts

from tests.code.places import placed
from tests.code.samples import broken_texts, real_texts, typed_texts

_SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_DEEP = (
    *("(" * 300 + ")" * 300, "[" * 400, "a" + ".b()" * 400, "not " * 400 + "a", "a+" * 400 + "b", "a ** " * 400 + "b"),
    *("f'{" * 300, "f'" + "{f'" * 200, "{a:" * 300, "a if b else " * 300 + "c", "lambda:" * 300 + "1", "@a\n" * 300),
    *("a = " * 300 + "1", "x: " + "a[" * 300, "'{}'.format(" * 300, "[x for x in " * 300, "'%s' % " * 300 + "a"),
    "".join(" " * depth + "if x:\n" for depth in range(300)),
    "".join(" " * depth + "class A:\n" for depth in range(300)),
    "if x: pass\n" + "elif x: pass\n" * 300,
)


def _faults(text: str) -> list[str]:
    """What is wrong with the code of a text: places outside it, and names that stand elsewhere."""
    code = read_code(text)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(code), type=Code) == code
    text = text.removeprefix("\ufeff")
    starts = line_starts(text)
    lines = [text[start:end].rstrip("\r\n") for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    faults: list[str] = []
    for node, (line, column, end_line, end_column), name in placed(code):
        inside = (
            0 <= line <= end_line < len(lines) and column <= len(lines[line]) and end_column <= len(lines[end_line])
        )
        if not inside or (line, column) > (end_line, end_column):
            faults.append(f"outside: {node}")
        elif name not in (None, "_", lines[line][column:end_column]):
            faults.append(f"not spelled: {node}")
    return faults


@_SETTINGS
@given(broken_texts())
@example("\ufeffa = 'é'; b.c\r\nd.é = '→'; e\rf\n")
@example("class A:\n" + "    # é\n" * 300 + "    'é'; a = b\n")
def test_broken_code_is_read_and_its_names_are_where_they_are_said_to_be(text: str) -> None:
    assert _faults(text) == []


@_SETTINGS
@given(typed_texts())
def test_what_only_looks_like_code_is_read_too(text: str) -> None:
    assert _faults(text) == []


@_SETTINGS
@given(st.text())
def test_any_characters_are_read(text: str) -> None:
    assert _faults(text) == []


def test_real_files_are_read_and_their_names_are_where_they_are_said_to_be() -> None:
    assert [fault for text in real_texts() for fault in _faults(text)] == []


def test_code_that_is_nested_without_end_is_read_as_far_as_it_can_be_stored() -> None:
    assert [fault for text in _DEEP for fault in _faults(text)] == []


def test_what_cannot_be_encoded_is_read_like_any_character() -> None:
    assert [unit.line for unit in read_code("a = '\ud800'\nb.c = 1").units] == [0, 1]


@_SETTINGS
@given(typed_texts() | broken_texts() | st.text())
def test_any_text_is_an_expression_or_none(text: str) -> None:
    expression = read_expression(text)
    assert expression is None or expression == msgspec.msgpack.decode(
        msgspec.msgpack.encode(expression), type=type(expression)
    )
