"""From the text of a YAML file to a tree of plain nodes that know where they stand.

Built from parser events, not with `yaml.compose`: that one recurses in C without a limit, and resolves
`off`, `no` and `on` to booleans. Here depth and expansion are limited, and a scalar stays text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import yaml

from ringfence.adapters.config_syntax import report_syntax_error
from ringfence.adapters.config_text import Lines, Problems
from ringfence.model.ranges import Range

MAX_DEPTH = 32
MAX_NODES = 100_000
"""Values of a file, with everything that an alias stands for counted where it is used."""

FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LONGEST_GAP = 100
_CORE_TAG = "tag:yaml.org,2002:"
_CORE_TAGS = frozenset(_CORE_TAG + name for name in ("str", "int", "bool", "float", "null", "seq", "map", "timestamp"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text: a word, a number, a date, or nothing."""

    range: Range
    text: str
    raw: str = ""
    """As it is written, with its quotes."""
    plain: bool = False
    """Written without quotes, so that it may stand for a number, a date, true, false or nothing."""
    size: int = 1
    height: int = 1

    @property
    def is_null(self) -> bool:
        """Whether it stands for nothing: an empty place, `~` or `null`."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, in brackets or with dashes."""

    range: Range
    items: tuple[Node, ...]
    size: int
    height: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in braces or one a line; a key that is written again is set aside."""

    range: Range
    entries: tuple[Entry, ...]
    repeated: tuple[Entry, ...]
    size: int
    height: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place whose problem is already reported."""

    range: Range
    size: int = 1
    height: int = 1


Node: TypeAlias = Scalar | Sequence | Mapping | Unreadable


def read_yaml(text: str, problems: Problems, loader: Any = FAST_LOADER) -> Node | None:
    """The tree of the first document; None for an empty one, or with the reason among `problems`."""
    lines = Lines(text)
    count = len(problems.diagnostics)
    try:
        return _Composer(yaml.parse(text, Loader=loader), text, lines, problems).document()
    except _TooBigError as error:
        problems.add(error.range, error.message, kind="syntax")
    except yaml.YAMLError as error:
        del problems.diagnostics[count:]
        report_syntax_error(error, text, lines, problems)
    except (ValueError, OverflowError, RecursionError):
        # An escape such as "\UFFFFFFFF" is no character; the loader in Python says so in its own way.
        problems.add(lines.range(0, 0), "YAML cannot read this file. Check its escapes.", kind="syntax")
    return None


class _TooBigError(Exception):
    def __init__(self, where: Range, message: str) -> None:
        super().__init__(message)
        self.range = where
        self.message = message


