"""JSON-RPC messages in a stream of bytes: a header with the length, then the body.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol
"""

from __future__ import annotations

from collections.abc import Iterator

_LENGTH = b"content-length"
_END_OF_HEADER = b"\r\n\r\n"


class FrameReader:
    """Cuts a stream into the bodies of its messages, whatever the pieces are in which it arrives."""

    def __init__(self) -> None:
        """Start at the beginning of a header."""
        self._buffer = bytearray()
        self._length: int | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bodies that are complete with `data`; a header that gives no length is passed over."""
        self._buffer += data
        while True:
            if self._length is None:
                end = self._buffer.find(_END_OF_HEADER)
                if end < 0:
                    return
                self._length = _length_in(bytes(self._buffer[:end]))
                del self._buffer[: end + len(_END_OF_HEADER)]
            elif len(self._buffer) >= self._length:
                body = bytes(self._buffer[: self._length])
                del self._buffer[: self._length]
                self._length = None
                yield body
            else:
                return


def _length_in(header: bytes) -> int | None:
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == _LENGTH and value.strip().isdigit():
            return int(value)
    return None


def frame(body: bytes) -> bytes:
    """A message as it goes over the wire."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
