"""What a `boundaries.yaml` that YAML cannot read may lack: a bracket, a quote, a colon. Whatever makes it readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Range

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_LENGTH = 200_000
_LONGEST_LINE = 1000
_LINES_ABOVE = 10
_CLOSING = {"[": "]", "{": "}"}
_COMMENT = re.compile(r"(?:^|\s)#.*")
_VALUE = re.compile(r"\s*(?:- +)?[\w.*/-]+: +(?P<value>[^\s\"'\[{#](?:[^#]|(?<=\S)#)*?)\s*(?:\s#.*)?$")
_WORD_ALONE = re.compile(r"\s*(?P<word>[\w.-]+)\s*(?:#.*)?$")
STUCK = re.compile(r"\s*(?:- +)?(?P<pair>(?P<key>[a-z_]+:)(?P<value>[^\s/][^\s#]*))\s*(?:#.*)?$")
"""A key and a value without the blank between them."""
_NEXT_KEY = re.compile(r",\s*[\w-]+:\s")
_TAG = re.compile(r"![^\s,\]}]*[ \t]*")

Repair = tuple[str, TextEdit]
"""What is done, in words, and the edit."""


def syntax_repairs(text: str, place: Range) -> Iterator[Repair]:
    """The first way to make YAML read the whole text, around the place where it gave up; none where none is found."""
    lines = _LINE_BREAK.split(text)
    longest = max(map(len, lines[max(0, place.line - _LINES_ABOVE) : place.line + 1]), default=0)
    if len(text) > _MAX_LENGTH or place.line >= len(lines) or longest > _LONGEST_LINE:
        return
    found = (repair for repair in _candidates(lines, place) if _is_readable(_applied(lines, repair[1])))
    first = next(found, None)
    if first is not None:
        yield first


def removals(text: str, place: Range) -> Iterator[Repair]:
    """Take out what means nothing: a tag, the line of a second document, an invisible character."""
    lines = _LINE_BREAK.split(text)
    line = lines[place.line] if place.line < len(lines) else ""
    tag = _TAG.match(line, place.column)
    if tag is not None:
        where = place._replace(end_line=place.line, end_column=tag.end())
        yield f"Remove {tag[0].strip()}", TextEdit(where, "")
    elif line.startswith("---") and place.line + 1 < len(lines) and place.line:
        yield "Remove this line", TextEdit(Range(place.line, 0, place.line + 1, 0), "")
    elif place.end_column - place.column == 1 and not line[place.column : place.end_column].isprintable():
        yield "Remove the invisible character", TextEdit(place, "")


def _candidates(lines: list[str], place: Range) -> Iterator[Repair]:
    row, line = place.line, lines[place.line]
    above = next((number for number in range(row - 1, -1, -1) if _COMMENT.sub("", lines[number]).strip()), row)
    # A quote that is not closed ends at the next one, which may stand lines below.
    for number in range(row, max(row - _LINES_ABOVE, 0) - 1, -1):
        yield from _closed(number, lines[number])
    value = _VALUE.match(line)
    if value is not None and '"' not in value["value"] and "\\" not in value["value"]:
        start, end = value.span("value")
        yield "Put the value in quotes", TextEdit(Range(row, start, row, end), f'"{value["value"]}"')
    for number in dict.fromkeys((above, row)):
        stuck = STUCK.match(lines[number])
        if stuck is not None:
            pair, (start, end) = f"{stuck['key']} {stuck['value']}", stuck.span("pair")
            yield f"Replace {stuck['pair']} by {pair}", TextEdit(Range(number, start, number, end), pair)
        word = _WORD_ALONE.match(lines[number])
        if word is not None:
            end = word.end("word")
            yield f"Add the colon behind {word['word']}", TextEdit(Range(number, end, number, end), ":")


def _closed(row: int, line: str) -> Iterator[Repair]:
    """A line with the brackets and the quote that it opens and does not close."""
    opened: list[str] = []
    quote, quoted_from = "", 0
    for column, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (not column or line[column - 1] in " [{,"):
            quote, quoted_from = char, column
        elif char == "#" and (not column or line[column - 1].isspace()):
            break
        elif char in _CLOSING:
            opened.append(_CLOSING[char])
        elif char == "," and opened[-1:] == ["]"] and _NEXT_KEY.match(line, column):
            # A list of ours holds no keys: it should have ended here.
            yield "Add the closing ]", TextEdit(Range(row, column, row, column), "]")
            return
        elif char in "]}" and opened and opened.pop() != char:
            missing = "]" if char == "}" else "}"
            yield f"Add the closing {missing}", TextEdit(Range(row, column, row, column), missing)
            return
    if quote:
        inner = line[quoted_from:].rstrip()
        for end in dict.fromkeys((len(inner.rstrip("]}, ")), len(inner))):
            column = quoted_from + end
            yield f"Add the closing {quote}", TextEdit(Range(row, column, row, column), quote)
    elif opened:
        column = len(_COMMENT.sub("", line).rstrip())
        missing = "".join(reversed(opened))
        yield f"Add the closing {missing}", TextEdit(Range(row, column, row, column), missing)


def _applied(lines: list[str], edit: TextEdit) -> str:
    where = edit.range
    line = lines[where.line]
    changed = line[: where.column] + edit.text + line[where.end_column :]
    return "\n".join([*lines[: where.line], changed, *lines[where.line + 1 :]])


def _is_readable(text: str) -> bool:
    try:
        for _ in yaml.parse(text, Loader=_LOADER):
            pass
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    return True
