"""What production tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Creative:
    """One piece of content for one channel: the successor of `aicmo.domain.creative`."""

    key: str
    channel: str
    headline: str
    body: str = ""
    asset_path: str | None = None


@dataclass(frozen=True, slots=True)
class CreativeDTO:
    """A creative that is ready to go out."""

    key: str
    campaign_id: int
    channel: str
    body: str
