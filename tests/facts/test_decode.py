"""Bytes become text as PEP 263 says, and what does not fit is said and survived."""

from __future__ import annotations

import pytest
from ringfence.syntax.decode import Decoded, decode

MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        ("größe = 1\n".encode(), "größe = 1\n", "utf-8"),
        ("# -*- coding: latin-1 -*-\nx = 'é'".encode("latin-1"), "# -*- coding: latin-1 -*-\nx = 'é'", "latin-1"),
        ("#!/usr/bin/python\n# coding=cp1252\n€".encode("cp1252"), "#!/usr/bin/python\n# coding=cp1252\n€", "cp1252"),
        (
            "\f \t# vim: set fileencoding=koi8-r :\nж".encode("koi8-r"),
            "\f \t# vim: set fileencoding=koi8-r :\nж",
            "koi8-r",
        ),
        ("#\r# coding: shift_jis\r名".encode("shift_jis"), "#\r# coding: shift_jis\r名", "shift_jis"),
        ("# coding: utf-8-unix\né".encode(), "# coding: utf-8-unix\né", "utf-8"),
        ("# coding: UTF_8\né".encode(), "# coding: UTF_8\né", "utf-8"),
        (b"# coding: iso-latin-1-dos\n\xe9", "# coding: iso-latin-1-dos\né", "latin-1"),
        (b"# coding: ascii\nx", "# coding: ascii\nx", "ascii"),
    ],
)
def test_the_declared_encoding_is_used(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == Decoded(text, encoding, bom=False)


@pytest.mark.parametrize(
    "data",
    [
        "x = 1\n# coding: latin-1\né".encode(),
        "\n\n# coding: latin-1\né".encode(),
        "# nothing\n\n# coding: latin-1\né".encode(),
        "x = '# coding: latin-1'\né".encode(),
        "'coding: latin-1'\né".encode(),
    ],
)
def test_only_a_comment_on_the_first_two_lines_declares_one(data: bytes) -> None:
    assert decode(data) == Decoded(data.decode(), "utf-8", bom=False)


def test_the_declaration_may_stand_behind_a_very_long_first_line() -> None:
    data = b"#" * 5000 + b"\n# coding: latin-1\n\xe9"
    assert decode(data) == Decoded(data.decode("latin-1"), "latin-1", bom=False)


def test_the_mark_of_utf_8_is_taken_off_and_remembered() -> None:
    assert decode(MARK + "é".encode()) == Decoded("é", "utf-8", bom=True)
    assert decode(MARK + "# coding: utf8\né".encode()) == Decoded("# coding: utf8\né", "utf-8", bom=True)


def test_the_mark_of_utf_8_wins_over_another_declaration_and_that_is_reported() -> None:
    decoded = decode(MARK + "# coding: latin-1\né".encode())
    assert decoded == Decoded(
        "# coding: latin-1\né", "utf-8", True, "it begins with the mark of UTF-8 but declares the encoding 'latin-1'"
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"x = '\xe9'", "it is not UTF-8 and declares no other encoding"),
        (b"# coding: ascii\n\xe9", "it is not ASCII"),
        (b"# coding: nonsense\nimport a", "the encoding 'nonsense' that it declares is not known"),
        (b"# coding: hex\n00", "the encoding 'hex' that it declares is not known"),
        (b"# coding: rot13\nvzcbeg n", "the encoding 'rot13' that it declares is not known"),
        (b"# coding: utf-16\nxx", "it is not UTF-16"),
        (b"# coding: utf-7\n+AGE-", "the encoding 'utf-7' that it declares does not fit its bytes"),
        (MARK + b"\xff", "it begins with the mark of UTF-8 but is not UTF-8"),
    ],
)
def test_what_does_not_fit_is_said_and_the_text_is_still_there(data: bytes, problem: str) -> None:
    decoded = decode(data)
    assert decoded.problem == problem
    assert decoded.text == data.removeprefix(MARK).decode("latin-1")
    assert decoded.encoding == "latin-1"


def test_a_declared_name_of_any_length_is_shown_shortened() -> None:
    assert decode(b"# coding: " + b"x" * 100_000).problem == f"the encoding '{'x' * 60}' that it declares is not known"
