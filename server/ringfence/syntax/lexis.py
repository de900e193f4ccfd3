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

STRING = r'''"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)|\'\'\'(?:[^'\\]++|\\.|'(?!''))*+(?:\'\'\'|\\?\Z)''' + (
    r"""|"(?:[^"\\\n]++|\\.)*+"?|'(?:[^'\\\n]++|\\.)*+'?"""
)
"""A string literal without its prefix; one that is never closed ends at the line's or the file's end."""

HEADERS = "async|def|class|if|elif|else|try|except|finally|with|for|while|match|case"
_IMPORTS = "import|from"
_WORD = r"[^\W\d]\w*+"
_FIRST = rf"(?:{_WORD}|[@(\[*])"
"""What a statement that can bind a name begins with: `(a, b) = ...` and `*a, b = ...` too."""
NO_EXPRESSION = (
    r"(?:(?:import|def|class|return|with|while|raise|assert|del|pass|break|continue|global|nonlocal|try|except"
    r"|finally|elif|async[ \t]++(?:def|with))\b|else[ \t]*+:|from[ \t]++[.\w]++[ \t]++import\b)"
)
"""What a line begins with that cannot go on with an expression: a new statement, whatever was left open above."""
_JOINED = rf"\\(?:\n(?![ \t\f]*+(?:{NO_EXPRESSION}|(?:if|for)\b[^\n]*:[ \t]*\n)))?+"
"""A backslash with the line end that it hides; one that is left before a new statement hides nothing."""


def _next_line(starts: str) -> re.Pattern[str]:
    """From anywhere in code to the next line that begins as `starts` says, or to an inline statement, or to the end.

    Groups: 1 the indentation, 2 the first word of the line, 3 the keyword of an inline import behind `:` or `;`,
    4 the first word of another statement behind `;`.
    """
    skip = (
        rf"""(?:[^"'#\n:;\\]++|{STRING}|#[^\n]*+|\n(?!{starts})|{_JOINED}"""
        rf"""|:(?![ \t\f]*+(?:{_IMPORTS})\b)|;(?![ \t\f]*+{_FIRST}))*+"""
    )
    inline = rf"[:;][ \t\f]*+({_IMPORTS})\b|;[ \t\f]*+({_FIRST})"
    return re.compile(rf"{skip}(?:\n([ \t\f]*+)({_FIRST})|{inline}|\Z)", re.DOTALL)


NEXT_TOP_LINE = _next_line(rf"[ \t\f]*+(?:{_IMPORTS})\b|{_FIRST}")
"""Stops at imports anywhere and at every line in the first column: enough inside functions and classes."""

NEXT_TOP_LINE_QUICKLY = re.compile(
    rf"""(?:\n(?:[ \t\f]++(?!(?:{_IMPORTS})\b)[^"'#\n\\]*+|(?![ \t\f]|{_FIRST}))|[^"'#\n\\]++"""
    rf"""|{STRING}|#[^\n]*+|{_JOINED})*+"""
    rf"""(?:\n([ \t\f]*+)({_FIRST})|\Z)""",
    re.DOTALL,
)
"""The same for a text that `may_hold_inline_imports` says no to: half as long, since most lines are one step."""

_INLINE = re.compile(rf":[ \t\f]*+(?:{_IMPORTS})\b")


def may_hold_inline_imports(text: str) -> bool:
    """Whether an import might stand behind a `;` or `:` somewhere."""
    return ";" in text or _INLINE.search(text) is not None


NEXT_LINE = _next_line(rf"[ \t\f]*+{_FIRST}")
"""Stops at every line of code: for the body of a module-level `if`, `try`, `with`, `for` or `while`."""

NEXT_HEADER = _next_line(rf"[ \t\f]*+(?:{HEADERS}|{_IMPORTS})\b")
"""Stops at the lines that open a block: for what stands around an import inside a function or class."""

STRING_OR_COMMENT = re.compile(rf"(?P<comment>#[^\n]*)|{STRING}", re.DOTALL)
"""Every string and comment, in order."""

SPACE = r"(?:[ \t\f]|\\\n)"
"""What may stand between two tokens of one logical line."""

DOTTED = rf"{_WORD}(?:{SPACE}*+\.{SPACE}*+{_WORD})*+"
WORD = _WORD


_BLANK = re.compile(rf"{SPACE}++")


def tight(dotted: str) -> str:
    """A match of `DOTTED` without the space in it."""
    return dotted if dotted.isidentifier() else _BLANK.sub("", dotted)


def plain(text: str) -> str:
    r"""The text with `\n` for every line ending that Python knows (`\r\n`, `\r`); lines and columns stay."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
