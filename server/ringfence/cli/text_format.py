"""The output for people: findings by file, each with its source, the next step, and where to look."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from ringfence.cli.excerpt import Row, excerpt, lines_of
from ringfence.cli.printable import cells, one_line
from ringfence.cli.report import Report, by_file, shown_from
from ringfence.cli.summary import summary
from ringfence.cli.terminal import Look, Style, look_of
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.edit import Fix
from ringfence.model.ranges import FILE_START

_MOST_RELATED = 3
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[^a-z\s])")
_NARROWEST_SOURCE = 30

STYLES = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
    Severity.HINT: Style.HINT,
}


def write(report: Report, stream: TextIO) -> None:
    """Write the new diagnostics of a report, then a summary."""
    page = _Page(report, look_of(stream))
    fixable = 0
    for path, diagnostics in by_file(report.new):
        lines = lines_of(report.texts(path) or "")
        stream.write(page.file_heading(path) + "\n")
        for diagnostic in diagnostics:
            fix = report.fixes.best(diagnostic)
            fixable += bool(fix and fix.automatic)
            stream.write("\n".join(page.finding(diagnostic, lines, fix)) + "\n\n")
    stream.write("\n".join(summary(report, page.look, fixable, page.path_of)) + "\n")


class _Page:
    """How findings look on one stream."""

    def __init__(self, report: Report, look: Look) -> None:
        self.look = look
        self.path_of: Callable[[str], str] = shown_from(report.root, Path.cwd())

    def file_heading(self, path: str) -> str:
        return self.look.paint(one_line(self.path_of(path)), Style.FILE)

    def finding(self, diagnostic: Diagnostic, lines: Sequence[str], fix: Fix | None) -> Iterator[str]:
        """The lines of one finding."""
        paint = self.look.paint
        what, next_step = _two_parts(diagnostic.message)
        line, column = diagnostic.range.start
        style = STYLES[diagnostic.severity]
        place = f"{line + 1}:{column + 1}"
        kind = paint(diagnostic.severity, style) + paint(f"[{diagnostic.rule}]", Style.FAINT)
        yield f"  {place}  {kind}  {paint(what, Style.STRONG)}"
        gutter = " " * (len(str(diagnostic.range.end_line + 1)) + 3)
        rows = [] if diagnostic.range == FILE_START else list(excerpt(lines, diagnostic.range, self._room(gutter)))
        yield from self._source(rows, gutter, style, next_step)
        yield from self._notes(diagnostic, fix, next_step, gutter)

    def _room(self, gutter: str) -> int:
        return max(self.look.width - len(gutter) - 3, _NARROWEST_SOURCE)

    def _source(self, rows: Sequence[Row], gutter: str, style: Style, next_step: str) -> Iterator[str]:
        paint = self.look.paint
        bar = paint("│", Style.FAINT)
        beside = bool(rows) and cells(rows[-1].marker) + 1 + cells(next_step) <= self._room(gutter)
        for number, row in enumerate(rows, 1):
            if row.line < 0:
                yield f"{gutter}{paint('⋮', Style.FAINT)}"
                continue
            label = str(row.line + 1).rjust(len(gutter) - 1)
            yield f"{paint(label, Style.FAINT)} {bar} {row.text}".rstrip()
            advice = " " + paint(next_step, style) if beside and next_step and number == len(rows) else ""
            blanks, carets = row.marker.partition("^")[0], row.marker.strip()
            yield f"{gutter}{bar} {blanks}{paint(carets, style)}{advice}"
        if next_step and not beside:
            for part in textwrap.wrap(next_step, self._room(gutter), break_on_hyphens=False, break_long_words=False):
                yield f"{gutter}{bar} {paint(part, style)}"

    def _notes(self, diagnostic: Diagnostic, fix: Fix | None, next_step: str, gutter: str) -> Iterator[str]:
        paint = self.look.paint
        notes = []
        for related in diagnostic.related[:_MOST_RELATED]:
            place = one_line(self.path_of(related.path))
            if related.range != FILE_START:
                place += f":{related.range.line + 1}"
            notes.append(f"{paint(place, Style.PLACE)}  {one_line(related.message)}")
        if fix is not None:
            title = one_line(fix.title)
            how = "ringfence fix" if fix.automatic else "your editor"
            what = f"{how} does this" if next_step == f"{title}." else f"{title} ({how})"
            notes.append(f"{paint('fix:', Style.GOOD)} {what}")
        for number, note in enumerate(notes, 1):
            corner = "╰" if number == len(notes) else "├"
            yield f"{gutter}{paint(corner + '─', Style.FAINT)} {note}"


def _two_parts(message: str) -> tuple[str, str]:
    """What is wrong, and the next step; the latter is empty when the message is one sentence."""
    parts = _SENTENCE_END.split(one_line(message), maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""
