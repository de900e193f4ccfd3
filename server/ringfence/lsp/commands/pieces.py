"""Long work on the event loop, in pieces so short that no key waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from time import perf_counter
from typing import TypeVar

from ringfence.lsp.background import WAITING

T = TypeVar("T")

_PIECE = 0.008
"""Seconds."""


async def in_pieces(work: Generator[None, None, T]) -> T:
    """The result of `work`, which is run on until its next `yield` again and again, with breaks for all others."""
    with WAITING:
        end = perf_counter() + _PIECE
        while True:
            try:
                next(work)
            except StopIteration as done:
                result: T = done.value
                return result
            if perf_counter() > end:
                await asyncio.sleep(0)
                end = perf_counter() + _PIECE
