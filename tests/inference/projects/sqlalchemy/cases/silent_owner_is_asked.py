"""Silent: the owner is asked, and the owner writes: ports, services, repositories and methods of cam itself."""

from __future__ import annotations

from app.billing.models import Account
from app.cam import service
from app.cam.api.ports import CampaignCommandPort, LeadQueryPort
from app.cam.db_models import CampaignDB, LeadDB
from app.cam.service import CampaignRepository, archive_campaign


def by_port(campaigns: CampaignCommandPort, campaign_id: int) -> None:
    campaigns.set_status(campaign_id, "done")  # silent
    campaigns.add("autumn", client_id=1)  # silent
    campaigns.delete(campaign_id)  # silent


class Step:
    def __init__(self, campaigns: CampaignCommandPort, leads: LeadQueryPort) -> None:
        self._campaigns = campaigns
        self._leads = leads

    def run(self, campaign_id: int) -> None:
        self._campaigns.delete(campaign_id)  # silent
        lead = self._leads.get(1)
        lead.status = "seen"  # silent


def by_function_of_cam(session, campaign: CampaignDB):
    archive_campaign(session, campaign)  # silent
    service.archive_campaign(session, campaign)  # silent


def by_function_over_rows(session, leads: list[LeadDB]):
    service.rescore(leads, 2)  # silent


def by_get_or_create_of_cam(session):
    tag, created = service.get_or_create_tag(session, "delivered")  # silent
    return tag.name if created else None


def by_repository_of_cam(session, campaign: CampaignDB):
    campaigns = CampaignRepository(session)
    campaigns.add(campaign)  # silent
    campaigns.save(campaign, status="done")  # silent
    campaigns.delete(campaign)  # silent


def by_repository_in_a_field(uow, campaign: CampaignDB):
    uow.campaigns.add(campaign)  # silent


def by_method_of_the_model(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    campaign.archive()  # silent
    campaign.label = " autumn "  # silent


def by_class_method_alone():
    return CampaignDB.build("autumn", client_id=1).label  # silent


def unsaved_account():
    account = Account("petty cash")
    account.name = "cash"  # silent
    return account.name
