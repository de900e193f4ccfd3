"""Work on many files in worker processes, where that is worth it."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

_ALONE_BYTES = 2_000_000
"""Below this, starting a worker process takes longer than it saves."""
_LONGEST_WAIT = 20.0
"""Seconds. A batch takes a tenth of one; the server goes on alone when its workers have been silent for so long."""


def in_batches(items: Iterable[T], size_of: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """The items in lists, each ended by the one with which their sizes add up to `most` bytes."""
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if size >= most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def run_batches(
    work: Callable[..., bytes], batches: Sequence[tuple[Any, ...]], size: int, start_method: str | None = None
) -> Iterator[bytes]:
    """What `work`, a module-level function, gives for each tuple of arguments, in order.

    `size` is how many bytes are to be read in all. `start_method` is how worker processes start (see
    `multiprocessing`); None chooses the fastest that is safe here. When it is given, the workers leave the processor
    to whoever is typing, and end when this process does; where they cannot run or are killed, the rest is done here.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    done = 0
    if cores > 1 and size >= _ALONE_BYTES:
        try:
            for reply in _from_workers(work, batches, cores, start_method):
                yield reply
                done += 1
        except (OSError, RuntimeError) as error:
            if start_method is None:
                raise
            _LOG.warning("Worker processes failed (%s). The rest is read more slowly, without them.", error)
    for arguments in batches[done:]:
        yield work(*arguments)


def _from_workers(
    work: Callable[..., bytes], batches: Sequence[tuple[Any, ...]], cores: int, start_method: str | None
) -> Iterator[bytes]:
    # Most runs find everything in the cache, and need none of this.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context(start_method or _start_method())
    prepare = _stay_in_the_background if start_method else None
    pool = ProcessPoolExecutor(min(cores, len(batches)), mp_context=context, initializer=prepare)
    wait = _LONGEST_WAIT if start_method else None
    try:
        replies = [pool.submit(work, *arguments) for arguments in batches]
        for reply in replies:
            yield reply.result(wait)
    except BaseException:
        # A worker that was killed in the middle of an answer can leave the pool waiting for ever.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _stay_in_the_background() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A worker waits for work on a pipe that it holds open itself: it would wait for ever for a parent that was killed.
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start_method() -> str:
    # Forking is fastest, and safe as long as nothing else has started a thread.
    return "fork" if sys.platform == "linux" else "spawn"
