r"""The texts that the client has open, kept up to date edit by edit.

A line ends with `\n`, `\r\n` or `\r` and with nothing else, as for the protocol and for Python: form feeds and Unicode
line separators, at which `str.splitlines` splits, are ordinary characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.lsp.positions import Encoding, column_of

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
BOM = "\ufeff"


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends; the last one has none and may be empty."""
    lines: list[str] = _LINES.findall(text)
    if not lines or lines[-1][-1] in "\r\n":
        lines.append("")
    return lines


def without_end(line: str) -> str:
    """A line without its line end."""
    return line[:-2] if line.endswith("\r\n") else line[:-1] if line.endswith(("\n", "\r")) else line


def line_break_of(text: str) -> str:
    r"""The line end that a text has most of; `\n` when it has none."""
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return max(counts, key=lambda line_break: counts[line_break])


class Document:
    """One open text. The only value of the server that changes in place: it belongs to the client."""

    __slots__ = ("_text", "edits", "language", "lines", "unsure", "uri", "version")

    def __init__(self, uri: str, version: int, text: str, language: str = "") -> None:
        """Open `text` under the client's spelling of its URI."""
        self.uri = uri
        self.version = version
        self.language = language
        self.lines = split_lines(text)
        self.edits = 0
        """How often it was changed, for those that want to know whether it is still the same."""
        self.unsure = False
        """Whether an edit arrived damaged: the client may have another text than this."""
        self._text: str | None = text

    @property
    def text(self) -> str:
        """The whole text, as the client has it."""
        if self._text is None:
            self._text = "".join(self.lines)
        return self._text

    @property
    def source(self) -> str:
        """The text without a byte order mark: what is analysed."""
        return self.text.removeprefix(BOM)

    def put(self, text: str) -> None:
        """Take the whole text: whatever was unsure is not any more."""
        self._text = text
        self.lines = split_lines(text)
        self.unsure = False
        self.edits += 1

    def change(self, changes: object, version: object, encoding: Encoding) -> None:
        """Apply the `contentChanges` of one `didChange`, in order.

        Of what cannot be, nothing can be made: then the text is `unsure`, and changes of parts are passed over, until
        the whole text comes.
        """
        was = self.version
        if isinstance(version, int):
            self.version = version
        self.edits += 1
        if not isinstance(changes, list):
            self.unsure = True
            return
        for change in changes:
            match change:
                case {"text": str(text), "range": {"start": start, "end": end}}:
                    if not self.unsure:
                        first, last = self._place(start, encoding), self._place(end, encoding)
                        # Nobody starts an edit below the end, and nobody edits an older text than this.
                        lost = first is not None and start["line"] > len(self.lines)
                        if first is None or last is None or last < first or lost or self.version < was:
                            self.unsure = True
                        else:
                            self._replace(first, last, text)
                case {"text": str(text)} if change.get("range") is None:
                    self.put(text)
                case _:
                    self.unsure = True

    def _place(self, position: object, encoding: Encoding) -> tuple[int, int] | None:
        """Line and code-point column; the end of the line or text for a place behind it. None for what is no place."""
        match position:
            case {"line": int(line), "character": int(character)} if line >= 0 and character >= 0:
                if line < len(self.lines):
                    return line, column_of(without_end(self.lines[line]), character, encoding)
                return len(self.lines) - 1, len(self.lines[-1])
        return None

    def _replace(self, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        lines = self.lines
        first, last = start[0], end[0] + 1
        chunk = lines[first][: start[1]] + text + lines[end[0]][end[1] :]
        # An edit may part a `\r\n`, or make one with the line before or behind.
        if first and chunk.startswith("\n") and lines[first - 1].endswith("\r"):
            first -= 1
            chunk = lines[first] + chunk
        if last < len(lines) and chunk.endswith("\r") and lines[last].startswith("\n"):
            chunk += lines[last]
            last += 1
        lines[first:last] = split_lines(chunk) if last == len(lines) else _LINES.findall(chunk)
        self._text = None


class Documents:
    """All open documents, by the client's spelling of their URIs."""

    def __init__(self) -> None:
        """Start with nothing open."""
        self._by_uri: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        """The open documents whose text is known, those opened first before the others."""
        return iter([document for document in self._by_uri.values() if not document.unsure])

    def get(self, uri: str) -> Document | None:
        """The open document at `uri`; None when it is not open, or its text is not known."""
        document = self._by_uri.get(uri)
        return document if document is not None and not document.unsure else None

    def held(self, uri: str) -> Document | None:
        """The open document at `uri`, whether its text is known or not; None when it is not open."""
        return self._by_uri.get(uri)

    def open(self, document: Document) -> None:
        """Add a document, in place of one at the same URI."""
        self._by_uri[document.uri] = document

    def close(self, uri: str) -> Document | None:
        """Take a document away and return it; None when it was not open."""
        return self._by_uri.pop(uri, None)
