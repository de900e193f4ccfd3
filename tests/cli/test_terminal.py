"""What is shown depends on who looks: colours and a bar on a terminal, plain text in a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ringfence.cli.terminal import wants_colour

from tests.cli.running import copied, ringfence

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")


def _on_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """What `ringfence` shows on a terminal of 100 columns."""
    reader, writer = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ringfence", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "100", **environment},
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=writer,
    ):
        os.close(writer)
        shown = b"".join(iter(lambda: _read(reader), b""))
    os.close(reader)
    return shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux reports the end of a terminal so
        return b""


@pytest.mark.parametrize(
    ("environment", "terminal", "wanted"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colours_follow_the_terminal_and_the_environment(
    environment: dict[str, str], terminal: bool, wanted: bool
) -> None:
    assert wants_colour(environment, terminal=terminal) is wanted


def test_a_pipe_gets_no_escape_sequences(tmp_path: Path) -> None:
    assert "\x1b" not in ringfence(["check"], copied("findings", tmp_path)).stdout


def test_a_terminal_gets_the_same_text_in_colour(tmp_path: Path) -> None:
    project = copied("findings", tmp_path)
    shown = _on_terminal(["check"], project)
    assert "\x1b[1;31merror" in shown
    assert _ESCAPE.sub("", shown) == ringfence(["check"], project).stdout


def test_no_color_keeps_a_terminal_plain(tmp_path: Path) -> None:
    assert "\x1b" not in _on_terminal(["check"], copied("findings", tmp_path), NO_COLOR="1")


def test_a_rule_is_explained_in_colour_on_a_terminal(tmp_path: Path) -> None:
    shown = _on_terminal(["explain", "private-import"], tmp_path)
    assert "\x1b" in shown
    assert "Why is this bad?" in _ESCAPE.sub("", shown)
    assert "##" not in shown


def test_a_diff_is_coloured_line_by_line(tmp_path: Path) -> None:
    project = copied("fixes", tmp_path)
    plain = ringfence(["fix", "--diff"], project).stdout
    coloured = ringfence(["fix", "--diff"], project, {"FORCE_COLOR": "1"}).stdout
    assert coloured != plain
    assert _ESCAPE.sub("", coloured) == plain


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_the_output_is_utf8_whatever_the_locale(tmp_path: Path, locale: str) -> None:
    environment = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    outcome = ringfence(["check"], copied("awkward_source", tmp_path), environment)
    assert "手紙 is internal to cam." in outcome.stdout


def test_what_an_encoding_cannot_hold_is_escaped_and_not_fatal(tmp_path: Path) -> None:
    outcome = ringfence(["check"], copied("awkward_source", tmp_path), {"PYTHONIOENCODING": "ascii"})
    assert "\\u624b\\u7d19 is internal to cam." in outcome.stdout
    assert outcome.code == 1
