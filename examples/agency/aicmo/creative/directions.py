"""Turn a strategy into creative directions."""

from __future__ import annotations

from collections.abc import Iterator

from aicmo.domain import StrategyDoc  # expect: god-module-import
from aicmo.domain.base import *  # expect: god-module-import
from aicmo.strategy.service import Playbook  # expect: private-import

CHANNELS = ("mail", "social", "print")


class Direction(AicmoBaseModel):  # noqa: F405
    """One idea for one channel."""

    channel: str
    hook: str
    text: str = ""


def directions_for(strategy: StrategyDoc, playbook: Playbook | None = None) -> Iterator[Direction]:
    """One direction per pillar and channel."""
    playbook = playbook or Playbook.default()
    for pillar in strategy.pillars:
        for channel in CHANNELS:
            if channel == "print" and strategy.tone == "loud":
                continue
            yield Direction(channel=channel, hook=pillar, text=playbook.sentence(pillar, strategy.tone))
