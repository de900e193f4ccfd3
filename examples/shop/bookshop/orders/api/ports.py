"""How others ask orders."""

from __future__ import annotations

from typing import Protocol

from bookshop.orders.api.dtos import OrderDTO

CONTRACT_VERSION = "2.1"


class OrderQueryPort(Protocol):
    """Questions about orders."""

    def get(self, number: str) -> OrderDTO | None:
        """The order, if there is one."""


class OrderCommandPort(Protocol):
    """Orders about orders; each runs in a transaction of its own."""

    def mark_paid(self, number: str, cents: int) -> None:
        """Money came."""

    def mark_sent(self, number: str) -> None:
        """It is on its way."""
