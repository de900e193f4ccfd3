"""From the bytes of `boundaries.yaml` to its text, and from offsets in it to positions."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

from ringfence.model.diagnostic import Diagnostic, Related, Severity
from ringfence.model.ranges import FILE_START, Range

RULE_ID = "invalid-config"
MAX_BYTES = 1024 * 1024
"""A larger file is refused unread: nobody writes one by hand."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
# What YAML calls printable, with the byte order mark, which is taken off before.
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Lines:
    """Where the lines of a text begin: a line ends as in the language server protocol."""

    def __init__(self, text: str) -> None:
        """Index `text`."""
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    def range(self, start: int, end: int) -> Range:
        """The range from the code-point offset `start` to `end`."""
        return Range(*self._position(start), *self._position(max(start, end)))

    def line(self, offset: int) -> int:
        """The 0-based line that `offset` lies in."""
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int:
        """The offset at which a line begins."""
        return self._starts[line]

    def _position(self, offset: int) -> tuple[int, int]:
        line = self.line(offset)
        return line, offset - self._starts[line]


@dataclass(slots=True)
class Problems:
    """Collects the diagnostics of one file."""

    path: str
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        where: Range,
        message: str,
        severity: Severity = Severity.ERROR,
        *,
        kind: str = "value",
        written: str = "",
        symbol: str = "",
        source: str = "",
        first: Range | None = None,
    ) -> None:
        """Report `message` at `where`; see `rules.invalid_config` for what the words stand for."""
        related = (Related(self.path, first, "This is the first one."),) if first else ()
        self.diagnostics.append(
            Diagnostic(
                path=self.path,
                range=where,
                rule=RULE_ID,
                message=message,
                severity=severity,
                kind=kind,
                written=written,
                symbol=symbol,
                source=source,
                related=related,
            )
        )


def read_bytes(file: Path) -> bytes:
    """The bytes of the file, but not many more than `decode` would take. Raises OSError when it cannot be opened."""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def decode(data: bytes, problems: Problems) -> str | None:
    """The text without its byte order mark, or None, with the reason among `problems`.

    Columns do not count the mark.
    """
    if len(data) > MAX_BYTES:
        message = "This file is larger than 1 MiB, so it is not read. Is it the right file?"
        problems.add(FILE_START, message, kind="syntax")
        return None
    if data.startswith(_UTF_16_MARKS) or b"\0" in data[:4]:
        problems.add(FILE_START, "This file looks like UTF-16. Save it as UTF-8.", kind="syntax")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _report_bad_byte(data, error.start, problems)
        return None
    return text if _is_printable(text, problems) else None


def _report_bad_byte(data: bytes, offset: int, problems: Problems) -> None:
    # With a mark in front, the codec counts from behind it.
    body = data.removeprefix(codecs.BOM_UTF8)
    before = body[:offset].decode("utf-8", errors="replace")
    where = Lines(before).range(len(before), len(before))
    message = f"Byte 0x{body[offset]:02X} is not UTF-8. Save the file as UTF-8."
    problems.add(where._replace(end_column=where.column + 1), message, kind="syntax")


def _is_printable(text: str, problems: Problems) -> bool:
    found = _NOT_PRINTABLE.search(text)
    if found is None:
        return True
    message = f"YAML does not allow the invisible character U+{ord(found[0]):04X} here. Remove it."
    problems.add(Lines(text).range(*found.span()), message, kind="syntax", written=found[0])
    return False
