"""What payments tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PaymentDTO:
    """A payment, as others see it."""

    reference: str
    amount_cents: int
    status: str = "new"
