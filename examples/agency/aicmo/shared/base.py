"""Base classes and functions without any business meaning."""

from __future__ import annotations

from datetime import datetime, timezone

from pydantic import BaseModel, ConfigDict


class AicmoBaseModel(BaseModel):
    """A validated value object; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def utcnow() -> datetime:
    """The current moment, timezone-aware."""
    return datetime.now(tz=timezone.utc)
