"""The output for programs. Its shape is a promise: `docs/output.md` documents it, and `version` counts its breaks."""

from __future__ import annotations

from typing import TextIO

import msgspec

from ringfence.cli.report import Report
from ringfence.model.diagnostic import Certainty, Diagnostic, Related, Severity, Status
from ringfence.model.ranges import Position, Range

VERSION = 1


class _Position(msgspec.Struct, frozen=True):
    line: int
    column: int


class _Related(msgspec.Struct, frozen=True):
    path: str
    start: _Position
    end: _Position
    message: str


class _Fix(msgspec.Struct, frozen=True):
    title: str
    preferred: bool


class _Diagnostic(msgspec.Struct, frozen=True):
    rule: str
    severity: Severity
    certainty: Certainty
    path: str
    start: _Position
    end: _Position
    message: str
    importer: str | None
    imported: str | None
    symbol: str
    table: str | None
    fingerprint: str
    status: Status
    related: tuple[_Related, ...]
    fixes: tuple[_Fix, ...]


class _NotAnalysed(msgspec.Struct, frozen=True):
    path: str
    reason: str


class _Coverage(msgspec.Struct, frozen=True):
    files: int
    analysed: int
    not_analysed: tuple[_NotAnalysed, ...]


class _Summary(msgspec.Struct, frozen=True):
    error: int
    warning: int
    info: int
    hint: int


class _Output(msgspec.Struct, frozen=True):
    version: int
    diagnostics: tuple[_Diagnostic, ...]
    coverage: _Coverage
    summary: _Summary


def write(report: Report, stream: TextIO) -> None:
    """Write a report as one JSON document."""
    coverage, counts = report.coverage, report.counts
    output = _Output(
        VERSION,
        tuple(_diagnostic(report, diagnostic) for diagnostic in report.shown),
        _Coverage(
            coverage.files,
            coverage.analysed,
            tuple(_NotAnalysed(_encodable(path), reason) for path, reason in coverage.not_analysed),
        ),
        _Summary(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO], counts[Severity.HINT]),
    )
    stream.write(msgspec.json.format(msgspec.json.encode(output), indent=2).decode())
    stream.write("\n")


def _diagnostic(report: Report, diagnostic: Diagnostic) -> _Diagnostic:
    start, end = _positions(diagnostic.range)
    return _Diagnostic(
        rule=diagnostic.rule,
        severity=diagnostic.severity,
        certainty=diagnostic.certainty,
        path=_encodable(diagnostic.path),
        start=start,
        end=end,
        message=_encodable(diagnostic.message),
        importer=diagnostic.importer,
        imported=diagnostic.imported,
        symbol=_encodable(diagnostic.symbol),
        table=diagnostic.table,
        fingerprint=diagnostic.fingerprint,
        status=diagnostic.status,
        related=tuple(_related(related) for related in diagnostic.related),
        fixes=tuple(_Fix(_encodable(fix.title), fix.preferred) for fix in report.fixes.every(diagnostic)),
    )


def _related(related: Related) -> _Related:
    start, end = _positions(related.range)
    return _Related(_encodable(related.path), start, end, _encodable(related.message))


def _positions(where: Range) -> tuple[_Position, _Position]:
    return _position(where.start), _position(where.end)


def _position(position: Position) -> _Position:
    return _Position(position.line + 1, position.column + 1)


def _encodable(text: str) -> str:
    """The same text, but for what UTF-8 has no bytes for: the rest of a file name in another encoding."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
