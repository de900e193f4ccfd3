"""The declarative base, mixins of all models, and the session factories."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from sqlalchemy import DateTime, create_engine
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("sqlite://")
SessionLocal = sessionmaker(bind=engine, expire_on_commit=False)
AsyncSessionLocal: async_sessionmaker[AsyncSession] = async_sessionmaker()


class Base(DeclarativeBase):
    """What every model is derived from."""


class TimestampMixin:
    """When a row came and when it changed."""

    created_at: Mapped[datetime] = mapped_column(DateTime, default=lambda: now())
    updated_at: Mapped[datetime | None] = mapped_column(DateTime)


class SoftDeleteMixin:
    """Rows that are only marked as gone."""

    deleted_at: Mapped[datetime | None] = mapped_column(DateTime)


class CopyMixin:
    """Rows that can be taken as a pattern for others."""

    def take_over(self, other):
        """All that the other row says."""
        for name in self.pattern:
            setattr(self, name, getattr(other, name))

    def copied(self):
        """A row like this one, in no session yet."""
        twin = self.__class__()
        twin.take_over(self)
        return twin


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(timezone.utc)


def get_session() -> Iterator[Session]:
    """A session per request."""
    session = SessionLocal()
    try:
        yield session
    finally:
        session.close()


@contextmanager
def session_scope():
    """A session that commits at the end of its block."""
    session = SessionLocal()
    try:
        yield session
        session.commit()
    except Exception:
        session.rollback()
        raise
    finally:
        session.close()
