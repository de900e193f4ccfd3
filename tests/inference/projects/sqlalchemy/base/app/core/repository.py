"""What all repositories share. It knows no model of its own."""

from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

T = TypeVar("T")


class Repository(Generic[T]):
    """Rows of one model, which the subclass names."""

    model: type[T]

    def __init__(self, db: Session) -> None:
        self.db = db

    def get(self, row_id: int) -> T | None:
        """The row, if there is one."""
        return self.db.get(self.model, row_id)

    def all(self) -> list[T]:
        """Every row."""
        return list(self.db.scalars(select(self.model)))

    def add(self, row: T) -> T:
        """Make a row permanent."""
        self.db.add(row)
        self.db.flush()
        return row

    def remove(self, row: T) -> None:
        """Delete a row."""
        self.db.delete(row)
