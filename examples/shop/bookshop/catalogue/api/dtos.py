"""What catalogue tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass  # expect later: impure-contract
class BookDTO:
    """A book, as others see it. Anybody can change it, which is a mistake."""

    id: int
    title: str
    price_cents: int
    stock: int = 0
