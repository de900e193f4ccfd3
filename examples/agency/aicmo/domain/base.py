"""The base of all business objects."""

from datetime import datetime, timezone

from pydantic import BaseModel

__all__ = ["AicmoBaseModel", "utcnow"]


class AicmoBaseModel(BaseModel):
    """Every business object is one of these."""


def utcnow() -> datetime:
    """The current moment."""
    return datetime.now(tz=timezone.utc)
