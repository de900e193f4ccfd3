"""Carry a campaign out: channel by channel, with the numbers written back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from aicmo.cam import CampaignQueryPort
from aicmo.cam.api.dtos import CampaignStatus
from aicmo.cam.db_models import CampaignDB  # expect: private-import
from aicmo.core.db import SessionLocal  # expect: shared-session
from aicmo.creatives.api.ports import CreativeQueryPort
from aicmo.delivery.db_models import DeliveryExecutionDB
from aicmo.domain.execution import Execution  # expect: god-module-import
from aicmo.logging import get_logger

from ..domain.intake import ClientIntake  # expect: god-module-import
from ..domain.project import Project  # expect: god-module-import

log = get_logger(__name__)

Sender = Callable[[CampaignDB], Execution]


class ExecutionOrchestrator:
    """Runs the deliveries of a project."""

    def __init__(
        self,
        senders: Mapping[str, Sender],
        campaigns: CampaignQueryPort,
        creatives: CreativeQueryPort,
        session=None,
    ):
        """Remember the senders by channel; without a `session` the global one is used."""
        self.senders = dict(senders)
        self.campaigns = campaigns
        self.creatives = creatives
        self.session = session or SessionLocal()

    def run(self, campaign_id: int, channels: list[str]) -> list[Execution]:
        """Send one campaign through the channels; what happened in each."""
        session = self.session
        campaign = (
            session.query(CampaignDB)  # expect: foreign-model-read
            .filter(CampaignDB.id == campaign_id)
            .first()
        )
        if campaign is None:
            raise LookupError(f"no campaign {campaign_id}")
        executions = [self._run_channel(campaign, channel) for channel in channels]
        if all(execution.success_rate > 0.5 for execution in executions):
            campaign.status = CampaignStatus.DONE.value  # expect: foreign-model-write
        else:
            campaign.status = CampaignStatus.RUNNING.value  # expect: foreign-model-write
        sent = sum(execution.sent for execution in executions)
        campaign.lead_count += sent  # expect: foreign-model-write
        session.add(campaign)  # expect: foreign-model-write
        session.commit()
        return executions

    def run_project(self, project: Project, intake: ClientIntake) -> int:
        """Send all campaigns of a project; how many went out."""
        if not intake.is_complete():
            log.warning("intake is not complete", extra={"client": intake.client_id})
            return 0
        for campaign_id in project.campaign_ids:
            if self.campaigns.get(campaign_id) and self.creatives.of_campaign(campaign_id):
                self.run(campaign_id, ["mail"])
        project.state = "delivered"
        return len(project.campaign_ids)

    def _run_channel(self, campaign: CampaignDB, channel: str) -> Execution:
        # delivery's own table: ours to write.
        row = DeliveryExecutionDB(campaign_id=campaign.id, channel=channel, state="running")
        self.session.add(row)
        self.session.flush()
        campaign.delivery_id = row.id  # expect: foreign-model-write
        execution = self.senders[channel](campaign)
        row.sent, row.failed, row.state = execution.sent, execution.failed, "done"
        return execution


async def pause_all(session: AsyncSession, client_id: str) -> None:
    """Stop everything of a client, at once: the emergency button."""
    running = await session.scalars(
        CampaignDB.__table__.select()  # expect: foreign-model-read
        .where(CampaignDB.client_id == client_id)
    )
    await session.execute(
        update(CampaignDB)  # expect: foreign-model-write
        .where(CampaignDB.client_id == client_id)
        .values(status="paused")
    )
    for row in await session.scalars(DeliveryExecutionDB.__table__.select()):
        log.info("paused", extra={"row": row, "of": running})
    await session.commit()
