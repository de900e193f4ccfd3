"""What orders tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrderDTO:
    """An order, as others see it."""

    number: str
    status: str
    total_cents: int = 0
