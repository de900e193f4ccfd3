"""Line endings, byte order marks, control characters, and texts that are huge or nothing at all."""

from __future__ import annotations

import pytest
from ringfence.model.facts import NO_FACTS, FileFacts
from ringfence.model.ranges import Range
from ringfence.syntax.extract import extract

from tests.facts.rendering import rendered
from tests.facts.soundness import unsound

SAMPLE = '''"""A docstring
over lines."""
from a import (
    b,
)
if TYPE_CHECKING:
    from .c import d as e  # ringfence: ignore[x] -- y
try:
    import f
except ImportError:
    f = None


def g() -> None:
    import h
    importlib.import_module("i" \\
        )
'''
ROWS = (
    *(
        '"' * 6,
        "'" * 6,
        "\"'",
        'x = "abc\n',
        "f'{",
        "a" * 99 + " ",
        "a.",
        "a = ",
        "a, ",
        "a: ",
        "a=1;",
        "x = y = \\\n",
        "é",
    ),
    *(
        "(",
        ")",
        "(\n",
        ")\n",
        "[({",
        "x = (\n",
        "x[\n",
        "{a: ",
        "\\",
        "\\\n",
        ".",
        ";",
        ":",
        "*",
        "@",
        "=",
        "#",
        "# x\n",
    ),
    *(
        " ",
        "\t",
        "\f",
        "\n",
        "\r",
        "\0",
        "from ",
        "from . ",
        "from a import ",
        "from a import (b, ",
        "from a import (\n",
    ),
    *(
        "import ",
        "import a, ",
        "import a.",
        "import a as ",
        "yield from\n",
        "def f(\n",
        "class A(\n",
        "class A[",
        "async ",
    ),
    *(
        "class APort:\n def f(\n",
        "if ",
        "if x:\n ",
        "if a: b = 1\n",
        "if TYPE_CHECKING or (",
        "not ",
        "else ",
        "lambda: ",
    ),
    *("with a as b, ", "for a in (\n", "try:\nexcept (", "match x:\n case ", "__all__ = [", "__all__ += ['a'] + ("),
    *(
        "importlib.import_module(",
        "importlib.import_module('.",
        "import_module",
        "# ringfence: ignore[",
        "# ringfence: ",
    ),
)
"""What a broken generator or a cat on a keyboard may repeat for ever."""
LATE = "\nfrom late import found\n"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_every_line_ending_gives_the_same_facts(ending: str) -> None:
    assert extract(SAMPLE.replace("\n", ending)) == extract(SAMPLE)


def test_line_endings_may_be_mixed() -> None:
    assert rendered(extract("import a\r\nimport b\rimport c\nimport d\r\n")) == (
        "module 1:1-1:9 import a [1:8]\n"
        "module 2:1-2:9 import b [2:8]\n"
        "module 3:1-3:9 import c [3:8]\n"
        "module 4:1-4:9 import d [4:8]\n"
    )


def test_a_byte_order_mark_takes_no_column() -> None:
    assert extract("\ufeff" + SAMPLE) == extract(SAMPLE)


def test_a_form_feed_starts_the_indentation_anew() -> None:
    assert rendered(extract("def f():\n    import a\n\fimport b\n    \fimport c\n\f    import d\n")) == (
        "function 2:5-2:13 import a [2:12] in f\n"
        "module 3:2-3:10 import b [3:9]\n"
        "module 4:6-4:14 import c [4:13]\n"
        "module 5:6-5:14 import d [5:13]\n"
        "function f [1:5]\n"
    )


def test_a_tab_reaches_to_the_next_multiple_of_eight() -> None:
    assert rendered(extract("class A:\n\tdef f():\n            import a\n        import b\n")) == (
        "function 3:13-3:21 import a [3:20] in A.f\nmodule 4:9-4:17 import b [4:16] in A\nclass A [1:7]\n"
    )


