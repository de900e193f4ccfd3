"""What the output may look like: colours or none, and how wide."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

PIPE_WIDTH = 100
_NARROWEST = 40


class Style(StrEnum):
    """What a piece of text is, as the escape sequence that shows it."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;34"
    HINT = "1;36"
    GOOD = "1;32"
    STRONG = "1"
    FILE = "1;4"
    FAINT = "2"
    ADDED = "32"
    REMOVED = "31"
    PLACE = "36"


@dataclass(frozen=True, slots=True)
class Look:
    """How to write to one stream."""

    colour: bool = False
    width: int = PIPE_WIDTH
    """In cells."""

    def paint(self, text: str, style: Style) -> str:
        """`text` in a style, when colours are wanted."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text


def look_of(stream: TextIO) -> Look:
    """The look that suits a stream: coloured on a terminal, plain in a pipe."""
    terminal = is_terminal(stream)
    colour = wants_colour(os.environ, terminal=terminal)
    if colour and sys.platform == "win32":
        os.system("")  # switches the escape sequences of an old Windows console on
    width = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if terminal else PIPE_WIDTH
    return Look(colour, max(width, _NARROWEST))


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody is looking at a stream."""
    try:
        return stream.isatty()
    except ValueError:  # it is closed
        return False


def wants_colour(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to use colours: https://no-color.org and https://force-color.org."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return terminal and environment.get("TERM") != "dumb"
