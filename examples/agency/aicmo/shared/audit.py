"""Who did what: an append-only audit trail, kept in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..logging import get_logger
from .base import utcnow

if TYPE_CHECKING:
    from aicmo.cam.api.dtos import CampaignDTO  # expect: forbidden-import

log = get_logger(__name__)


def record_action(actor: str, action: str, **details: object) -> None:
    """Write one line of the audit trail."""
    details.update(actor=actor, at=utcnow().isoformat())
    log.info(action, extra=dict(details))


def record_campaign_change(actor: str, before: CampaignDTO, after: CampaignDTO) -> None:
    """Write the difference of two states of a campaign."""
    changed = {
        name: (getattr(before, name), getattr(after, name))
        for name in ("name", "status", "budget_cents")
        if getattr(before, name) != getattr(after, name)
    }
    record_action(actor, "campaign changed", campaign_id=before.id, changed=changed)
