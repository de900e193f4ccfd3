"""Edits of `boundaries.yaml` that leave all else in it as it is, comments included."""

from __future__ import annotations

import re

from ringfence.model.config import Config, Key
from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Position, Range

AGAIN = " (again)"
"""What a key path has behind the name of a key that is written a second time."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
# The value of an anchor or tag stands behind it.
_OPENS_BRACKET = re.compile(r"(?:[&!]\S*\s+)*[\[{]")
_QUOTES = "\"'"


def replace_word(text: str, place: Range, written: str, right: str) -> TextEdit | None:
    """Put `right` where `written` stands, inside its quotes if it has some. None when it does not stand there."""
    found = text_at(text, place)
    if found == written:
        # A stale place must not be replaced twice: behind `exclud` there may be an `e` by now.
        line = _LINE_BREAK.split(text)[place.end_line]
        after = line[place.end_column : place.end_column + 1]
        goes_on = written[-1:].isalnum() and (after.isalnum() or after == "_")
        return None if goes_on else TextEdit(place, right)
    if len(found) > 1 and found[0] == found[-1] and found[0] in _QUOTES and found[1:-1] == written:
        return TextEdit(place, f"{found[0]}{right}{found[0]}")
    return None


def entry_at(text: str, config: Config, place: Range) -> Key | None:
    """The way to the entry whose key or value stands at `place`.

    None when there is none, and when `text` is not the one that `config` was read from.
    """
    for ranges in (config.key_ranges, config.ranges):
        for key, found in ranges.items():
            if found == place and key and _stands_there(text, config, key):
                return key
    return None


def remove_entry(text: str, config: Config, key: Key) -> TextEdit | None:
    """Take the entry at `key` out of its list or mapping. None where that cannot be done cleanly."""
    lines = _LINE_BREAK.split(text)
    siblings = _siblings(config, key)
    place = _extent(config, key)
    if place not in siblings or (key[0] == "layers" and len(key) > 2):
        return None
    around = config.ranges[key[:-1]]
    flow = _OPENS_BRACKET.match(lines[around.line], around.column) is not None
    if len(siblings) == 1:
        return _remove_only(text, config, key, flow=flow)
    if flow:
        return _remove_between(siblings, place)
    return _remove_lines(lines, siblings, place, is_item=isinstance(key[-1], int))


def _remove_only(text: str, config: Config, key: Key, *, flow: bool) -> TextEdit | None:
    if len(key) == 1:
        return None
    if len(key) == 2:
        return remove_entry(text, config, key[:-1])
    empty = "[]" if isinstance(key[-1], int) else "{}"
    around = config.ranges[key[:-1]]
    # A block may stand in the column of its key, where brackets may not.
    return TextEdit(around, empty if flow or around.column else f"  {empty}")


def _remove_between(siblings: list[Range], place: Range) -> TextEdit:
    index = siblings.index(place)
    if index + 1 < len(siblings):
        return TextEdit(_range(place.start, siblings[index + 1].start), "")
    return TextEdit(_range(siblings[index - 1].end, place.end), "")


def _remove_lines(lines: list[str], siblings: list[Range], place: Range, *, is_item: bool) -> TextEdit | None:
    before = lines[place.line][: place.column]
    if before.strip() == ("-" if is_item else ""):
        if place.end_line + 1 < len(lines):
            return TextEdit(Range(place.line, 0, place.end_line + 1, 0), "")
        start = Position(place.line - 1, len(lines[place.line - 1])) if place.line else Position(0, 0)
        return TextEdit(_range(start, Position(place.end_line, len(lines[place.end_line]))), "")
    # The first key of a mapping in a list stands behind a dash, where the next one may move up to.
    is_first = place == siblings[0]
    return _remove_between(siblings, place) if is_first and not is_item else None


def _stands_there(text: str, config: Config, key: Key) -> bool:
    for length in range(1, len(key) + 1):
        place = config.key_ranges.get(key[:length])
        part = key[length - 1]
        if isinstance(part, str):
            word = part.removesuffix(AGAIN)
            if place is None or text_at(text, place).strip(_QUOTES) != word:
                return False
    return True


def _siblings(config: Config, key: Key) -> list[Range]:
    """The entries beside the one at `key`, itself included, in the order of the text."""
    around = config.ranges.get(key[:-1])
    keys = {other for other in (*config.ranges, *config.key_ranges) if other[:-1] == key[:-1] and other}
    found = {_extent(config, other) for other in keys if len(other) == len(key)}
    return sorted(place for place in found if around and around.start <= place.start <= around.end)


def _extent(config: Config, key: Key) -> Range:
    """From the start of an entry's key, or of a list item, to the end of its value."""
    value = config.ranges.get(key)
    name = config.key_ranges.get(key)
    if name is None or value is None:
        return value or name or Range(0, 0, 0, 0)
    # The place of an empty value may lie before the end of its key.
    return _range(name.start, max(name.end, value.end))


def _range(start: Position, end: Position) -> Range:
    return Range(*start, *end)


def text_at(text: str, place: Range) -> str:
    """What stands at a place of a text; empty behind its end."""
    lines = _LINE_BREAK.split(text)
    if place.end_line >= len(lines):
        return ""
    if place.line == place.end_line:
        return lines[place.line][place.column : place.end_column]
    first, *middle, last = lines[place.line : place.end_line + 1]
    return "\n".join((first[place.column :], *middle, last[: place.end_column]))
