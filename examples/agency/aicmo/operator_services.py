"""What the operator's desk can do: one function per button. A single-file module, no part of `operator`."""

from __future__ import annotations

import operator
import time
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import TypeVar

from sqlalchemy import text

from aicmo.cam.api.dtos import CampaignDTO, CampaignStatus
from aicmo.cam.db_models import CampaignDB, LeadDB  # expect: private-import, private-import
# expect next line: unused-suppression
from aicmo.cam.internal import scoring  # ringfence: ignore[private-import]
from aicmo.domain.intake import ClientIntake  # expect: god-module-import
from aicmo.domain.project import Project  # expect: god-module-import
from aicmo.domain.strategy import StrategyDoc  # expect: god-module-import
from aicmo.operator.api import OperatorNote

from .logging import get_logger
from .shared.audit import record_action

log = get_logger(__name__)
T = TypeVar("T")


def approve_campaign(session, campaign_id: int, note: OperatorNote) -> CampaignStatus:
    """Approve a campaign by hand, without asking cam; the new status."""
    campaign = session.get(CampaignDB, campaign_id)  # expect: foreign-model-read
    if campaign is None:
        raise LookupError(f"no campaign {campaign_id}")
    if campaign.status == CampaignStatus.DRAFT:
        campaign.status = CampaignStatus.APPROVED  # expect: foreign-model-write
    session.commit()
    record_action(note.author, "approve", campaign_id=campaign_id, note=note.text)
    return CampaignStatus(campaign.status)


def add_lead_by_hand(session, campaign_id: int, email: str, company: str = "") -> int:
    """Create a lead, or refresh it when the address is known; its id."""
    lead = session.query(LeadDB).filter(LeadDB.email == email).first()  # expect: foreign-model-read
    if lead is None:
        lead = LeadDB(campaign_id=campaign_id, email=email)
        session.add(lead)  # expect: foreign-model-write
    lead.company = company or lead.company  # expect: foreign-model-write
    lead.score = scoring.WEIGHTS["company"] if lead.company else 0.0  # expect: foreign-model-write
    session.flush()
    return lead.id


def edit_lead(session, lead_id: int, changes: Mapping[str, object]) -> bool:
    """Apply the fields of the edit form."""
    lead = session.get(LeadDB, lead_id)  # expect: foreign-model-read
    if not lead:
        return False
    for name, value in changes.items():
        if name in ("email", "company", "status"):
            setattr(lead, name, value)  # expect: foreign-model-write
    session.commit()
    return True


def close_old_campaigns(session, before) -> int:
    """Set everything that ended before a date to done; how many."""
    count = (
        session.query(CampaignDB)
        .filter(CampaignDB.launched_at < before)
        .update({"status": "done"})  # expect: foreign-model-write
    )
    stale = text("UPDATE cam_leads SET status = 'stale' WHERE score < 0.1")
    session.execute(stale)  # expect: foreign-model-write
    session.commit()
    return count


def regrade_all(session, profiles: Iterable) -> int:
    """Grade lead profiles again; how many are hot now."""
    hot = 0
    for profile in profiles:
        from aicmo.cam.domain import LeadGrade  # expect: private-import
        from aicmo.cam.internal.scoring import regrade  # expect: private-import

        hot += regrade(profile).grade is LeadGrade.HOT
    session.expire_all()
    return hot


def new_project(intake: ClientIntake, strategy: StrategyDoc | None = None) -> Project:
    """Open a project for a client."""
    project = Project(name=intake.brand_name, intake=intake)
    if strategy is not None:
        project.strategy = strategy
    return project


def total_budget(campaigns: Iterable[CampaignDTO]) -> int:
    """The budgets of campaigns added up, in cents."""
    return reduce(operator.add, (campaign.budget_cents for campaign in campaigns), 0)


def retry(action: Callable[[], T], attempts: int = 3) -> T:
    """Try something up to `attempts` times."""
    for attempt in range(1, attempts):
        try:
            return action()
        except ConnectionError as error:
            log.warning("retrying", extra={"attempt": attempt, "error": str(error)})
            time.sleep(attempt)
    return action()


def _parse_budget(raw: str) -> int:
    """An amount as people write it (`1.200 €`, `1200,50`) in cents."""
    cleaned = raw.replace("€", "").replace(".", "").replace(",", ".").strip()
    return round(float(cleaned or 0) * 100)
