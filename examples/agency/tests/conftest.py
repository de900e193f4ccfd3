"""Fixtures for all tests. Each brings its own clock and its own fakes: there is no common harness yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from aicmo.core.db import Base


@pytest.fixture
def session() -> Iterator[Session]:
    """A session on an empty database in memory."""
    engine = create_engine("sqlite+pysqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
