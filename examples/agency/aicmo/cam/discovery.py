"""Find new leads for a campaign and keep the good ones."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

import aicmo.cam.domain as cam_domain
from aicmo.cam.api.events import LeadQualified
from aicmo.cam.api.ports import LeadSourcePort
from aicmo.cam.internal import scoring
from aicmo.cam.internal.repository import SqlLeads
from aicmo.domain.base import AicmoBaseModel, utcnow  # expect: god-module-import, god-module-import
from aicmo.learning import record_outcome

from .domain import LeadGrade, LeadProfile

if TYPE_CHECKING:
    from aicmo.delivery.api.dtos import DeliveryDTO  # expect: forbidden-import

log = logging.getLogger(__name__)

FREE_MAILERS = {"example.com": "free", "mail.test": "free"}


class DiscoveryResult(AicmoBaseModel):
    """What one run of the discovery brought."""

    fetched: int = 0
    duplicates: int = 0
    kept: int = 0
    status: str = "running"


class LeadDiscovery:
    """Pulls leads from all sources, drops what is known or hopeless, stores the rest."""

    def __init__(self, sources: Iterable[LeadSourcePort], leads: SqlLeads) -> None:
        """Remember where leads come from and where they go."""
        self._sources = tuple(sources)
        self._leads = leads
        self._seen: set[str] = set()

    def run(self, campaign_id: int, limit: int = 200) -> tuple[DiscoveryResult, list[LeadQualified]]:
        """Fetch up to `limit` leads per source; the result, and an event for every hot lead."""
        result = DiscoveryResult()
        events: list[LeadQualified] = []
        for source in self._sources:
            for raw in source.fetch(limit):
                result.fetched += 1
                email = raw.email.strip().lower()
                if email in self._seen:
                    result.duplicates += 1
                    continue
                self._seen.add(email)
                profile = LeadProfile(email=email, company=raw.company)
                score = scoring.score(profile)
                profile.grade = cam_domain.LeadGrade.of(score)
                if profile.grade is LeadGrade.COLD:
                    continue
                lead = self._leads.add(campaign_id, profile, score)
                result.kept += 1
                if profile.grade is LeadGrade.HOT:
                    events.append(LeadQualified(lead.id, campaign_id, score, utcnow()))
        result.status = "done"
        record_outcome("discovery", {"campaign_id": campaign_id, "kept": result.kept})
        log.info("discovery done: %s kept of %s", result.kept, result.fetched)
        return result, events


def capacity_left(delivery: DeliveryDTO, per_day: int = 500) -> int:
    """How many leads a delivery can still take today."""
    return max(0, per_day - delivery.sent_today)


def learn_free_mailers(domains: Iterable[str]) -> None:
    """Treat more mail domains as private ones."""
    FREE_MAILERS.update({domain: "free" for domain in domains})
