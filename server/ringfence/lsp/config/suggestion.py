"""One thing that could be typed at a place of `boundaries.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Sort(IntEnum):
    """What a suggestion is; the numbers are those of `CompletionItemKind`."""

    FUNCTION = 3
    VARIABLE = 6
    CLASS = 7
    MODULE = 9
    PROPERTY = 10
    VALUE = 12
    ENUM = 20
    SNIPPET = 15
    FILE = 17
    FOLDER = 19
    STRUCT = 22


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word, and what is said about it."""

    word: str
    """What is put in, but for quotes, and what is typed is compared with."""
    sort: Sort
    detail: str = ""
    """A few words beside it."""
    about: str = ""
    """Markdown."""
    after: str = ""
    """What is put in behind the word: `: ` for a key."""
    snippet: str = ""
    """What is put in instead where the client knows snippets."""
    rank: int = 5
    """Lower ones stand further up."""
