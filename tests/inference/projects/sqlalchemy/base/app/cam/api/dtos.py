"""What cam tells others."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class CampaignDTO(BaseModel):
    """A campaign, as others see it."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    status: str
    lead_count: int = 0


@dataclass
class LeadDTO:
    """A lead, as others see it."""

    id: int
    email: str
    status: str = "new"
    score: float = 0.0
