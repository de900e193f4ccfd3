"""One line for each finding, for grep and for editors that read compilers' output."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from ringfence.cli.printable import one_line
from ringfence.cli.report import Report, shown_from


def write(report: Report, stream: TextIO) -> None:
    """Write each new diagnostic as `path:line:column: severity[rule] message`."""
    path_of = shown_from(report.root, Path.cwd())
    for diagnostic in report.new:
        line, column = diagnostic.range.start
        place = f"{path_of(diagnostic.path)}:{line + 1}:{column + 1}"
        stream.write(one_line(f"{place}: {diagnostic.severity}[{diagnostic.rule}] {diagnostic.message}") + "\n")
