"""How others ask learning."""  # expect later: contract-without-test

from __future__ import annotations

from typing import Protocol, runtime_checkable

CONTRACT_VERSION = "2.0"


@runtime_checkable
class OutcomeQueryPort(Protocol):
    """Questions about what was learned."""

    def average(self, topic: str) -> float | None:
        """The average value of a topic; None while nothing is known."""

    def count(self) -> int:
        """How many outcomes are stored."""
