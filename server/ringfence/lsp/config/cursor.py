"""Where in a `boundaries.yaml` somebody is typing: what would stand there, and what it would replace."""

from __future__ import annotations

from dataclasses import dataclass

from ringfence.lsp.config.outline import Item, Outline, Role
from ringfence.lsp.config.outline_reader import outline_of
from ringfence.lsp.documents import split_lines, without_end
from ringfence.model.config import Key
from ringfence.model.ranges import Position, Range

# A code point that no text holds: what is typed at the cursor is the item with it.
_MARK = "\ufdd0"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place of a text at which something can be put in."""

    key: Key
    """The way to what stands there; what is typed of a key is not part of it."""
    role: Role
    typed: str
    """What stands before the cursor of the word that it is in."""
    range: Range
    """The word that it is in, without quotes; empty where there is none."""
    quote: str
    """The quote that the word begins with; empty when it has none."""
    closed: bool
    """That quote is closed behind the cursor; also where there is none."""
    in_flow: bool
    alone: bool
    outline: Outline
    """The text without the word at the cursor."""

    def beside(self, parent: Key) -> set[str]:
        """The keys or words that stand below `parent` already."""
        return {item.text for item in self.outline.children(parent)}


def cursor_at(text: str, place: Position) -> Cursor | None:
    """The cursor at a place; None in a comment, in a text of several lines, and right behind a word that is closed."""
    lines = split_lines(text)
    if place.line >= len(lines):
        return None
    line = lines[place.line]
    column = min(place.column, len(without_end(line)))
    lines[place.line] = line[:column] + _MARK + line[column:]
    outline = outline_of("".join(lines))
    found = next((item for item in outline.items if _MARK in item.text), None)
    if found is None or _has_value(outline, found):
        return None
    return _cursor(outline, found, line, column)


def _has_value(outline: Outline, found: Item) -> bool:
    """Whether the place of a value is taken by another one."""
    values = (item for item in outline.items if item is not found and item.role is Role.VALUE)
    return found.role is Role.VALUE and any(item.key == found.key for item in values)


def _cursor(outline: Outline, found: Item, line: str, column: int) -> Cursor | None:
    typed = found.text.partition(_MARK)[0]
    start = found.range.column + len(found.quote)
    end = found.range.end_column - len(_MARK)
    is_closed = not found.quote
    if found.quote:
        is_closed = end > start and line[end - 1 : end] == found.quote and end - 1 >= column
        # What follows an open quote is the rest of the line, and not meant.
        end = end - 1 if is_closed else column
    key = found.key[:-1] if found.role is Role.KEY else found.key
    others = tuple(item for item in outline.items if item is not found)
    where = Range(found.range.line, start, found.range.line, end)
    return Cursor(key, found.role, typed, where, found.quote, is_closed, found.in_flow, found.alone, Outline(others))
