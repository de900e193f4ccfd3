r"""The patterns that find the few lines of a text that matter for imports and module-level names.

A whole-file syntax tree costs about eight times as much as this skim (see `docs/decisions/`), and one broken
statement can bend the tree around it. Each pattern below runs possessively from one interesting line to the
next inside the `re` engine: strings and comments are consumed whole, so nothing inside them is ever taken for
code, and a broken line is left behind at its end. The lexical grammar is that of
https://docs.python.org/3/reference/lexical_analysis.html.

All patterns expect `\n` as the only line ending and a `\n` before the first line.
"""

from __future__ import annotations

import re

STRING = r'''"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\Z)|\'\'\'(?:[^'\\]++|\\.|'(?!''))*+(?:\'\'\'|\Z)''' + (
    r"""|"(?:[^"\\\n]++|\\.)*+"?|'(?:[^'\\\n]++|\\.)*+'?"""
)
"""A string literal without its prefix; one that is never closed ends at the line's or the file's end."""

HEADERS = "async|def|class|if|elif|else|try|except|finally|with|for|while|match|case"
_IMPORTS = "import|from"
_WORD = r"[^\W\d]\w*"


def _next_line(starts: str) -> re.Pattern[str]:
    """From anywhere in code to the next line that begins as `starts` says, or to an inline import, or to the end.

    Groups: 1 the indentation, 2 the first word of the line, 3 the keyword of an inline import.
    """
    skip = rf"""(?:[^"'#\n:;]++|{STRING}|#[^\n]*+|\n(?!{starts})|[:;](?![ \t]*(?:{_IMPORTS})\b))*+"""
    return re.compile(rf"""{skip}(?:\n([ \t\f]*)({_WORD}|@)|[:;][ \t]*({_IMPORTS})\b|\Z)""", re.DOTALL)


NEXT_TOP_LINE = _next_line(rf"[ \t\f]*(?:{_IMPORTS})\b|{_WORD}|@")
"""Stops at imports anywhere and at every line in the first column: enough inside functions and classes."""

NEXT_TOP_LINE_QUICKLY = re.compile(
    rf"""(?:\n(?:[ \t\f]++(?!(?:{_IMPORTS})\b)[^"'#\n]*+|(?![ \t\f\w@]))|[^"'#\n]++|{STRING}|#[^\n]*+)*+"""
    rf"""(?:\n([ \t\f]*)({_WORD}|@)|\Z)""",
    re.DOTALL,
)
"""The same for a text that `may_hold_inline_imports` says no to: half as long, since most lines are one step."""

_INLINE_MARKS = (";", ": import", ": from", ":import", ":from", ":  import", ":  from", ":\timport", ":\tfrom")


def may_hold_inline_imports(text: str) -> bool:
    """Whether an import might stand behind a `;` or `:` somewhere."""
    return any(mark in text for mark in _INLINE_MARKS)


NEXT_LINE = _next_line(rf"[ \t\f]*(?:{_WORD}|@)")
"""Stops at every line of code: for the body of a module-level `if`, `try`, `with`, `for` or `while`."""

NEXT_HEADER = _next_line(rf"[ \t\f]*(?:{HEADERS}|{_IMPORTS})\b")
"""Stops at the lines that open a block: for what stands around an import inside a function or class."""

STRING_OR_COMMENT = re.compile(rf"(?P<comment>#[^\n]*)|{STRING}", re.DOTALL)
"""Every string and comment, in order."""

SPACE = r"(?:[ \t\f]|\\\n)"
"""What may stand between two tokens of one logical line."""

DOTTED = rf"{_WORD}(?:{SPACE}*\.{SPACE}*{_WORD})*"
WORD = _WORD


def plain(text: str) -> str:
    r"""The text with `\n` for every line ending that Python knows (`\r\n`, `\r`); lines and columns stay."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
