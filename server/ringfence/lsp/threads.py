"""Work beside the event loop, in threads that never keep the process alive."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread of its own."""
    async for result in iterate_in_thread(lambda: iter((work(),))):
        return result
    raise AssertionError("the work gave no result")


async def iterate_in_thread(make: Callable[[], Iterator[T]]) -> AsyncIterator[T]:
    """What the iterator that `make` gives yields, one after the other; its work is done in a thread of its own.

    When nobody waits for more, the iterator is closed after its current step.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[tuple[T | None, BaseException | None, bool]] = asyncio.Queue()
    given_up = threading.Event()

    def deliver(item: T | None, error: BaseException | None, last: bool) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the server ends
            loop.call_soon_threadsafe(arrived.put_nowait, (item, error, last))

    def run() -> None:
        try:
            for item in make():
                if given_up.is_set():
                    return
                deliver(item, None, False)
        except BaseException as error:
            deliver(None, error, True)
        else:
            deliver(None, None, True)

    threading.Thread(target=run, daemon=True, name="ringfence-work").start()
    try:
        while True:
            item, error, last = await arrived.get()
            if error is not None:
                raise error
            if last:
                return
            yield item  # type: ignore[misc]
    finally:
        given_up.set()
