"""What accounts announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CustomerBlocked:
    """Nobody may sell anything to this customer."""

    customer_id: int
