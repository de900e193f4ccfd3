"""Anti-corruption layer: the old backend's campaigns in cam's words. The only door to `backend`."""

from __future__ import annotations

from collections.abc import Iterator

from aicmo.cam.api.dtos import CampaignDTO, CampaignStatus
from backend.models import Campaign as LegacyCampaign
from backend.models import load_campaigns

_STATUS = {"N": CampaignStatus.DRAFT, "A": CampaignStatus.APPROVED, "X": CampaignStatus.DONE}


def translate_campaign(legacy: LegacyCampaign) -> CampaignDTO:
    """A campaign of the old backend as cam sees it; unknown states count as drafts."""
    return CampaignDTO(
        id=legacy.number,
        name=legacy.title.strip(),
        client_id=f"legacy-{legacy.customer_no}",
        status=_STATUS.get(legacy.state, CampaignStatus.DRAFT),
        budget_cents=round(legacy.budget * 100),
    )


def legacy_campaigns(path: str) -> Iterator[CampaignDTO]:
    """All campaigns of an export file of the old backend."""
    return map(translate_campaign, load_campaigns(path))
