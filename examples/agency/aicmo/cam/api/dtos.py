"""What cam tells others about campaigns and leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CampaignStatus(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CampaignDTO:
    """One campaign."""

    id: int
    name: str
    client_id: str
    status: CampaignStatus
    budget_cents: int
    launched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeadDTO:
    """One person that a campaign may address."""

    id: int
    campaign_id: int
    email: str
    score: float
    status: str


@dataclass(frozen=True, slots=True)
class RawLeadDTO:
    """A lead as a source delivers it: not yet checked, scored or stored."""

    email: str
    company: str
    source: str
