"""Messages are found in a stream of bytes, however it arrives."""

from __future__ import annotations

import random

import pytest
from ringfence.lsp.frames import FrameReader, Garbage, frame

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
        b"Content-Length: 2\n\n",
        b"X: y\nContent-Length: 2\n\n",
    ],
)
def test_a_header_may_be_written_in_several_ways(header: bytes) -> None:
    assert list(FrameReader().feed(header + b"{}")) == [b"{}"]


@pytest.mark.parametrize(
    "garbage",
    [
        b"Hello",
        b"Content-Length: two",
        b"Content-Length: -2",
        b"Content-Length: 99999999999999999999999999",
        b"Content-Length: 999999999999",
        b"Content-Type: text/plain",
        b"rest of a body",
    ],
)
def test_what_is_no_header_is_passed_over_and_told(garbage: bytes) -> None:
    found = list(FrameReader().feed(garbage + b"\r\n\r\n" + frame(b"{}")))
    assert found == [garbage, b"{}"]
    assert [isinstance(each, Garbage) for each in found] == [True, False]


def test_nothing_is_told_of_empty_lines() -> None:
    assert list(FrameReader().feed(b"\r\n\r\n" + frame(b"{}"))) == [b"{}"]


@pytest.mark.parametrize("garbage", [b'"}}', b"a line of a log\n", b'"}}\n\r\nDone: 7\n#\n'])
def test_a_message_is_found_behind_what_is_left_of_a_damaged_one(garbage: bytes) -> None:
    found = list(FrameReader().feed(garbage + frame(b"{}") + frame(b"[]")))
    assert [each for each in found if not isinstance(each, Garbage)] == [b"{}", b"[]"]
    assert any(isinstance(each, Garbage) for each in found)


def test_a_header_without_end_does_not_fill_the_memory() -> None:
    reader = FrameReader()
    told = sum(len(each) for _ in range(1_000) for each in reader.feed(b"x" * 10_000))
    assert told > 9_900_000
    assert list(reader.feed(b"\r\n\r\n" + frame(b"{}")))[-1] == b"{}"
