"""Messages are found in a stream of bytes, however it arrives."""

from __future__ import annotations

import random

import pytest
from ringfence.lsp.frames import FrameReader, frame

BODIES = [b"{}", b"", b"x" * 5_000, "é😀".encode(), b"\r\n\r\n", b"Content-Length: 3\r\n\r\nabc"]


@pytest.mark.parametrize("seed", range(20))
def test_messages_survive_any_cut(seed: int) -> None:
    rng = random.Random(seed)
    stream = b"".join(frame(body) for body in BODIES)
    reader = FrameReader()
    found: list[bytes] = []
    while stream:
        size = rng.choice((1, 2, 7, 100, 10_000))
        found += reader.feed(stream[:size])
        stream = stream[size:]
    assert found == BODIES


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 2\r\n\r\n",
        b"content-length:2\r\n\r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"CONTENT-LENGTH :  2  \r\nX: y\r\n\r\n",
    ],
)
def test_a_header_may_be_written_in_several_ways(header: bytes) -> None:
    assert list(FrameReader().feed(header + b"{}")) == [b"{}"]


@pytest.mark.parametrize("header", [b"\r\n\r\n", b"Content-Length: two\r\n\r\n", b"Hello\r\n\r\n"])
def test_a_header_without_a_length_is_passed_over(header: bytes) -> None:
    assert list(FrameReader().feed(header + frame(b"{}"))) == [b"{}"]
