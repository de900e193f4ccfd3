"""A project: one client, one strategy, its campaigns. Everything meets in here, sadly."""

from pydantic import Field

from aicmo.domain.base import AicmoBaseModel
from aicmo.domain.intake import ClientIntake
from aicmo.domain.strategy import StrategyDoc


class Project(AicmoBaseModel):
    """All that the agency does for one client at a time."""

    id: int | None = None
    name: str
    intake: ClientIntake
    strategy: StrategyDoc | None = None
    campaign_ids: list[int] = Field(default_factory=list)
    state: str = "open"

    def open_campaign(self, session, name: str, budget_cents: int) -> int:
        """Create a campaign for this project; its id."""
        # Imported late, because cam.db_models imports domain.base.
        from aicmo.cam.db_models import CampaignDB  # expect: forbidden-import, module-cycle

        campaign = CampaignDB(name=name, client_id=self.intake.client_id, budget_cents=budget_cents)
        if self.strategy and self.strategy.approved:
            campaign.status = "approved"  # expect: foreign-model-write
        session.add(campaign)  # expect: foreign-model-write
        session.flush()
        self.campaign_ids.append(campaign.id)
        self.state = "running"
        return campaign.id
