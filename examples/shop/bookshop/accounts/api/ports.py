"""How others ask accounts."""

from __future__ import annotations

from typing import Protocol

from bookshop.accounts.api.dtos import CustomerDTO

CONTRACT_VERSION = "1.0"


class CustomerQueryPort(Protocol):
    """Questions about customers."""

    def get(self, customer_id: int) -> CustomerDTO | None:
        """The customer, if there is one."""


class CustomerCommandPort(Protocol):
    """Orders about customers."""

    def set_status(self, customer_id: int, status: str) -> None:
        """Another status."""

    def add_credit(self, customer_id: int, cents: int) -> None:
        """Money that the customer may use for the next order."""
