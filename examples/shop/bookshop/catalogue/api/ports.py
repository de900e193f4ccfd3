"""How others ask catalogue."""  # expect later: contract-without-test

from __future__ import annotations

from typing import Protocol

from bookshop.catalogue.api.dtos import BookDTO

CONTRACT_VERSION = "0.3"


class BookQueryPort(Protocol):
    """Questions about books."""

    def get(self, book_id: int) -> BookDTO | None:
        """The book, if there is one."""


class StockCommandPort(Protocol):
    """Orders about stock."""

    def take(self, book_id: int, count: int) -> bool:
        """Take books from the shelf; whether there were enough."""

    def give_back(self, book_id: int, count: int) -> None:
        """Books came back."""
