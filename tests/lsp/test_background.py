"""Work in the pauses: it goes on to its end, and gives way while somebody waits for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Generator

from ringfence.lsp.background import WAITING, Background
from ringfence.lsp.commands.pieces import in_pieces


class _Steps:
    """A background that takes its time with each step, and remembers when it worked."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.rested = asyncio.Event()
        self.while_waiting = 0
        self.background = Background(lambda: None, self._step, self.rested.set)

    def _step(self) -> bool:
        self.left -= 1
        self.while_waiting += bool(WAITING)
        _work(0.01)
        return self.left > 0


def _work(seconds: float) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        pass


async def test_all_steps_are_done_and_then_it_rests() -> None:
    steps = _Steps(5)
    steps.background.wake()
    await asyncio.wait_for(steps.rested.wait(), 30)
    assert steps.left == 0
    assert not steps.background.busy


async def test_it_goes_on_slowly_while_somebody_waits_and_to_the_end_afterwards() -> None:
    steps = _Steps(50)

    def answer() -> Generator[None, None, str]:
        for _ in range(20):
            _work(0.01)
            yield
        return "the answer"

    steps.background.wake()
    assert await in_pieces(answer()) == "the answer"
    # The answer takes twenty pieces; taken in turns, the background would have had as many.
    assert 0 < steps.while_waiting < 20
    await asyncio.wait_for(steps.rested.wait(), 30)
    assert steps.left == 0
