"""Orders for the tax office. A single file beside the app `orders`, and not a part of it."""

import csv
from collections.abc import Iterable
from typing import TextIO

from bookshop.orders.api.dtos import OrderDTO
from bookshop.orders.models import Order  # expect: private-import


class Export:
    """A file that is written line by line."""

    def __init__(self, target: TextIO) -> None:
        """Write to `target`."""
        self._writer = csv.writer(target)
        self._seen: set[str] = set()

    def add(self, order: OrderDTO) -> None:
        """One line, once."""
        if order.number not in self._seen:
            self._seen.add(order.number)
            self._writer.writerow([order.number, order.status, order.total_cents])

    def save(self) -> int:
        """How many lines there are. (Saves no row of any table.)"""
        return len(self._seen)


def export(target: TextIO, orders: Iterable[OrderDTO]) -> int:
    """Write all orders that are given."""
    sheet = Export(target)
    for order in orders:
        sheet.add(order)
    return sheet.save()


def export_year(target: TextIO, year: int) -> int:
    """Write all orders of a year."""
    rows = Order.objects.filter(created_at__year=year)  # expect: foreign-model-read
    return export(target, [OrderDTO(row.number, row.status, row.total_cents) for row in rows])
