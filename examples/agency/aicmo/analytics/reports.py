"""The monthly report for a client."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from aicmo import core
from aicmo.analytics.lead_db import LeadDB, rebuild
from aicmo.cam import CampaignQueryPort, LeadDTO
from aicmo.cam.api import events, ports
from aicmo.domain.execution import Execution  # expect: god-module-import
from aicmo.onboarding.api.dtos import ClientIntake
from aicmo.operator.api import OperatorNote  # expect: forbidden-import

if TYPE_CHECKING:
    from aicmo.cam.db_models import CampaignDB


def monthly(
    intake: ClientIntake,
    campaigns: CampaignQueryPort,
    executions: Iterable[Execution],
    notes: Iterable[OperatorNote] = (),
) -> str:
    """The report as text."""
    lines = [f"# {intake.brand_name}", ""]
    for campaign in campaigns.of_client(intake.client_id):
        lines.append(f"- {campaign.name}: {campaign.status}, {campaign.budget_cents / 100:.2f}")
    runs = list(executions)
    if runs:
        rate = sum(run.success_rate for run in runs) / len(runs)
        lines.append(f"\n{len(runs)} runs, {rate:.0%} of all messages arrived.")
    lines.extend(f"> {note.text}" for note in notes if note.urgent)
    return "\n".join(lines)


def budget_left(campaign: CampaignDB, spent_cents: int) -> int:
    """What is left of the budget. Only the annotation knows the model."""
    return max(0, campaign.budget_cents - spent_cents)


def leads_by_status(session) -> dict[str, int]:
    """How many leads there are in each state, straight from cam's table."""
    rows = session.execute(
        text("SELECT status, count(*) FROM cam_leads GROUP BY status")  # expect: foreign-model-read
    )
    return {status: count for status, count in rows}


def dashboard(path: Path, leads: Iterable[LeadDTO], port: ports.LeadQueryPort | None = None) -> LeadDB:
    """Bring the lead dashboard up to date."""
    known = list(leads)
    if port is not None and known:
        known.extend(port.of_campaign(known[0].campaign_id))
    return rebuild(path, [lead.status for lead in known], {core.__name__})


def headline(event: events.LeadQualified) -> str:
    """One line for the news ticker."""
    return f"Lead {event.lead_id} of campaign {event.campaign_id} reached {event.score:.2f}."
