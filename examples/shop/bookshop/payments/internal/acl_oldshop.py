"""Anti-corruption layer: receipts of the old shop in the words of payments. The only door to `oldshop`."""

from __future__ import annotations

from bookshop.payments.api.dtos import PaymentDTO
from oldshop.models import Receipt, load_receipts


def translate(receipt: Receipt) -> PaymentDTO:
    """A receipt of the old shop as payments sees it."""
    return PaymentDTO(reference=f"old-{receipt.no}", amount_cents=round(receipt.amount * 100), status="settled")


def old_payments(path: str) -> list[PaymentDTO]:
    """All payments of an export file."""
    return [translate(receipt) for receipt in load_receipts(path)]
