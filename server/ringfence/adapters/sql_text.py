"""Raw SQL before it is parsed: split into statements, mended where Python put holes and parameters into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ringfence.model.sql import TableUse

HOLE = "hole__"
"""What stands for a `{}` while a statement is parsed: a name that no table has."""
_LONGEST = 40_000
_HEAD = 500
_DEEPEST = 40

_LEXEMES = re.compile(
    r"""
      '(?:[^']|'')*(?:'|\Z)                      # a string
    | "(?:[^"]|"")*(?:"|\Z) | `[^`]*(?:`|\Z)     # a quoted name
    | \$(?P<tag>[A-Za-z_]*)\$.*?(?:\$(?P=tag)\$|\Z)   # a string of PostgreSQL
    | --[^\n]* | /\*(?:[^*]|\*(?!/))*(?:\*/|\Z)  # a comment
    | ;
    """,
    re.VERBOSE | re.DOTALL,
)
_BEGINNING = re.compile(
    r"\s*\(?\s*(?:insert|update|delete|merge|truncate|replace|select|with|copy|do|explain|upsert|values)\b",
    re.IGNORECASE,
)
_ROUTINE = re.compile(
    r"\s*create\s+(?:or\s+replace\s+)?(?:\w+\s+)??(?:trigger|procedure|function)\b.*\bbegin\b",
    re.IGNORECASE | re.DOTALL,
)
_END = re.compile(r"\bend(?:\s+\w+)?\s*$", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_PERCENT = re.compile(r"%\((\w+)\)[sd]|%[sd]")
_MENDED = (
    (re.compile(r"^(\s*)replace\s+(?:(?:low_priority|delayed)\s+)?into\b", re.IGNORECASE), r"\1insert into"),
    (re.compile(r"^(\s*)(update|delete\s+from)\s+only\b", re.IGNORECASE), r"\1\2"),
    (re.compile(r"^(\s*)insert\s+ignore\b", re.IGNORECASE), r"\1insert"),
    (re.compile(r"^(\s*)(update|delete)\s+top\s*\([^()]*\)(\s+from\b)?", re.IGNORECASE), r"\1\2\3"),
)
_NAME = r"""((?:(?:\w+|"[^"]+"|`[^`]+`|\[[^\]]+\])\s*\.\s*)*(?:\w+|"[^"]+"|`[^`]+`|\[[^\]]+\]))"""
_HEADS = (
    (
        "insert",
        re.compile(rf"\b(?:insert|replace|merge)\s+(?:\w+\s+){{0,2}}?into\s+(?:table\s+)?{_NAME}", re.IGNORECASE),
    ),
    (
        "update",
        re.compile(rf"(?<!do )(?<!for )\bupdate\s+(?:only\s+)?{_NAME}\s+(?:as\s+)?(?:\w+\s+)?set\b", re.IGNORECASE),
    ),
    ("delete", re.compile(rf"\bdelete\s+from\s+(?:only\s+)?{_NAME}", re.IGNORECASE)),
    ("delete", re.compile(rf"\btruncate\s+(?:table\s+)?{_NAME}", re.IGNORECASE)),
)


class Statement(NamedTuple):
    """One statement of a text."""

    start: int
    """Where its first word begins."""
    text: str
    """Without the comments before it."""


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text that read or write rows, by the looks of their first word."""
    begin = 0
    for match in _LEXEMES.finditer(text):
        if match[0] == ";" and not _is_open(text[begin : match.start()]):
            yield from _statement(text, begin, match.start())
            begin = match.end()
    yield from _statement(text, begin, len(text))


def _is_open(text: str) -> bool:
    """Whether a trigger or a routine is not at its end yet: what stands in it runs another time."""
    if "create" not in text[:_HEAD].lower():
        return False
    return bool(_ROUTINE.match(_COMMENT.sub(" ", text))) and not _END.search(text)


def _statement(text: str, begin: int, end: int) -> Iterator[Statement]:
    while True:
        while begin < end and text[begin].isspace():
            begin += 1
        match = _LEXEMES.match(text, begin, end) if text.startswith(("--", "/*"), begin) else None
        if match is None or match.end() == begin:
            break
        begin = match.end()
    if _BEGINNING.match(text, begin, end):
        yield Statement(begin, text[begin:end])


def is_parsable(statement: str) -> bool:
    """Whether a parser can be trusted to end soon."""
    return len(statement) <= _LONGEST and statement.count("(") <= _DEEPEST * 10 and _depth(statement) <= _DEEPEST


def _depth(statement: str) -> int:
    depth = deepest = 0
    for character in statement:
        if character == "(":
            depth += 1
            deepest = max(deepest, depth)
        elif character == ")":
            depth -= 1
    return deepest


def mended(statement: str) -> str:
    """The statement as the parser understands it: holes and parameters filled, what only one database says undone."""
    text = _PERCENT.sub("?", statement.replace("{}", HOLE)).replace("%%", "%")
    for pattern, instead in _MENDED:
        text = pattern.sub(instead, text, count=1)
    return text


def heads(statement: str) -> tuple[TableUse, ...]:
    """What the first words of each statement in a text say, where the text as a whole cannot be parsed."""
    text = _LEXEMES.sub(_without_comment, statement.replace("{}", HOLE))
    found: dict[TableUse, None] = {}
    for operation, pattern in _HEADS:
        for match in pattern.finditer(text):
            found[TableUse(operation, table_name(match[1]))] = None
    return tuple(found)


def _without_comment(match: re.Match[str]) -> str:
    """Comments and strings gone, names kept, and the body of a `DO $$ ... $$` looked into."""
    found = match[0]
    if found.startswith("$"):
        return " " + _LEXEMES.sub(_without_comment, found.strip("$")) + " "
    return found if found[0] in '"`;' else " "


def table_name(written: str) -> str:
    """A table as written, without quotes and spaces; empty when a hole of the text is in it."""
    name = ".".join(part.strip().strip('"`[]') for part in written.split("."))
    return "" if HOLE in name else name
