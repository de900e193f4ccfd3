"""What is said about a file that YAML cannot read, and about one that would cost too much to read."""

from __future__ import annotations

import pytest
from ringfence.adapters.yaml_nodes import MAX_DEPTH
from ringfence.model.diagnostic import Severity

from tests.config.samples import HEAD, covered, load, only

BROKEN = [
    ("discover: [shop.*\n", "[shop.*", "The list that opens in line 1 lacks a comma or its ']'."),
    ("a: {b: 1\n  c: 2}\n", "{b: 1", "The mapping that opens in line 1 lacks a comma or its '}'."),
    ("a: [b c: d: e]\n", ": e]", "The list that opens in line 1 lacks a comma or its ']'."),
    ("owner: @growth\n", "@growth", 'In YAML a value that starts with @ must stand in quotes: "@growth".'),
    ("owner: `me`  # me\n", "`me`", 'In YAML a value that starts with ` must stand in quotes: "`me`".'),
    ("public: [*, api]\n", "*", 'In YAML a value that starts with * must stand in quotes: "*".'),
    ("exclude: [**/migrations/**, x]\n", "**/migrations/**",
     'In YAML a value that starts with * must stand in quotes: "**/migrations/**".'),
    ("exclude:\n  - **/migrations/**\n", "**/migrations/**",
     'In YAML a value that starts with * must stand in quotes: "**/migrations/**".'),
    ('owner: @a"b\n', '@a"b', "In YAML a value that starts with @ must stand in quotes: add them."),
    ("modules:\n\tcam: {}\n", "\t",
     "This line is indented with a tab, and YAML allows only spaces. Use two spaces a level."),
    ("modules:\n  cam:\n  \tkind: god\n", "  \t",
     "This line is indented with a tab, and YAML allows only spaces. Use two spaces a level."),
    ("a: b: c\n", "b: c", "A value with a colon in it must stand in quotes."),
    ("version: 1\n discover: [a]\n", "discover: [a]",
     "This key does not fit the line above. Check its indentation, and the colon of the line above."),
    ("modules\n  cam: {}\n", "cam: {}",
     "This key does not fit the line above. Check its indentation, and the colon of the line above."),
    ("modules:\n  cam: {}\n ui: {}\n", "ui: {}",
     "This does not fit what stands around it. Check the indentation, and the end of the line above."),
    ("modules: {}\nmissing\nui: {}\n", "missing", "This line lacks its colon. Write `key: value`."),
    ("a: [b] c\n", "c",
     "This does not fit what stands around it. Check the indentation, and the end of the line above."),
    ("owner: 'me\nkind: god\n", "'me", "This quote is never closed. Add the closing one."),
    ('paths: "src\\kit"\n', '"src\\kit"',
     "A backslash is special in double quotes. Use single quotes, or / in paths."),
    ("a: }\n", "}", "A value is missing here."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "message"), BROKEN, ids=[case[0].strip() for case in BROKEN])
def test_broken_yaml_is_one_error_on_its_place_and_the_last_good_config_stays(
    text: str, place: str, message: str
) -> None:
    loaded = load(text)
    found = [(covered(text, found.range), found.message, found.severity) for found in loaded.diagnostics]
    assert (loaded.config, found) == (None, [(place, message, Severity.ERROR)])


def test_quotes_and_spaces_that_are_missing_come_with_the_right_word() -> None:
    assert [(found.written, found.symbol) for found in map(only, ("a: @b\n", "a: *\n", "a:\n\tb: 1\n"))] == [
        ("@b", '"@b"'),
        ("*", '"*"'),
        ("\t", "  "),
    ]


@pytest.mark.parametrize("data", ["discover: [a]".encode("utf-16"), "a: b".encode("utf-16-le"), b"\0\0\0a"])
def test_utf_16_is_refused_by_its_name(data: bytes) -> None:
    loaded = load(data)
    messages = [found.message for found in loaded.diagnostics]
    assert (loaded.config, messages) == (None, ["This file looks like UTF-16. Save it as UTF-8."])


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf_8_is_shown_where_it_stands(mark: bytes) -> None:
    found = only(mark + "a: ü\nowner: ".encode() + "Bär".encode("latin-1"))
    assert found.message == "Byte 0xE4 is not UTF-8. Save the file as UTF-8."
    assert found.range == (1, 8, 1, 9)


def test_a_control_character_is_shown_where_it_stands() -> None:
    found = only("a: ü\nowner: B\x07r\n")
    assert found.message == "YAML does not allow the invisible character U+0007 here. Remove it."
    assert found.range == (1, 8, 1, 9)


def test_a_file_of_ten_megabytes_is_refused_unread() -> None:
    loaded = load(b"# " + b"x" * (10 * 1024 * 1024))
    messages = [found.message for found in loaded.diagnostics]
    expected = "This file is larger than 1 MiB, so it is not read. Is it the right file?"
    assert (loaded.config, messages) == (None, [expected])


def test_a_file_of_one_megabyte_is_read() -> None:
    text = HEAD + "# " + "x" * (1024 * 1024 - len(HEAD) - 2)
    assert load(text).diagnostics == ()


def test_an_alias_bomb_is_defused() -> None:
    lines = [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 9)]
    loaded = load("l0: &l0 lol\n" + "\n".join(lines) + "\n")
    messages = [found.message for found in loaded.diagnostics]
    expected = "With its aliases, line 7 stands for more than 100,000 values. Write them out."
    assert (loaded.config, messages) == (None, [expected])


def test_a_bomb_of_merge_keys_is_defused() -> None:
    keys = ", ".join(f"k{number}: 1" for number in range(100))
    lines = [
        f"m{level}: &m{level} {{{', '.join(f'x{number}: *m{level - 1}' for number in range(9))}, <<: *m0}}"
        for level in range(1, 5)
    ]
    loaded = load(f"m0: &m0 {{{keys}}}\n" + "\n".join(lines) + "\n")
    messages = [found.message for found in loaded.diagnostics]
    expected = "With its aliases, line 4 stands for more than 100,000 values. Write them out."
    assert (loaded.config, messages) == (None, [expected])


def test_a_list_without_end_is_cut_off() -> None:
    loaded = load("- \n" * 300_000)
    messages = [found.message for found in loaded.diagnostics]
    assert (loaded.config, messages) == (None, ["This file has more than 100,000 values. Shorten it."])


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "&a ["])
def test_nesting_without_end_is_cut_off(opening: str) -> None:
    loaded = load(opening * 100_000)
    messages = [found.message for found in loaded.diagnostics]
    expected = f"This is nested deeper than {MAX_DEPTH} levels. Flatten it."
    assert (loaded.config, messages) == (None, [expected])


def test_nesting_through_aliases_is_cut_off() -> None:
    lines = [f"a{level}: &a{level} [*a{level - 1}]" for level in range(1, 1000)]
    loaded = load("a0: &a0 [x]\n" + "\n".join(lines) + "\n")
    messages = [found.message for found in loaded.diagnostics]
    expected = f"With its aliases, line {MAX_DEPTH} is nested deeper than {MAX_DEPTH} levels. Flatten it."
    assert (loaded.config, messages) == (None, [expected])
