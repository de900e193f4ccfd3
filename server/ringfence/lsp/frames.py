"""JSON-RPC messages in a stream of bytes: a header with the length, then the body.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Anywhere in a line: what is left of a damaged message stands in front of the header of the next one.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*([0-9]{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(rb"[A-Za-z-]+[ \t]*:")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 1 << 13
_LONGEST_BODY = 1 << 29


class Garbage(bytes):
    """Bytes that stand where a header should be, and are none."""


class FrameReader:
    """Cuts a stream into the bodies of its messages, whatever the pieces are in which it arrives."""

    def __init__(self) -> None:
        """Start at the beginning of a header."""
        self._buffer = bytearray()
        self._length: int | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bodies that are complete with `data`; as `Garbage` what was read in vain up to the next header."""
        self._buffer += data
        while True:
            if self._length is None:
                found = self._header()
                if found is None:
                    return
                if found:
                    yield found
            elif len(self._buffer) >= self._length:
                body = self._cut(self._length)
                self._length = None
                yield body
            else:
                return

    def _header(self) -> Garbage | None:
        """Read a header. Returns the garbage in front of it, often none; None when more bytes are needed."""
        end = _END_OF_HEADER.search(self._buffer)
        if end is None:
            # A header has no such length: what is kept is enough for the start of a true one.
            too_long = len(self._buffer) > _LONGEST_HEADER
            return Garbage(self._cut(len(self._buffer) - _LONGEST_HEADER // 2)) if too_long else None
        header = self._cut(end.end())
        lengths = list(_LENGTH.finditer(header))
        if not lengths or int(lengths[-1][1]) > _LONGEST_BODY:
            return Garbage(header.strip())
        self._length = int(lengths[-1][1])
        before = header[: lengths[-1].start()].splitlines()
        return Garbage(b"\n".join(line for line in before if not _FIELD.match(line)).strip())

    def _cut(self, size: int) -> bytes:
        with memoryview(self._buffer) as view:
            cut = bytes(view[:size])
        del self._buffer[:size]
        return cut


def frame(body: bytes) -> bytes:
    """A message as it goes over the wire."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
