"""Take whole statements out of a suite, with the blank lines that would be left over."""

from __future__ import annotations

import re
from collections.abc import Collection

from ringfence.refactor.changes import Changes
from ringfence.refactor.import_order import section_around
from ringfence.syntax.statements import Suite, SuiteKind

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def remove_statements(changes: Changes, suite: Suite, gone: Collection[int], carried: Collection[int]) -> None:
    """Take out the statements with the indexes `gone`; of those in `carried`, the comments above them too."""
    index = 0
    while index < len(suite.statements):
        last = index
        if index in gone and suite.statements[index].alone:
            while last + 1 in gone and suite.statements[last + 1].alone:
                last += 1
            _remove_run(changes, suite, index, last, carried)
        elif index in gone:
            _remove_from_line(changes, suite, index, gone)
        index = last + 1


def owns_comments_above(suite: Suite, index: int, gone: Collection[int]) -> bool:
    """Whether the comments above a statement that goes are about it, not about the section or the file."""
    statement = suite.statements[index]
    if index not in gone or not statement.alone or statement.above == statement.line_start:
        return False
    section = section_around(suite, index)
    return index != section.start or (statement.above > 0 and all(other in gone for other in section))


def _remove_run(changes: Changes, suite: Suite, first: int, last: int, carried: Collection[int]) -> None:
    """Take out statements that follow each other, each alone on its lines."""
    text, statements = changes.text, suite.statements
    for index in range(first, last + 1):
        statement = statements[index]
        start = statement.above if index in carried else statement.line_start
        if index == first and start == statement.above and _leaves_gap(suite, first, last):
            before = statements[first - 1].line_end
            start = start if text[before:start].strip() else _after_line_break(text, before)
        changes.delete_lines(start, statement.line_end)
    if first == 0 and suite.kind is SuiteKind.MODULE and last + 1 < len(statements):
        end = _after_line_break(text, statements[last].line_end)
        following = statements[last + 1].above
        if not text[: statements[0].line_start].strip() and not text[end:following].strip():
            changes.delete(end, following)


def _leaves_gap(suite: Suite, first: int, last: int) -> bool:
    """Whether blank lines stand above and below, of which one side is enough."""
    statements = suite.statements
    ends = last + 1 == len(statements) or statements[last + 1].blank_before
    return first > 0 and statements[first].blank_before and ends


def _remove_from_line(changes: Changes, suite: Suite, index: int, gone: Collection[int]) -> None:
    """Take out a statement that shares its line with others."""
    text, statements = changes.text, suite.statements
    statement = statements[index]
    if index + 1 < len(statements) and not _LINE_BREAK.search(text[statement.end : statements[index + 1].start]):
        changes.delete(statement.start, statements[index + 1].start)
        return
    before = statements[index - 1].end if index else statement.start
    if index and index - 1 not in gone and not _LINE_BREAK.search(text[before : statement.start]):
        changes.delete(before, statement.end)
    else:
        changes.replace(statement.start, statement.end, "pass")


def _after_line_break(text: str, offset: int) -> int:
    found = _LINE_BREAK.match(text, offset)
    return found.end() if found else offset
