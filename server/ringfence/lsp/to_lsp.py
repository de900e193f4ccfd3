"""From our values to the client's: plain JSON values, since thousands of diagnostics are sent at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lsprotocol.types import DiagnosticSeverity, DiagnosticTag

from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.documents import BOM
from ringfence.lsp.positions import Encoding, character_of
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.ranges import Range

Json = dict[str, Any]
Lines = Callable[[str], Sequence[str] | None]
"""The lines of the file at a project path; None when all of it is ASCII, or when it cannot be read."""

DOCS_URL = "https://github.com/ringfence/ringfence/blob/main/server/docs/rules/{rule}.md"
SOURCE = "ringfence"
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error.value,
    Severity.WARNING: DiagnosticSeverity.Warning.value,
    Severity.INFO: DiagnosticSeverity.Information.value,
    Severity.HINT: DiagnosticSeverity.Hint.value,
}
_UNNECESSARY = ("unused-suppression",)


def range_to_lsp(where: Range, lines: Sequence[str] | None, encoding: Encoding) -> Json:
    """A range in the client's columns; `lines` are those of its file, as in `Lines`."""
    return {
        "start": {"line": where.line, "character": _character(lines, where.line, where.column, encoding)},
        "end": {"line": where.end_line, "character": _character(lines, where.end_line, where.end_column, encoding)},
    }


def _character(lines: Sequence[str] | None, line: int, column: int, encoding: Encoding) -> int:
    if lines is None or line >= len(lines):
        return column
    text = lines[line]
    if line == 0 and text.startswith(BOM):
        column += 1
    return character_of(text, column, encoding) if column else 0


class DiagnosticWriter:
    """Writes diagnostics for one client."""

    def __init__(self, support: ClientSupport, uri_of: Callable[[str], str], lines: Lines) -> None:
        """Write for a client with `support`; `uri_of` gives the URI under which it knows a project path."""
        self._support = support
        self._uri_of = uri_of
        self._lines = lines

    def diagnostic(self, diagnostic: Diagnostic) -> Json:
        """One diagnostic."""
        written: Json = {
            "range": self.range(diagnostic.path, diagnostic.range),
            "severity": _SEVERITIES[diagnostic.severity],
            "code": diagnostic.rule,
            "codeDescription": {"href": DOCS_URL.format(rule=diagnostic.rule)},
            "source": SOURCE,
            "message": diagnostic.message,
            "data": {"fingerprint": diagnostic.fingerprint, "rule": diagnostic.rule},
        }
        if diagnostic.related and self._support.related_information:
            written["relatedInformation"] = [
                {"location": self.location(related.path, related.range), "message": related.message}
                for related in diagnostic.related
            ]
        if diagnostic.rule in _UNNECESSARY and self._support.unnecessary_tag:
            written["tags"] = [DiagnosticTag.Unnecessary.value]
        return written

    def location(self, path: str, where: Range) -> Json:
        """A place in any file of the project."""
        return {"uri": self._uri_of(path), "range": self.range(path, where)}

    def range(self, path: str, where: Range) -> Json:
        """A range in the client's columns."""
        return range_to_lsp(where, self._lines(path), self._support.encoding)