@pytest.mark.parametrize("character", ["\x0b", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_characters_that_only_other_languages_end_lines_with_end_none(character: str) -> None:
    facts = extract(f"x = '{character}'\nimport a\n# {character}import b\nimport c\n")
    assert [(site.range.line, site.names[0].name) for site in facts.imports] == [(1, "a"), (3, "c")]


@pytest.mark.parametrize("text", ["", "\n", "   ", "\ufeff", "\r", "\f", "#", "\n\n# only a comment", '"""doc"""'])
def test_a_text_without_statements_has_no_facts(text: str) -> None:
    assert extract(text) == NO_FACTS


def test_columns_count_code_points() -> None:
    assert rendered(extract("x = '😀é'; from a import b\n")) == (
        "module 1:11-1:26 from a [1:16-1:17] import b [1:25]\nvariable x [1:1]\n"
    )


def test_a_nul_character_is_reported_and_the_rest_is_read() -> None:
    assert rendered(extract("import a\nx = '\0'\nimport b\n")) == (
        "module 1:1-1:9 import a [1:8]\n"
        "module 3:1-3:9 import b [3:8]\n"
        "variable x [2:1]\n"
        "problem 2:6-2:7 Python refuses a file that holds a NUL character\n"
    )


def test_a_dotted_name_may_stand_on_two_lines() -> None:
    site = extract("import abc.\\\ndef_ . ghi, x\n").imports[0]
    assert [name.name for name in site.names] == ["abc.def_.ghi", "x"]
    assert site.base_range == Range(0, 7, 1, 10)


def test_a_lone_surrogate_is_read_over() -> None:
    assert [site.names[0].name for site in extract("x = '\ud800' (\nimport a\n").imports] == ["a"]


@pytest.mark.parametrize("piece", ROWS)
def test_a_long_row_of_anything_comes_to_an_end_and_hides_nothing_behind_it(piece: str) -> None:
    row = "import importlib\n" + piece * (100_000 // len(piece))
    facts = extract(row + LATE)
    assert unsound(row + LATE, facts) == []
    assert _finds_the_late_import(facts)


@pytest.mark.parametrize(
    "shape", ["{0}" * 50_000 + "{1}" * 50_000, "{0}" * 50_000 + "){1}" * 25_000, "x = {0}{1}" * 9_000]
)
@pytest.mark.parametrize("brackets", ["()", "[]", "{}", "(]"])
def test_brackets_nested_without_end_hide_nothing_behind_them(shape: str, brackets: str) -> None:
    facts = extract("x = " + shape.format(*brackets) + LATE)
    assert _finds_the_late_import(facts)


@pytest.mark.parametrize("end", ["", "\\", "\\\\", "'", "\n\\"])
def test_a_triple_quote_that_is_never_closed_reaches_to_the_very_end(end: str) -> None:
    facts = extract("import a\nx = '''\nimport b\n" + end)
    assert [site.names[0].name for site in facts.imports] == ["a"]
    assert [problem.message for problem in facts.problems] == ["this string is never closed"]


def test_indentation_without_end_is_read() -> None:
    steps = (f"{' ' * depth}if x:\n{' ' * depth} import a\n" for depth in range(1000))
    facts = extract("".join(steps) + LATE)
    assert len(facts.imports) == 1001
    assert _finds_the_late_import(facts)


@pytest.mark.parametrize("broken", ["x = (\n", "import a, (\n", "x = ]\n", "print 'x'\nx = = 1\n"])
def test_comments_without_end_around_a_broken_statement_are_passed_by(broken: str) -> None:
    facts = extract("# a comment\n" * 20_000 + broken + "# a comment\n" * 20_000 + LATE)
    assert [problem.range.line for problem in facts.problems] == [20_000 + broken.count("\n") - 1]
    assert _finds_the_late_import(facts)


def test_five_megabytes_are_read_to_the_end() -> None:
    block = SAMPLE + "class K:\n" + "    x = [1, 2, 3]  # 'a comment'\n    y = {'a': \"b\"}\n" * 50
    count = 5_000_000 // len(block)
    facts = extract(block * count + LATE)
    assert len(facts.imports) == 4 * count + 1
    assert _finds_the_late_import(facts)
    assert facts.problems == ()


def test_five_megabytes_that_break_at_the_end_say_where() -> None:
    facts = extract("x = 1  # a line\n" * 330_000 + "y = (")
    assert rendered(facts._replace(definitions=())) == "problem 330001:5-330001:6 this bracket is never closed\n"


def _finds_the_late_import(facts: FileFacts) -> bool:
    return [name.name for site in facts.imports if site.base == "late" for name in site.names] == ["found"]
