"""What accounts tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CustomerDTO:
    """A customer, as others see it."""

    id: int
    name: str
    email: str
    status: str = "new"
