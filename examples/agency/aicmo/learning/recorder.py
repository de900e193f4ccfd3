"""Keeps outcomes in memory; a batch job moves them to the warehouse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from statistics import fmean

from .api.dtos import OutcomeDTO


class Recorder:
    """Outcomes by topic."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._outcomes: defaultdict[str, list[OutcomeDTO]] = defaultdict(list)

    def record(self, topic: str, facts: Mapping[str, object]) -> None:
        """Remember one outcome."""
        value = facts.get("value")
        note = ", ".join(f"{key}={item}" for key, item in facts.items() if key != "value")
        self._outcomes[topic].append(OutcomeDTO(topic, float(value) if value is not None else None, note))

    def average(self, topic: str) -> float | None:
        """The average value of a topic; None while nothing is known."""
        values = [outcome.value for outcome in self._outcomes[topic] if outcome.value is not None]
        return fmean(values) if values else None

    def count(self) -> int:
        """How many outcomes are stored."""
        return sum(map(len, self._outcomes.values()))


@cache
def default_recorder() -> Recorder:
    """The recorder of this process."""
    return Recorder()
