"""What learning tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutcomeDTO:
    """One thing that happened."""

    topic: str
    value: float | None
    note: str = ""
