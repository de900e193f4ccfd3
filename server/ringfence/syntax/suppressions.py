"""Inline suppressions: `# ringfence: ignore[rule, ...] -- reason`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.model.facts import ImportSite, Suppression
from ringfence.model.ranges import Range
from ringfence.syntax.lexis import STRING_OR_COMMENT

_MARK = "ringfence:"
_SUPPRESSION = re.compile(
    r"#[ \t]*+ringfence:[ \t]*+ignore\b[ \t]*+(?:\[([^\]\[#]*+)\])?[ \t]*+(?:(?:--|—|:)[ \t]*+([^#]*+))?"
)


def read_suppressions(text: str, imports: tuple[ImportSite, ...]) -> tuple[Suppression, ...]:
    r"""All suppression comments of `text` (line endings `\n`), in order; strings that look like one do not count."""
    if _MARK not in text:
        return ()
    statements = {line: site.range for site in reversed(imports) for line in (site.range.line, site.range.end_line)}
    lines = text.split("\n")
    code_below = _code_below(lines)
    found: list[Suppression] = []
    line = line_start = 0
    for comment in STRING_OR_COMMENT.finditer(text):
        if not comment["comment"] or _MARK not in comment[0]:
            continue
        line += text.count("\n", line_start, comment.start())
        line_start = text.rfind("\n", 0, comment.start()) + 1
        column = comment.start() - line_start
        alone = not lines[line][:column].strip()
        covered = code_below[line] if alone else line
        statement = statements.get(covered, Range(covered, 0, covered, 0))
        covers = Range(statement.line, 0, statement.end_line + 1, 0)
        found.extend(_suppressions(comment[0], line, column, covers))
    return tuple(found)


def _suppressions(comment: str, line: int, column: int, covers: Range) -> Iterator[Suppression]:
    for match in _SUPPRESSION.finditer(comment):
        start = column + match.start()
        yield Suppression(
            rules=tuple(rule.strip() for rule in (match[1] or "").split(",") if rule.strip()),
            reason=(match[2] or "").strip(),
            range=Range(line, start, line, start + len(match[0].rstrip())),
            covers=covers,
        )


def _code_below(lines: list[str]) -> list[int]:
    """For each line the first one below it that is neither blank nor a comment; the line itself where there is none."""
    below: list[int] = []
    code = -1
    for number in range(len(lines) - 1, -1, -1):
        below.append(code if code >= 0 else number)
        content = lines[number].strip()
        if content and not content.startswith("#"):
            code = number
    below.reverse()
    return below
