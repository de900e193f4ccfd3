"""Launch a campaign: approve, deliver, report. One transaction over everything, which is the trouble."""

from __future__ import annotations

from datetime import datetime

import aicmo.cam.db_models as cam_models  # expect: private-import
import aicmo.domain.project as project_model  # expect: god-module-import
from aicmo.analytics.api import publish_score
from aicmo.cam.api import dtos, events
from aicmo.core.db import SessionLocal
from aicmo.delivery import execution_orchestrator  # expect: private-import
from aicmo.delivery.api.dtos import DeliveryDTO
from aicmo.domain import ClientIntake, StrategyDoc  # expect: god-module-import, god-module-import
from aicmo.operator.api import OperatorNote
from aicmo.operator_services import approve_campaign
from aicmo.shared.base import utcnow


class CampaignLaunch:
    """The workflow, with the senders, campaigns and creatives that it works on."""

    def __init__(self, orchestrator: execution_orchestrator.ExecutionOrchestrator) -> None:
        """Deliveries go through `orchestrator`."""
        self._orchestrator = orchestrator

    def launch(
        self, project: project_model.Project, intake: ClientIntake, doc: StrategyDoc
    ) -> list[events.CampaignApproved]:
        """Approve and send all campaigns of a project; one event per campaign."""
        session = SessionLocal()
        announced = []
        for campaign_id in project.campaign_ids:
            note = OperatorNote(intake.client_id, author="launch", text=doc.headline)
            approve_campaign(session, campaign_id, note)
            self._orchestrator.session = session  # expect: shared-session
            self._orchestrator.run(campaign_id, ["mail"])
            mark_launched(session, campaign_id, utcnow())
            announced.append(events.CampaignApproved(campaign_id, "launch", utcnow()))
        publish_score(f"launch:{intake.client_id}", float(len(announced)))
        return announced

    def roll_back(self, deliveries: list[DeliveryDTO]) -> None:
        """Take back what was sent, as far as that is possible."""
        session = SessionLocal()
        for delivery in deliveries:
            campaign_id = delivery.campaign_id
            row = session.get(cam_models.CampaignDB, campaign_id)  # expect: foreign-model-read
            if row:
                row.status = dtos.CampaignStatus.APPROVED  # expect: foreign-model-write
                row.launched_at = None  # expect: foreign-model-write
                session.merge(row)  # expect: foreign-model-write
        session.commit()


def mark_launched(session, campaign_id: int, at: datetime) -> None:
    """Write the launch date into cam's table."""
    campaigns = session.query(cam_models.CampaignDB)  # expect: foreign-model-read
    for row in campaigns.filter_by(id=campaign_id):
        row.launched_at = at  # expect: foreign-model-write
