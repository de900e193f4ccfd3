"""The tolerant reading of `boundaries.yaml` agrees with the reader of the config, and bears whatever is half typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringfence.adapters import yaml_nodes as yaml
from ringfence.adapters.config_file import parse_config
from ringfence.adapters.config_text import Problems
from ringfence.adapters.yaml_nodes import read_yaml
from ringfence.engine.registry import all_rules
from ringfence.lsp.config.cursor import cursor_at
from ringfence.lsp.config.outline import Role
from ringfence.lsp.config.outline_reader import outline_of
from ringfence.model.ranges import Position, Range

from tests.lsp.shop import CONFIG
from tests.self.sources import ROOT

BLOCKS = """\
# A file in blocks, with texts of several lines, quotes and lists in the column of their key.
version: 1
"discover":
- 'shop.*'   # a comment, with [brackets
- "🚀 ''it''"
modules:
    cam:
        owner: >
            somebody: not a key
            - nor a list
        may_import:
        -   shared
        - learning | x
    delivery: {may_import: [cam,
        shared, "a, b"], owner: me#2,
      kind: business}
    'it''s': {}

allow:
  - from: a.b
    to: "*"
    reason: why not
  -
    from: a.c
    to: d
    reason: |
        because: yes
layers: [[a, b], "c | d", e]
rules: {private-import: {severity: off}, god-module: {max_importers: 3}}
"""
TEXTS = {
    "blocks": BLOCKS,
    "shop": CONFIG,
    "ours": (ROOT / "boundaries.yaml").read_text(encoding="utf-8"),
    "agency": (ROOT / "examples/agency/boundaries.yaml").read_text(encoding="utf-8"),
    "windows": BLOCKS.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_keys_and_words_stand_where_the_reader_of_the_config_sees_them(text: str) -> None:
    config = parse_config(text.encode(), "boundaries.yaml", all_rules()).config
    assert config is not None
    outline = outline_of(text)
    keys = {item.key: item.range for item in outline.items if item.role is Role.KEY}
    assert keys == dict(config.key_ranges)
    words = {item.key: item.range for item in outline.items if item.role is Role.VALUE}
    assert words == {key: config.ranges[key] for key in words}
    root = read_yaml(text.replace("\r\n", "\n"), Problems("boundaries.yaml"))
    assert root is not None
    assert sorted(words.values()) == sorted(_words(root))


def _words(node: yaml.Node) -> Iterator[Range]:
    """The ranges of all values of a single word or text, but for those that go on in further lines."""
    if isinstance(node, yaml.Mapping):
        for entry in node.entries:
            yield from _words(entry.value)
    elif isinstance(node, yaml.Sequence):
        for item in node.items:
            yield from _words(item)
    elif isinstance(node, yaml.Scalar) and node.range.line == node.range.end_line and not node.is_null:
        yield node.range


@given(st.integers(0, len(BLOCKS)), st.integers(0, 30))
def test_whatever_is_cut_out_is_borne(start: int, length: int) -> None:
    text = BLOCKS[:start] + BLOCKS[start + length :]
    outline_of(text)
    line = text[:start].count("\n")
    column = start - (text[:start].rfind("\n") + 1)
    cursor = cursor_at(text, Position(line, column))
    if cursor is not None:
        assert cursor.range.contains(Position(line, column))


@given(st.text("ab:-[]{},\"'#|> \n\t&!*", max_size=60))
def test_whatever_is_typed_is_borne(text: str) -> None:
    for item in outline_of(text).items:
        line = text.split("\n")[item.range.line]
        written = line[item.range.column : item.range.end_column]
        assert item.quote or item.text == written or item.role is Role.END


def test_brackets_that_are_not_closed_cost_only_their_line() -> None:
    outline = outline_of("modules:\n  cam:\n    may_import: [shared, \n    owner: me\n  delivery: {}\n")
    assert [item.key for item in outline.children(("modules",))] == [("modules", "cam"), ("modules", "delivery")]
    owner = outline.value(("modules", "cam", "owner"))
    assert owner is not None
    assert owner.text == "me"


def test_a_big_file_is_read() -> None:
    text = "modules:\n" + "".join(f"  m{number}: {{may_import: [a, b]}}\n" for number in range(5000))
    assert len(outline_of(text).children(("modules",))) == 5000


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "{a: " * 100_000, "- " * 200_000, "a" + " " * 400_000, "k: a" + " " * 400_000 + "#", '"' * 300_001],
    ids=["lists", "mappings", "dashes", "blanks", "blanks behind a value", "quotes"],
)
def test_a_text_that_is_meant_to_hang_its_reader_does_not(text: str) -> None:
    assert len(outline_of(text).items) <= 100
    assert outline_of("modules: {a: {}}\n" + text).children(("modules",))


def test_a_text_that_is_too_long_is_left_alone() -> None:
    assert outline_of("a: b\n" * 300_000).items == ()
