"""How others ask cam."""

from __future__ import annotations

from typing import Protocol

from app.cam.api.dtos import CampaignDTO, LeadDTO


class CampaignCommandPort(Protocol):
    """Orders to cam."""

    def set_status(self, campaign_id: int, status: str) -> CampaignDTO:
        """Move a campaign on."""

    def add(self, name: str, client_id: int) -> CampaignDTO:
        """A new campaign."""

    def delete(self, campaign_id: int) -> None:
        """Remove a campaign and its leads."""


class LeadQueryPort(Protocol):
    """Questions to cam."""

    def get(self, lead_id: int) -> LeadDTO:
        """One lead."""

    def of_campaign(self, campaign_id: int) -> list[LeadDTO]:
        """All leads of a campaign."""
