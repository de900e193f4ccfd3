"""The health page: one line per subsystem."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

from aicmo.core.db import get_engine
from aicmo.logging import get_logger

log = get_logger(__name__)


@dataclass(frozen=True)
class Health:
    """One subsystem and how it is."""

    name: str
    ok: bool
    detail: str = ""


def database_health() -> Health:
    """Ask the database for the smallest possible answer."""
    try:
        with get_engine().connect() as connection:
            connection.execute(text("SELECT 1"))
    except Exception as error:  # the health page must never fail itself
        log.warning("database is not healthy", extra={"error": str(error)})
        return Health("database", ok=False, detail=str(error))
    return Health("database", ok=True)


def learning_health(store: object) -> Health:
    """Whether the learning store can answer. Grew in here because the page already existed."""
    from aicmo.learning.api.ports import OutcomeQueryPort  # expect: forbidden-import

    if not isinstance(store, OutcomeQueryPort):
        return Health("learning", ok=False, detail=f"{type(store).__name__} is no outcome store")
    return Health("learning", ok=True, detail=f"{store.count()} outcomes")
