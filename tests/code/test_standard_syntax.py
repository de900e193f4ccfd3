"""In valid files, what is read is what Python's own parser finds."""

from __future__ import annotations

from collections import Counter

from ringfence.syntax.code_reader import read_code

from tests.code.samples import real_texts
from tests.code.standard_syntax import Found, actual, expected


def test_the_samples_hold_several_constructs_of_every_kind() -> None:
    kinds: Counter[str] = Counter(kind for text in real_texts() for kind, *_ in actual(read_code(text)).elements())
    assert {kind for kind, count in kinds.items() if count < 2} <= {"nonlocal"}
    assert kinds["call"] > 3_000


def test_everything_that_the_standard_parser_finds_is_read_and_nothing_else() -> None:
    differences: dict[int, tuple[list[Found], list[Found]]] = {}
    for number, text in enumerate(real_texts()):
        wanted, got = expected(text), actual(read_code(text))
        if wanted != got:
            differences[number] = (sorted(wanted - got), sorted(got - wanted))
    assert differences == {}
