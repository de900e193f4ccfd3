"""How others ask payments."""

from __future__ import annotations

from typing import Protocol

from bookshop.payments.api.dtos import PaymentDTO
from bookshop.payments.models import Payment  # expect later: impure-contract

CONTRACT_VERSION = "0.9"


class PaymentQueryPort(Protocol):
    """Questions about payments."""

    def of_order(self, number: str) -> list[PaymentDTO]:
        """All payments for an order."""

    def row(self, reference: str) -> Payment:
        """The row itself, which others should never see."""
