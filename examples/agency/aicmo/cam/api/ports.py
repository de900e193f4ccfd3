"""How others ask cam, and what cam asks of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from aicmo.cam.api.dtos import CampaignDTO, CampaignStatus, LeadDTO, RawLeadDTO

CONTRACT_VERSION = "1.2"
"""Rises with every change that a caller can notice."""


class CampaignQueryPort(Protocol):
    """Questions about campaigns."""

    def get(self, campaign_id: int) -> CampaignDTO | None:
        """The campaign, if there is one."""

    def of_client(self, client_id: str) -> Sequence[CampaignDTO]:
        """All campaigns of a client, newest first."""


class CampaignCommandPort(Protocol):
    """Orders about campaigns; each runs in a transaction of its own."""

    def set_status(self, campaign_id: int, status: CampaignStatus) -> CampaignDTO:
        """Move a campaign on; KeyError when there is none."""

    def link_delivery(self, campaign_id: int, delivery_id: int) -> None:
        """Remember which delivery carries a campaign out."""


class LeadQueryPort(Protocol):
    """Questions about leads."""

    def of_campaign(self, campaign_id: int, min_score: float = 0.0) -> Sequence[LeadDTO]:
        """The leads of a campaign, best first."""


class LeadSourcePort(Protocol):
    """Where leads come from: implemented outside of cam."""

    def fetch(self, limit: int) -> Iterator[RawLeadDTO]:
        """At most `limit` leads that were not fetched before."""
