"""Any text and any bytes give facts: nothing raises, and what is found stands where it is said to stand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ringfence.syntax.decode import decode
from ringfence.syntax.extract import extract

from tests.facts.samples import small_texts
from tests.facts.soundness import unsound

PIECES = (
    *("import", "from", "as", "*", "def", "async", "class", "if", "elif", "else", "try", "except", "finally", "with"),
    *("for", "in", "while", "match", "case", "not", "and", "or", "yield", "lambda", "type", "TYPE_CHECKING"),
    *("ImportError", "__all__", "Protocol", "APort", "importlib", "import_module", "__import__", "a", "b.c", "é", "_"),
    *("(", ")", "[", "]", "{", "}", ",", ".", "...", ":", ";", "=", "+=", ":=", "->", "@", "#", "\\", "0", "1.5"),
    *("'", '"', "'''", '"""', 'f"', "rb'", " ", "  ", "    ", "\t", "\f", "\n", "\n", "\n    ", "\r", "\r\n", "\\\n"),
    *("# ringfence: ignore[x] -- y", "\ufeff", "\0", "\ud800", "\u2028", "\x1c", "\x85", "\U0001f600"),
    *(
        "import a\n",
        "from .a import (b, c as d)\n",
        "if TYPE_CHECKING:\n    ",
        "try:\n    ",
        "except ImportError:\n    ",
    ),
)
python_like = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
generated = settings(max_examples=400, derandomize=True, deadline=None)
MUTATIONS = 4


@generated
@given(st.text(max_size=200) | python_like)
def test_any_text_gives_facts_that_stand_in_it(text: str) -> None:
    assert unsound(text, extract(text)) == []


@generated
@given(st.binary(max_size=200) | python_like.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_and_can_be_written_back(data: bytes) -> None:
    decoded = decode(data)
    mark = b"\xef\xbb\xbf" if decoded.bom else b""
    assert mark + decoded.text.encode(decoded.encoding) == data
    assert unsound(decoded.text, extract(decoded.text)) == []


@generated
@given(st.sampled_from(PIECES[:14]), python_like, st.sampled_from(("", "\n", " ", "\t", "\\\n", "\r")))
def test_a_text_that_begins_like_a_statement_gives_facts_that_stand_in_it(word: str, rest: str, gap: str) -> None:
    text = f"{gap}{word}{gap}{rest}"
    assert unsound(text, extract(text)) == []


@pytest.mark.parametrize("seed", range(8))
def test_real_files_with_pieces_cut_out_swapped_and_put_in_give_facts_that_stand_in_them(seed: int) -> None:
    choose = random.Random(seed)
    for text in choose.sample(small_texts(), 25):
        damaged = text
        for _ in range(MUTATIONS):
            damaged = _mutated(damaged, choose)
        assert unsound(damaged, extract(damaged)) == []


@pytest.mark.parametrize("seed", range(4))
def test_real_files_that_break_off_anywhere_keep_what_stands_before(seed: int) -> None:
    choose = random.Random(seed)
    for text in choose.sample(small_texts(), 25):
        whole = extract(text)
        end = choose.randrange(len(text))
        part = extract(text[:end])
        last_line = text.count("\n", 0, end)
        assert unsound(text[:end], part) == []
        kept = [site._replace(names=()) for site in whole.imports if site.range.end_line < last_line]
        found = [site._replace(names=()) for site in part.imports]
        assert found[: len(kept)] == kept


def _mutated(text: str, choose: random.Random) -> str:
    start = choose.randrange(len(text) + 1)
    end = min(len(text), start + choose.choice((0, 1, 1, 5, 40)))
    other = choose.randrange(len(text) + 1)
    piece = choose.choice(("", *PIECES, text[other : other + 30]))
    return text[:start] + piece + text[end:]
