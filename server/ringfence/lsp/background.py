"""Work in the pauses of typing, in slices so short that nobody waits for them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import perf_counter

PAUSE = 0.25
"""Seconds without a change after which the typing counts as paused."""
_SLICE = 0.008
_LONGEST_WAIT = 2.0
"""Seconds after which work goes on although the typing does."""

_GIVE_WAY = 0.02
"""Seconds between two slices while somebody waits for an answer that takes several."""

_LOG = logging.getLogger(__name__)


class Waiting:
    """How many answers somebody waits for that are worked out in pieces, between those of the background."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._count = 0

    def __bool__(self) -> bool:
        """Whether anybody waits."""
        return self._count > 0

    def __enter__(self) -> None:
        self._count += 1

    def __exit__(self, *_: object) -> None:
        self._count -= 1


WAITING = Waiting()
"""All answers of this process: whatever is judged for later gives way to them."""


class Background:
    """Repeats a small step for as long as there is something to do, giving way to every message in between."""

    def __init__(self, begin: Callable[[], None], step: Callable[[], bool], rest: Callable[[], None]) -> None:
        """`begin` prepares a run, `step` does a small piece of work and says whether there may be more, `rest` ends."""
        self._begin = begin
        self._step = step
        self._rest = rest
        self._handle: asyncio.Handle | None = None
        self._worked = 0.0

    @property
    def busy(self) -> bool:
        """Whether there is, or may be, something to do."""
        return self._handle is not None

    def wake(self) -> None:
        """Work from now on."""
        self._schedule(0)

    def hold(self) -> None:
        """Something was typed: work, but after a pause."""
        if self._handle is None:
            self._worked = perf_counter()
        if perf_counter() - self._worked < _LONGEST_WAIT:
            self._schedule(PAUSE)

    def stop(self) -> None:
        """Do nothing any more."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _schedule(self, delay: float) -> None:
        self.stop()
        self._handle = asyncio.get_running_loop().call_later(delay, self._start)

    def _start(self) -> None:
        self._begin()
        self._slice()

    def _slice(self) -> None:
        self._worked = perf_counter()
        try:
            more = True
            while more and perf_counter() - self._worked < _SLICE:
                more = self._step()
        except Exception:
            # The step that failed is off the agenda; the others still have to be done.
            _LOG.exception("A piece of background work failed.")
        if more:
            self._handle = asyncio.get_running_loop().call_later(_GIVE_WAY if WAITING else 0, self._slice)
        else:
            self._handle = None
            self._rest()
