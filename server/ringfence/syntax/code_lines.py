"""Lines that end before their statement does, as `row.` does while somebody types.

The grammar goes over such a line end as over a blank: it takes `row.` and the `row.save()` below it for one statement.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ringfence.syntax.brackets import logical_end

_WORDS = "and|or|not|in|is|if|else|lambda|await|yield|from|return|del|raise|assert"
_UNFINISHED = re.compile(rf"""(?:[^\n\w\s)\]}}#"'\\]|\b(?:{_WORDS}))[ \t]*+(?:#[^\n]*+)?\Z""")
"""The end of a line after which a statement needs something more."""
_NAME = " _"
"""What takes the place of the missing part."""


class Halves(NamedTuple):
    """A statement cut in two."""

    above: str
    """Up to the line end, with a name for what is missing there."""
    width: int
    """How much of the last line above was written."""
    below: str
    """All the lines below."""


def halved(text: str, start: int, end: int) -> Halves | None:
    """The statement from `start` to `end` cut where a line ends too early; None when none does."""
    line_end = logical_end(text, start)
    if line_end >= end or text[line_end] != "\n" or not _UNFINISHED.search(text, start, line_end):
        return None
    above = text[start:line_end]
    return Halves(above + _NAME, len(above) - above.rfind("\n") - 1, text[line_end + 1 : end])
