"""Amounts in cents, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Money:
    """An amount in a currency."""

    cents: int
    currency: str = "EUR"


def format_price(money: Money) -> str:
    """As it stands on a page."""
    return f"{money.cents / 100:.2f} {money.currency}"
