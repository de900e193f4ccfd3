"""What could not be read. Only texts that look suspicious are parsed in full to tell where they break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.model.facts import ImportSite, ParseProblem
from ringfence.model.ranges import Range
from ringfence.syntax.brackets import unmatched as unmatched_offsets
from ringfence.syntax.cursor import Cursor
from ringfence.syntax.lexis import STRING_OR_COMMENT

if TYPE_CHECKING:
    import tree_sitter

_TELLTALES = re.compile(r"^(?:<<<<<<<|>>>>>>>) |\bprint [\"']", re.MULTILINE)
_MAX_PROBLEMS = 5
_UNMATCHED = {
    **dict.fromkeys("([{", "this bracket is never closed"),
    **dict.fromkeys(")]}", "this bracket was never opened"),
}
_DELIMITERS = re.compile(r"""[A-Za-z]*["']|[()\[\]{}#\\\n]""")
_LARGE = 1_000_000
"""A longer text is not parsed: its first bracket or quote without a partner is found in a fraction of the time."""


def read_problems(
    text: str, known: tuple[ParseProblem, ...], imports: tuple[ImportSite, ...], *, balanced: bool
) -> tuple[ParseProblem, ...]:
    r"""The stretches of `text` (line endings `\n`) that could not be read, in order, `known` ones included.

    `imports` are the statements that were read: nothing in them is a problem, wherever a parser stumbles. `balanced`
    is what `is_balanced` says.
    """
    if "\0" in text:
        known = (_null(text), *known)
    found = _found(text, balanced=balanced, suspicious=bool(known) or _has_telltale(text))
    lines = {problem.range.line for problem in known}
    for site in imports:
        lines.update(range(site.range.line, site.range.end_line + 1))
    extra = tuple(problem for problem in found if problem.range.line not in lines)
    return tuple(sorted(known + extra, key=lambda problem: problem.range))[:_MAX_PROBLEMS]


def is_balanced(text: str) -> bool:
    """Whether each bracket and quote has its partner."""
    return not _is_uneven(text) or next(iter(unmatched_offsets(text)), None) is None


def delimiters(text: str) -> list[str]:
    """What whole lines say about brackets and quotes: two pieces with the same can stand in for each other."""
    return _DELIMITERS.findall(text)


def _found(text: str, *, balanced: bool, suspicious: bool) -> tuple[ParseProblem, ...]:
    """The brackets and quotes without a partner; without such, in a suspicious text, what a parser stumbles over.

    A parser is thrown off by an open bracket, and points to some place around it. But only a parser knows that the
    quotes inside an f-string are none of its end.
    """
    unmatched = () if balanced else _unmatched(text)
    if len(text) > _LARGE or not (unmatched or suspicious):
        return unmatched
    errors = _syntax_errors(text)
    return (unmatched or errors) if errors else ()


def _is_uneven(text: str) -> bool:
    return (
        text.count("(") != text.count(")")
        or text.count("[") != text.count("]")
        or text.count("{") != text.count("}")
        or text.count('"""') % 2 == 1
        or text.count("'''") % 2 == 1
    )


def _has_telltale(text: str) -> bool:
    """Whether a merge left something behind, or the text is Python 2."""
    return ("print " in text or "<<<<<<<" in text or ">>>>>>>" in text) and _TELLTALES.search(text) is not None


def _null(text: str) -> ParseProblem:
    line, column = Cursor(text).at(text.index("\0"))
    return ParseProblem("Python refuses a file that holds a NUL character", Range(line, column, line, column + 1))


def _unmatched(text: str) -> tuple[ParseProblem, ...]:
    """The first bracket or quote without a partner on each line, to the end of it."""
    place, found = Cursor(text), list[ParseProblem]()
    for offset in unmatched_offsets(text):
        line, column = place.at(offset)
        if len(found) == _MAX_PROBLEMS or (found and found[-1].range.line == line):
            continue
        end = text.find("\n", offset)
        length = (end if end >= 0 else len(text)) - offset
        message = _UNMATCHED.get(text[offset], "this string is never closed")
        found.append(ParseProblem(message, Range(line, column, line, column + length)))
    return tuple(found)


def _syntax_errors(text: str) -> tuple[ParseProblem, ...]:
    # Loaded for the few texts that look broken, not at every start.
    import tree_sitter
    import tree_sitter_python

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))
    # The parser looks at all comments in a row again for each of them: thousands of lines would take it seconds.
    code = STRING_OR_COMMENT.sub(lambda match: " " * len(match[0]) if match["comment"] else match[0], text)
    tree = parser.parse(code.encode("utf-8", "replace"))
    if not tree.root_node.has_error:
        return ()
    lines = code.split("\n")
    return tuple(_problem(node, lines) for node in _errors(tree.root_node))


def _errors(root: tree_sitter.Node) -> list[tree_sitter.Node]:
    """The outermost broken nodes, in order."""
    found: list[tree_sitter.Node] = []
    pending = [root]
    while pending and len(found) < _MAX_PROBLEMS:
        node = pending.pop()
        if node.is_error or node.is_missing:
            found.append(node)
        elif node.has_error:
            pending.extend(reversed(node.children))
    return found


def _problem(node: tree_sitter.Node, lines: list[str]) -> ParseProblem:
    line, column = node.start_point
    content = lines[line] if line < len(lines) else ""
    start = len(content.encode("utf-8", "replace")[:column].decode("utf-8", "ignore"))
    return ParseProblem(
        "a syntax error, or syntax newer than we know", Range(line, start, line, max(len(content.rstrip()), start))
    )
