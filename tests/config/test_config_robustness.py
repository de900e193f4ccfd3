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


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(FULL)), st.lists(_PIECES, max_size=3))
def test_the_parser_in_c_and_the_one_in_python_tell_the_same_places(start: int, pieces: list[str]) -> None:
    # Where a tag ends is a matter of taste between the two, and so is a mark in the middle.
    inserted = "".join(pieces).replace("\ufeff", "").replace("!", "")
    text = FULL[:start] + inserted + FULL[start:]
    fast, slow = Problems(CONFIG_NAME), Problems(CONFIG_NAME)
    tree = read_yaml(text, fast, FAST_LOADER)
    other = read_yaml(text, slow, yaml.SafeLoader)
    # They do not agree on what is YAML: the one in C takes a tab in more places.
    if tree is not None and other is not None:
        assert tree == other
        assert fast.diagnostics == slow.diagnostics
