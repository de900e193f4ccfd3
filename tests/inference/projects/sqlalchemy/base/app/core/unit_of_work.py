"""One transaction as an object."""

from __future__ import annotations

from types import TracebackType

from sqlalchemy.orm import Session

from app.core.db import SessionLocal


class UnitOfWork:
    """`with UnitOfWork() as uow: uow.session.add(...)`; commits when nothing was raised."""

    session: Session

    def __enter__(self) -> UnitOfWork:
        self.session = SessionLocal()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        if kind is None:
            self.session.commit()
        self.session.close()

    def collect(self, event: object) -> None:
        """Remember an event, for after the commit."""
        self.session.info.setdefault("events", []).append(event)
