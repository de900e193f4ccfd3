"""No bytes at all make the reader fail, and both YAML parsers tell the same places."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ringfence.adapters.config_file import LoadedConfig
from ringfence.adapters.config_text import Problems
from ringfence.adapters.yaml_nodes import FAST_LOADER, read_yaml
from ringfence.model.config import CONFIG_NAME
from ringfence.model.diagnostic import Severity

from tests.config.samples import FULL, load

_WORDS = (
    "version modules cam kind rules god-module private-import severity allow from to until layers defaults "
    "may_import paths discover owns error off 2027-02-30 1 true null ~ api.ports aicmo.* ** | * & *a &a << ! !!str "
    "!!python/object: --- ... ? : , [ ] { } ' \" # @ ` % > |- é 😀"
)
_PIECES = st.sampled_from(
    [
        *_WORDS.split(),
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        ": ",
        ", ",
        "\t",
        "\r\n",
        "\r",
        "\\",
        "\u2028",
        "\x85",
        "\ufeff",
    ]
)


def _keeps_its_promises(loaded: LoadedConfig, text: str) -> bool:
    """Places lie inside the text, messages are sentences, and there is an error when there is no config."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in loaded.diagnostics:
        place = found.range
        assert place.start <= place.end
        assert place.end_line < len(lines)
        assert place.end_column <= len(lines[place.end_line]) + 1
        assert found.message.endswith((".", "?"))
        assert found.path == CONFIG_NAME
    if loaded.config is None:
        assert any(found.severity is Severity.ERROR for found in loaded.diagnostics)
    else:
        assert all(place.start <= place.end for place in loaded.config.ranges.values())
    return True


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert _keeps_its_promises(load(data), data.decode("utf-8", "replace"))


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_any_text_that_looks_like_yaml_is_answered(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert _keeps_its_promises(load(text), text.removeprefix("\ufeff"))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(FULL)), st.integers(0, 30), st.lists(_PIECES, max_size=3))
def test_a_file_in_which_something_is_cut_out_or_put_in_is_answered(start: int, length: int, pieces: list[str]) -> None:
    text = FULL[:start] + "".join(pieces) + FULL[start + length :]
    assert _keeps_its_promises(load(text), text.removeprefix("\ufeff"))


def test_every_beginning_of_a_file_is_answered_as_it_is_typed() -> None:
    assert all(_keeps_its_promises(load(FULL[:length]), FULL[:length]) for length in range(0, len(FULL), 7))


@pytest.mark.parametrize("seed", range(20))
def test_a_file_with_its_lines_shuffled_is_answered(seed: int) -> None:
    lines = FULL.splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    text = "".join(lines)
    assert _keeps_its_promises(load(text), text)


SPELLINGS = {
    "every key": FULL,
    "windows line endings": FULL.replace("\n", "\r\n"),
    "old line endings": FULL.replace("\n", "\r"),
    "more than ascii": "ä: ['😀', \"\\U0001F600\", b\u00fccher.*]\n😀: {ü: é}  # ß\nlast: ö\n",
    "line breaks of YAML alone": "a: 'b\u2028c'\nd: \"e\x85f\"\ng: h\n",
    "blocks of text": "a: |\n  one\n\n  two\n\n\nb: >-\n  three\n  four\nc: |2\n    five\nd: 1\n",
    "text over several lines": "a: one\n  two\n\n  three\nb: 'x\n  y'\nc: \"x\\\n  y\"\n",
    "dashes in the column of the key": "a:\n- b\n- c:\n    d\n-\n  - e\nf:\n-\n",
    "nothing": "a:\nb: {c: , d: ~}\ne: [f, null]\n",
    "comments": "# a\n\na: # b\n  # c\n  d: e # f\n\n  # g\nh: [i, # j\n  k] # l\n# m",
    "anchors and merges": "a: &x {b: c}\nd: *x\ne: {<<: *x, f: &y g}\nh: [*x, *y]\n",
    "tags": "a: !!str 1\nb: !!map {c: !mine d}\n",
    "documents": "%YAML 1.1\n---\na: b\n...\n---\nc: d\n",
    "a key twice": "a: 1\nb: {c: 1, c: 2}\na: 2\n",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_the_parser_in_c_and_the_one_in_python_tell_the_same_places(text: str) -> None:
    fast, slow = Problems(CONFIG_NAME), Problems(CONFIG_NAME)
    tree = read_yaml(text, fast, FAST_LOADER)
    assert tree is not None
    assert tree == read_yaml(text, slow, yaml.SafeLoader)
    assert fast.diagnostics == slow.diagnostics
