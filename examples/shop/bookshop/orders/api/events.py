"""What orders announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrderPlaced:
    """Somebody wants something."""

    number: str
    customer_id: int
