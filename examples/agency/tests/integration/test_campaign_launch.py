"""The whole way of a campaign, from the intake to the report."""

from backend.models import Campaign  # expect: legacy-import (warning)

from aicmo.analytics.reports import monthly  # expect: private-import (warning)
from aicmo.cam.api.dtos import CampaignDTO, CampaignStatus
from aicmo.cam.internal.acl_legacy_backend import translate_campaign  # expect: private-import (warning)
from aicmo.domain.intake import ClientIntake  # expect: god-module-import (warning)


class FakeCampaigns:
    """Campaigns in a list."""

    def __init__(self, *campaigns: CampaignDTO) -> None:
        self._campaigns = campaigns

    def get(self, campaign_id):
        return next((campaign for campaign in self._campaigns if campaign.id == campaign_id), None)

    def of_client(self, client_id):
        return [campaign for campaign in self._campaigns if campaign.client_id == client_id]


def test_an_old_campaign_shows_up_in_the_report():
    old = translate_campaign(Campaign(7, " Spring ", 12, "A", 1200.5))
    intake = ClientIntake(client_id="legacy-12", brand_name="Acme")

    report = monthly(intake, FakeCampaigns(old), executions=[])

    assert old.status == CampaignStatus.APPROVED
    assert "- Spring: approved, 1200.50" in report
