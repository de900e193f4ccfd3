"""JSON-RPC messages on a stream of bytes: a header with the length, then the body.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_LENGTH = b"content-length:"


def read_frames(stream: BinaryIO) -> Iterator[bytes]:
    """The bodies of all messages on a blocking stream, until it ends."""
    while True:
        length = _read_header(stream)
        if length is None:
            return
        body = stream.read(length)
        if len(body) < length:
            return
        yield body


def _read_header(stream: BinaryIO) -> int | None:
    """The length that the next header gives; 0 for a header without one, None at the end of the stream."""
    length = 0
    while True:
        line = stream.readline()
        if not line:
            return None
        if not line.strip():
            return length
        length = length_in(line, length)


def length_in(line: bytes, default: int) -> int:
    """The length that a header line gives; `default` when it gives none."""
    if line[: len(_LENGTH)].lower() == _LENGTH:
        value = line[len(_LENGTH) :].strip()
        return int(value) if value.isdigit() else default
    return default


def frame(body: bytes) -> bytes:
    """A message as it goes over the wire."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
