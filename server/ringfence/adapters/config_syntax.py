"""What a YAML syntax error means, in words that say what to do next, at the place where to do it."""

from __future__ import annotations

import re

import yaml

from ringfence.adapters.config_text import Lines, Problems

# A value without quotes up to what ends it: a comma or bracket, a comment, the end of the line.
_PLAIN_WORD = re.compile(r"[^\n\r,\]}]*?(?=\s*(?:[,\]}\n\r]|[ \t]#|\Z))")
_LEADING_BLANKS = re.compile(r"[ \t]*")
_LINE = re.compile(r"[^\n\r]*")
_LONGEST_WORD = 300
_TAB_WIDTH = 2


def report_syntax_error(error: yaml.YAMLError, text: str, lines: Lines, problems: Problems) -> None:
    """Add one problem for `error`, which made a parser give up on `text`."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        problems.add(lines.range(0, 0), "YAML cannot read this file.", kind="syntax")
        return
    at = min(error.problem_mark.index, len(text))
    opened = min(error.context_mark.index, len(text)) if error.context_mark else at
    problem, context = error.problem or "", error.context or ""
    if _report_tab(text, lines, at, problems) or _report_missing_quotes(
        text, lines, at, opened, problem, context, problems
    ):
        return
    start, message = _explain(text, lines, at, opened, problem, context)
    end = start + len(text[start : _match_end(_LINE, text, start)].rstrip())
    problems.add(lines.range(start, end), message, kind="syntax")


def _report_tab(text: str, lines: Lines, at: int, problems: Problems) -> bool:
    start = lines.start(lines.line(at))
    end = _match_end(_LEADING_BLANKS, text, start)
    blanks = text[start:end]
    if "\t" not in blanks:
        return False
    spaces = blanks.replace("\t", " " * _TAB_WIDTH)
    message = "This line is indented with a tab, and YAML allows only spaces. Use two spaces a level."
    problems.add(lines.range(start, end), message, kind="syntax", written=blanks, symbol=spaces)
    return True


def _report_missing_quotes(
    text: str, lines: Lines, at: int, opened: int, problem: str, context: str, problems: Problems
) -> bool:
    if context == "while scanning an alias":
        start = opened
    elif "cannot start any token" in problem:
        start = at
    else:
        return False
    found = _PLAIN_WORD.match(text, start, start + _LONGEST_WORD)
    if not found or not found[0]:
        return False
    word, end = found[0], found.end()
    quoted = "" if '"' in word or "\\" in word else f'"{word}"'
    message = f"In YAML a value that starts with {word[0]} must stand in quotes: {quoted or 'add them'}."
    problems.add(lines.range(start, end), message, kind="syntax", written=word, symbol=quoted)
    return True


def _explain(text: str, lines: Lines, at: int, opened: int, problem: str, context: str) -> tuple[int, str]:
    """The offset to show the problem at, and the message."""
    if context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        close = "]" if context.endswith("sequence") else "}"
        what = "list" if close == "]" else "mapping"
        start = at if lines.line(at) == lines.line(opened) and at < len(text) else opened
        return start, f"The {what} that opens in line {lines.line(opened) + 1} lacks a comma or its '{close}'."
    if "end of stream" in problem:
        return opened, "This quote is never closed. Add the closing one."
    if "could not find expected ':'" in problem:
        return opened, "This line lacks its colon. Write `key: value`."
    if "mapping values are not allowed" in problem:
        return _explain_colon(text, lines, at)
    if "node content" in problem:
        return at, "A value is missing here."
    if "escape" in problem:
        return opened, "A backslash is special in double quotes. Use single quotes, or / in paths."
    if context.startswith("while parsing a block"):
        return at, "This does not fit what stands around it. Check the indentation, and the end of the line above."
    return at, f"YAML cannot read this: {problem}."


def _explain_colon(text: str, lines: Lines, at: int) -> tuple[int, str]:
    start = lines.start(lines.line(at))
    key, colon, _ = text[start:at].partition(": ")
    if colon:
        value = start + len(key) + 2
        return value, "A value with a colon in it must stand in quotes."
    first = _match_end(_LEADING_BLANKS, text, start)
    return first, "This key does not fit the line above. Check its indentation, and the colon of the line above."


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
