"""Texts with a mark at the place that a test is about, and its position for a client that counts in UTF-16."""

from __future__ import annotations

from typing import NamedTuple

from tests.lsp.client import FULL, Json

MARK = "§"
IN_UTF16 = FULL | {"general": {"positionEncodings": ["utf-16"]}}
"""A client that can do everything, and counts as most clients do."""


class Place(NamedTuple):
    """A text without its mark, and where the mark was."""

    text: str
    position: Json

    def line_with(self, where: Json, new: str) -> str:
        """The line of the mark, with `new` in place of the range `where`, which must lie in it."""
        assert where["start"]["line"] == where["end"]["line"] == self.position["line"]
        line = self.text.split("\n")[self.position["line"]].encode("utf-16-le")
        start, end = where["start"]["character"] * 2, where["end"]["character"] * 2
        return (line[:start] + new.encode("utf-16-le") + line[end:]).decode("utf-16-le")


def place_in(marked: str) -> Place:
    """The place of the mark in a text."""
    before, found, after = marked.partition(MARK)
    assert found, "the text has no mark"
    line = before.rpartition("\n")[2]
    return Place(before + after, {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2})
