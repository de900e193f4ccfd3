"""Silent: attributes of a row that are no column and no relationship of its model, and things that only look alike."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.cam.db_models import CampaignDB, LeadDB
from app.crm.models import Contact


def cached(session: Session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    campaign.best_leads = sorted(campaign.leads, key=lambda lead: lead.score)[:3]  # silent
    campaign._dirty = True  # silent
    return campaign


def counters(leads: list[LeadDB]):
    for position, lead in enumerate(leads):
        lead.position = position  # silent
        lead.hits_today = 0  # silent
        lead.hits_today += 1  # silent


def by_setattr(lead: LeadDB):
    setattr(lead, "prefetched_attempts", [])  # silent
    lead.prefetched_attempts.append(1)  # silent


def item_of_an_attribute(campaign: CampaignDB):
    campaign.cache = {}  # silent
    campaign.cache["status"] = campaign.status  # silent
    campaign.cache.update(status="done")  # silent


def attribute_of_another_object(campaign: CampaignDB, page):
    page.campaign = campaign  # silent
    page.campaign_status = campaign.status  # silent
    page.rows = {"campaign": campaign}


def keyword_arguments(campaign: CampaignDB, render):
    return render(status="done", campaign=campaign, name=campaign.name)


def local_names(lead: LeadDB):
    status = lead.status
    status += "!"  # silent
    (score, company) = lead.score, lead.company  # silent
    return status, score, company


def not_a_field_of_sqlmodel(contact: Contact):
    object.__setattr__(contact, "shown_as", contact.name.title())  # silent
    return contact


def deleted_names(lead: LeadDB):
    email = lead.email
    del lead
    return email
