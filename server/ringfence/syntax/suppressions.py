"""Inline suppressions: `# ringfence: ignore[rule, ...] -- reason`."""

from __future__ import annotations

import re

from ringfence.model.facts import ImportSite, Suppression
from ringfence.model.ranges import Range
from ringfence.syntax.lexis import STRING_OR_COMMENT

_MARK = "ringfence:"
_SUPPRESSION = re.compile(
    r"#[ \t]*ringfence:[ \t]*ignore\b[ \t]*(?:\[([^\]\n]*)\])?[ \t]*(?:(?:--|—|:)[ \t]*([^#\n]*))?"
)


def read_suppressions(text: str, imports: tuple[ImportSite, ...]) -> tuple[Suppression, ...]:
    r"""All suppression comments of `text` (line endings `\n`), in order; strings that look like one do not count."""
    if _MARK not in text:
        return ()
    comments = (match for match in STRING_OR_COMMENT.finditer(text) if match["comment"])
    return tuple(
        _suppression(text, comment.start() + found.start(), found, imports)
        for comment in comments
        for found in _SUPPRESSION.finditer(comment[0])
    )


def _suppression(text: str, start: int, match: re.Match[str], imports: tuple[ImportSite, ...]) -> Suppression:
    line = text.count("\n", 0, start)
    line_start = text.rfind("\n", 0, start) + 1
    length = len(match[0].rstrip())
    before = text[line_start:start].strip()
    alone = not before or before.startswith("#")
    rules = tuple(rule.strip() for rule in (match[1] or "").split(",") if rule.strip())
    return Suppression(
        rules=rules,
        reason=(match[2] or "").strip(),
        range=Range(line, start - line_start, line, start - line_start + length),
        covers=_covered(_next_code_line(text, line) if alone else line, imports),
    )


def _next_code_line(text: str, line: int) -> int:
    """The first line below that is neither blank nor a comment."""
    for number, content in enumerate(text.split("\n")[line + 1 :], line + 1):
        if content.strip() and not content.lstrip().startswith("#"):
            return number
    return line


def _covered(line: int, imports: tuple[ImportSite, ...]) -> Range:
    """The line itself; the whole import statement when the line is its first or its last."""
    for site in imports:
        if line in (site.range.line, site.range.end_line):
            return Range(site.range.line, 0, site.range.end_line + 1, 0)
    return Range(line, 0, line + 1, 0)
