"""The foreign keys that DDL statements make and drop, read from their words.

A parser is not asked: dumps and migrations speak every dialect at once, and what says that a key is made is the same
in all of them: `[CONSTRAINT name] FOREIGN KEY (columns) REFERENCES table`, or `column type REFERENCES table`.
Never raises, and has no answer for what is no DDL.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ringfence.model.ranges import Range
from ringfence.model.sql import KeyChange

_LONGEST = 5_000_000
_MENTIONS = re.compile(r"\b(?:references|drop)\b", re.IGNORECASE)
_TOKEN = re.compile(
    r"""
      (?P<skip> '(?:[^']|'')*(?:'|\Z) | --[^\n]* | /\*(?:[^*]|\*(?!/))*(?:\*/|\Z) )
    | (?P<body> \$(?P<tag>[A-Za-z_]*)\$ )
    | (?P<quoted> "(?:[^"]|"")+" | `[^`]+` | \[[A-Za-z_][^\]\n]*\] )
    | (?P<word> (?:\w|\{\})(?:[\w$\#@]|\{\})* )
    | (?P<sign> [().,;] )
    """,
    re.VERBOSE,
)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_HOLE = "{}"
_BEFORE_TABLE = ("ONLY", "IF", "NOT", "EXISTS")
_BEFORE_COLUMN = ("ADD", "COLUMN", "IF", "NOT", "EXISTS", "WITH", "CHECK", "NOCHECK", "CONSTRAINT")
_TEMPORARY = ("TEMP", "TEMPORARY")
_BETWEEN = ("OR", "REPLACE", "GLOBAL", "LOCAL", "UNLOGGED", "EXTERNAL", "FOREIGN", *_TEMPORARY)


class _Token(NamedTuple):
    text: str
    """A name without its quotes; a word as written; a sign."""
    start: int
    end: int
    key: str
    """A word in upper case; empty for a quoted name; a sign."""


def read_keys(text: str, dialect: str | None = None) -> tuple[KeyChange, ...]:
    """What the statements in `text` do to foreign keys, in their order, with the place of each in `text`.

    A table that is dropped drops its keys (no name, no columns), and so does a column (the column alone). `{}` stands
    for what cannot be known; keys of or to such tables are left out. All dialects are read alike.
    """
    del dialect
    text = text[:_LONGEST]
    if _MENTIONS.search(text) is None:
        return ()
    starts = (0, *(match.end() for match in _LINE_BREAK.finditer(text)))

    def place(first: _Token, last: _Token) -> Range:
        lines = bisect_right(starts, first.start) - 1, bisect_right(starts, last.end) - 1
        return Range(lines[0], first.start - starts[lines[0]], lines[1], last.end - starts[lines[1]])

    found = []
    for statement in _statements(list(_tokens(text))):
        for key, first, last in _changes(statement):
            if key.table and _HOLE not in f"{key.table}{key.target}{key.name}":
                found.append(key._replace(range=place(first, last)))
    return tuple(found)


def _tokens(text: str) -> Iterator[_Token]:
    offset, seen = 0, ""
    while (match := _TOKEN.search(text, offset)) is not None:
        offset = match.end()
        kind, written = match.lastgroup, match[0]
        if kind == "quoted":
            yield _Token(written[1:-1], match.start(), offset, "")
        elif kind in ("word", "sign"):
            seen = written.upper() if kind == "word" else ""
            yield _Token(written, match.start(), offset, written.upper())
        elif match["body"] and seen not in ("DO", "PLPGSQL", "BEGIN", "END", ""):
            # What a function would do some day is not done; the block of a `DO` is.
            end = text.find(written, offset)
            offset = end + len(written) if end >= 0 else len(text)


def _statements(tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """The statements about tables, from their first word to their end; many files do without semicolons."""
    starts = [index for index in range(len(tokens)) if _begins(tokens, index)]
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(tokens)
        found = next((at for at in range(start, end) if tokens[at].key in (";", "GO")), end)
        yield tokens[start:found]


def _begins(tokens: Sequence[_Token], index: int) -> bool:
    if tokens[index].key not in ("CREATE", "ALTER", "DROP"):
        return False
    following = index + 1
    while following < len(tokens) and tokens[following].key in _BETWEEN:
        following += 1
    return following < len(tokens) and tokens[following].key == "TABLE"


_Found = tuple[KeyChange, _Token, _Token]
"""A change without its place, and the tokens that it lies between."""


def _changes(tokens: Sequence[_Token]) -> Iterator[_Found]:
    head = next(index for index, token in enumerate(tokens) if token.key == "TABLE")
    if any(token.key in _TEMPORARY for token in tokens[:head]):
        return
    start = head + 1
    while start < len(tokens) and tokens[start].key in _BEFORE_TABLE:
        start += 1
    table, after = _name(tokens, start)
    if not table:
        return
    rest = tokens[after:]
    if tokens[0].key == "DROP":
        yield from _dropped_tables(tokens, start)
    elif tokens[0].key == "CREATE":
        for item in _items(_inside(rest)):
            yield from _made(table, item)
    else:
        for item in _items(rest):
            yield from _altered(table, item)


def _name(tokens: Sequence[_Token], start: int) -> tuple[str, int]:
    """A dotted name, and the index behind it; empty when there is none."""
    parts, index = [], start
    while index < len(tokens) and (not tokens[index].key or tokens[index].key[0] not in "().,;"):
        parts.append(tokens[index].text)
        index += 1
        if index >= len(tokens) or tokens[index].key != ".":
            break
        index += 1
    # A name of three parts begins with the database.
    return ".".join(parts[-2:]), index


def _inside(tokens: Sequence[_Token]) -> Sequence[_Token]:
    """What stands in the first brackets."""
    begin = next((index for index, token in enumerate(tokens) if token.key == "("), len(tokens))
    depth = 0
    for index in range(begin, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[index].key, 0)
        if depth == 0:
            return tokens[begin + 1 : index]
    return tokens[begin + 1 :]


def _items(tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """The parts between commas that stand in no brackets."""
    depth = begin = 0
    for index, token in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(token.key, 0)
        if token.key == "," and depth == 0:
            yield tokens[begin:index]
            begin = index + 1
    yield tokens[begin:]


def _altered(table: str, item: Sequence[_Token]) -> Iterator[_Found]:
    if not item:
        return
    keys = [token.key for token in item]
    if keys[0] == "DROP":
        yield from _dropped(table, item)
    elif keys[0] == "ADD" and keys[1:2] == ["("]:
        for inner in _items(_inside(item)):
            yield from _made(table, inner)
    else:
        yield from _made(table, item)


def _made(table: str, item: Sequence[_Token]) -> Iterator[_Found]:
    """The key of one column or constraint."""
    keys = [token.key for token in item]
    refers = next((index for index in _outside_brackets(item) if keys[index] == "REFERENCES"), None)
    if refers is None:
        return
    target, end = _name(item, refers + 1)
    if not target:
        return
    before = keys[:refers]
    name = ""
    if "CONSTRAINT" in before:
        named = len(before) - 1 - before[::-1].index("CONSTRAINT")
        name = item[named + 1].text if named + 1 < refers and before[named + 1] != "FOREIGN" else ""
    if "FOREIGN" in before:
        columns = tuple(token.text for token in _inside(item[before.index("FOREIGN") : refers]) if token.key != ",")
    else:
        columns = tuple(token.text for token in item[:refers] if token.key not in _BEFORE_COLUMN)[:1]
    yield KeyChange(Range(0, 0, 0, 0), table, columns, target, name), item[refers + 1], item[end - 1]


def _outside_brackets(item: Sequence[_Token]) -> Iterator[int]:
    depth = 0
    for index, token in enumerate(item):
        depth += {"(": 1, ")": -1}.get(token.key, 0)
        if depth == 0:
            yield index


def _dropped(table: str, item: Sequence[_Token]) -> Iterator[_Found]:
    names = [token for token in item[1:] if token.key not in ("IF", "EXISTS", "COLUMN", "CONSTRAINT", "FOREIGN", "KEY")]
    if not names or any(token.key in ("INDEX", "PRIMARY", "PARTITION", "DEFAULT", "TRIGGER") for token in item):
        return
    dropped, is_constraint = names[0], any(token.key in ("CONSTRAINT", "FOREIGN") for token in item)
    columns = () if is_constraint else (dropped.text,)
    name = dropped.text if is_constraint else ""
    yield KeyChange(Range(0, 0, 0, 0), table, columns, "", name, is_dropped=True), dropped, dropped


def _dropped_tables(tokens: Sequence[_Token], start: int) -> Iterator[_Found]:
    for item in _items(tokens[start:]):
        table, after = _name(item, 0)
        if table:
            yield KeyChange(Range(0, 0, 0, 0), table, is_dropped=True), item[0], item[after - 1]
