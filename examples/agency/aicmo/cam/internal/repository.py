"""cam's tables behind cam's ports. Every write to a `cam_` table belongs in here."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.base import utcnow  # expect: god-module-import
from ..api.dtos import CampaignDTO, CampaignStatus, LeadDTO
from ..api.ports import CampaignCommandPort, CampaignQueryPort, LeadQueryPort
from ..db_models import CampaignDB, LeadDB, OutreachAttemptDB
from ..domain import LeadProfile


class SqlCampaigns(CampaignQueryPort, CampaignCommandPort):
    """Campaigns in the database."""

    def __init__(self, session: Session) -> None:
        """Work in `session`, which the caller commits."""
        self._session = session

    def get(self, campaign_id: int) -> CampaignDTO | None:
        """The campaign, if there is one."""
        row = self._session.get(CampaignDB, campaign_id)
        return _campaign_dto(row) if row else None

    def of_client(self, client_id: str) -> Sequence[CampaignDTO]:
        """All campaigns of a client, newest first."""
        query = select(CampaignDB).where(CampaignDB.client_id == client_id).order_by(CampaignDB.id.desc())
        return [_campaign_dto(row) for row in self._session.scalars(query)]

    def set_status(self, campaign_id: int, status: CampaignStatus) -> CampaignDTO:
        """Move a campaign on; KeyError when there is none."""
        row = self._require(campaign_id)
        row.status = status.value
        if status is CampaignStatus.RUNNING and row.launched_at is None:
            row.launched_at = utcnow()
        return _campaign_dto(row)

    def link_delivery(self, campaign_id: int, delivery_id: int) -> None:
        """Remember which delivery carries a campaign out."""
        self._require(campaign_id).delivery_id = delivery_id

    def _require(self, campaign_id: int) -> CampaignDB:
        row = self._session.get(CampaignDB, campaign_id)
        if row is None:
            raise KeyError(f"no campaign {campaign_id}")
        return row


class SqlLeads(LeadQueryPort):
    """Leads in the database."""

    def __init__(self, session: Session) -> None:
        """Work in `session`, which the caller commits."""
        self._session = session

    def of_campaign(self, campaign_id: int, min_score: float = 0.0) -> Sequence[LeadDTO]:
        """The leads of a campaign, best first."""
        query = (
            select(LeadDB)
            .where(LeadDB.campaign_id == campaign_id, LeadDB.score >= min_score)
            .order_by(LeadDB.score.desc())
        )
        return [_lead_dto(row) for row in self._session.scalars(query)]

    def add(self, campaign_id: int, profile: LeadProfile, score: float) -> LeadDTO:
        """Store a new lead and count it in its campaign."""
        row = LeadDB(campaign_id=campaign_id, email=profile.email, company=profile.company, score=score)
        self._session.add(row)
        campaign = self._session.get(CampaignDB, campaign_id)
        if campaign:
            campaign.lead_count += 1
        self._session.flush()
        return _lead_dto(row)

    def forget(self, email: str) -> int:
        """Erase a person on request; how many rows went."""
        ids = select(LeadDB.id).where(func.lower(LeadDB.email) == email.lower())
        self._session.query(OutreachAttemptDB).filter(OutreachAttemptDB.lead_id.in_(ids)).delete()
        return self._session.query(LeadDB).filter(func.lower(LeadDB.email) == email.lower()).delete()

    def log_attempts(self, lead_ids: Sequence[int], channel: str) -> None:
        """Remember that a message went out to all of these leads."""
        self._session.add_all([OutreachAttemptDB(lead_id=lead_id, channel=channel) for lead_id in lead_ids])


def _campaign_dto(row: CampaignDB) -> CampaignDTO:
    return CampaignDTO(
        id=row.id,
        name=row.name,
        client_id=row.client_id,
        status=CampaignStatus(row.status),
        budget_cents=row.budget_cents,
        launched_at=row.launched_at,
    )


def _lead_dto(row: LeadDB) -> LeadDTO:
    return LeadDTO(row.id, row.campaign_id, row.email, row.score, row.status)