class _Composer:
    def __init__(self, events: Iterator[Any], text: str, lines: Lines, problems: Problems) -> None:
        self._events = events
        self._text = text
        self._lines = lines
        self._problems = problems
        self._anchors: dict[str, Node | None] = {}
        self._count = 0

    def document(self) -> Node | None:
        """The first document; a second one is reported and left alone."""
        root: Node | None = None
        seen = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    message = "A second document starts here; only the first one counts. Remove this line."
                    self._problems.add(self._range(event), message, kind="syntax")
                    break
                seen = True
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        return None if isinstance(root, Scalar) and root.is_null else root

    def _node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _TooBigError(self._range(event), f"This is nested deeper than {MAX_DEPTH} levels. Flatten it.")
        self._count += 1
        if self._count > MAX_NODES:
            raise _TooBigError(self._range(event), f"This file has more than {MAX_NODES:,} values. Shorten it.")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.anchor is not None:
            # Not there yet, so that an alias inside is seen to refer to itself.
            self._anchors[event.anchor] = None
        node = self._anchored(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        where = f"{node.range.line + 1}"
        if node.size > MAX_NODES:
            message = f"With its aliases, line {where} stands for more than {MAX_NODES:,} values. Write them out."
            raise _TooBigError(node.range, message)
        if node.height > MAX_DEPTH:
            message = f"With its aliases, line {where} is nested deeper than {MAX_DEPTH} levels. Flatten it."
            raise _TooBigError(node.range, message)
        return node

    def _anchored(self, event: Any, depth: int) -> Node:
        is_text = self._check_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            plain = not is_text and event.style in ("", None)
            start, end = self._scalar_span(event)
            return Scalar(self._lines.range(start, end), event.value, self._text[start:end], plain)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _check_tag(self, event: Any) -> bool:
        """Whether a tag says that this is text; a tag of no use here is reported and has no effect."""
        tag: str | None = event.tag
        if tag is None or tag == "!":
            return tag == "!"
        if tag not in _CORE_TAGS:
            where = self._range(event)
            length = len(self._text[event.start_mark.index : event.end_mark.index].split()[0] or " ")
            name = tag.replace(_CORE_TAG, "!!")
            end = Range(where.line, where.column, where.line, where.column + length)
            self._problems.add(end, f"The tag {name} means nothing here. Remove it.", kind="syntax")
        return tag == _CORE_TAG + "str"

    def _alias(self, event: Any) -> Node:
        where = self._range(event)
        node = self._anchors.get(event.anchor)
        if node is not None:
            return replace(node, range=where)
        if event.anchor in self._anchors:
            message = f"*{event.anchor} stands for the value that it is a part of. Write the value out."
            self._problems.add(where, message)
        else:
            written = f"*{event.anchor}"
            message = f"{written} is a YAML alias of nothing. If the star is meant, put it in quotes."
            self._problems.add(where, message, written=written, symbol=f'"{written}"')
        return Unreadable(where)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        where = self._collection_range(start, event, items[-1].range if items else None)
        size = 1 + sum(item.size for item in items)
        return Sequence(where, tuple(items), size, 1 + max((item.height for item in items), default=0))

    def _mapping(self, start: Any, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        repeated: list[Entry] = []
        merged: list[Entry] = []
        last: Range | None = None
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            last = value.range
            if not isinstance(key, Scalar) or (key.plain and not key.text):
                self._problems.add(key.range, "A key must be a word. Write `key: value`.")
            elif key.plain and key.text == "<<":
                merged += self._merged(value)
            elif key.text in entries:
                self._report_repeated(key, entries[key.text].key)
                repeated.append(Entry(key, value))
            else:
                entries[key.text] = Entry(key, value)
        for entry in merged:
            entries.setdefault(entry.key.text, entry)
        where = self._collection_range(start, event, last)
        values = [entry.value for entry in (*entries.values(), *repeated)]
        size = 1 + sum(1 + value.size for value in values)
        height = 1 + max((value.height for value in values), default=0)
        return Mapping(where, tuple(entries.values()), tuple(repeated), size, height)

    def _merged(self, value: Node) -> list[Entry]:
        found: list[Entry] = []
        for node in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(node, Mapping):
                found += node.entries
            elif not isinstance(node, Unreadable):
                message = "`<<` takes over the keys of another mapping. Give it an alias such as *defaults."
                self._problems.add(node.range, message)
        return found

    def _report_repeated(self, key: Scalar, first: Scalar) -> None:
        message = (
            f"'{key.text}' is already in line {first.range.line + 1}, and the first one counts. "
            "Merge the two, or remove this one."
        )
        self._problems.add(key.range, message, kind="key", first=first.range)

    def _range(self, event: Any) -> Range:
        return self._lines.range(event.start_mark.index, event.end_mark.index)

    def _scalar_span(self, event: Any) -> tuple[int, int]:
        start, end = event.start_mark.index, event.end_mark.index
        # The end of a block of text stands behind the blank lines that follow it.
        length = len(self._text[start:end].rstrip())
        if not length:
            # Nothing stands right behind the colon or dash; where exactly, the parsers do not agree.
            before = self._text[max(start - _LONGEST_GAP, 0) : start]
            start -= len(before) - len(before.rstrip(" \t"))
        return start, start + length

    def _collection_range(self, start: Any, end: Any, last: Range | None) -> Range:
        if start.flow_style or last is None:
            return self._lines.range(start.start_mark.index, end.end_mark.index)
        # The end event of a block stands behind the blank lines and comments that follow it.
        first = self._lines.range(start.start_mark.index, start.start_mark.index)
        return Range(first.line, first.column, last.end_line, last.end_column)
