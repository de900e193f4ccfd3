"""Engine, declarative base and sessions: one of each for the whole application."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

DEFAULT_URL = "sqlite+pysqlite:///aicmo.db"


class Base(DeclarativeBase):
    """The declarative base of every model, so that all tables share one metadata."""


@lru_cache(maxsize=1)
def get_engine() -> Engine:
    """The process-wide engine, made on first use."""
    return create_engine(os.environ.get("AICMO_DATABASE_URL", DEFAULT_URL), pool_pre_ping=True)


def get_session() -> Iterator[Session]:
    """Yield a session and close it afterwards; shaped for dependency injection."""
    session = sessionmaker(bind=get_engine(), expire_on_commit=False)()
    try:
        yield session
    finally:
        session.close()


def SessionLocal() -> Session:
    """Get a session outside of a request. Everybody uses it; that is the trouble with it."""
    return next(get_session())
