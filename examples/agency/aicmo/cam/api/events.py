"""What cam announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CampaignApproved:
    """A campaign may go out."""

    campaign_id: int
    approved_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LeadQualified:
    """A lead's score reached the threshold of its campaign."""

    lead_id: int
    campaign_id: int
    score: float
    at: datetime
