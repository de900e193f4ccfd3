"""Silent: instances that are in no session, values that were read from rows, and names that mean something else by now."""

from __future__ import annotations

from copy import copy

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.analytics import snapshots
from app.cam.api.dtos import CampaignDTO, LeadDTO
from app.cam.db_models import CampaignDB, LeadDB
from app.crm.models import Contact


def preview():
    campaign = CampaignDB(name="preview")  # silent
    campaign.status = "draft"  # silent
    campaign.budget_cents += 100  # silent
    return campaign.label


def template_leads(emails):
    leads = [LeadDB(email=email) for email in emails]  # silent
    for lead in leads:
        lead.score = 0.5  # silent
        setattr(lead, "status", "template")  # silent
    return [lead.email for lead in leads]


def unsaved_contact(name):
    contact = Contact(name=name, email="")  # silent
    contact.stage = "imagined"  # silent
    return contact.model_dump()


def leads_of_an_unsaved_campaign():
    campaign = CampaignDB(name="preview")
    campaign.leads.append(LeadDB(email="a@example.invalid"))  # silent
    return len(campaign.leads)


def detached(session: Session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    session.expunge(campaign)  # silent
    campaign.status = "only for this page"  # silent
    return campaign


def sibling_is_added(session, delivery):
    campaign = CampaignDB(name="not this one")
    campaign.status = "draft"  # silent
    session.add(delivery)
    return campaign


def rebound_to_a_dto(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    campaign = CampaignDTO.model_validate(campaign)
    campaign.status = "shown"  # silent
    return campaign


def rebound_in_a_loop(session):
    lead = session.query(LeadDB).first()  # read: LeadDB
    for lead in [LeadDTO(id=lead.id, email=lead.email)]:
        lead.status = "shown"  # silent


def narrowed_to_the_other(row: LeadDB | LeadDTO) -> None:
    if isinstance(row, LeadDB):
        return
    row.status = "shown"  # silent


def narrowed_away(row: LeadDB | snapshots.LeadDB) -> None:
    if not isinstance(row, LeadDB):
        row.status = "counted"  # silent


def only_columns(session):
    rows = session.query(LeadDB.id, LeadDB.status).all()  # read: LeadDB
    counts = {row.status: row.id for row in rows}
    counts["new"] = 0  # silent
    return counts


def mapping_of_a_row(session):
    row = session.execute(select(LeadDB.email, LeadDB.status)).first()  # read: LeadDB
    fields = dict(row._mapping)
    fields["status"] = "copied"  # silent
    fields.update(email="")  # silent
    return fields


def number(session, campaign_id):
    total = session.get(CampaignDB, campaign_id).lead_count  # read: CampaignDB
    total += 1  # silent
    return total


def copied_collection(campaign: CampaignDB):
    leads = list(campaign.leads)
    leads.append(leads[0])  # silent
    names = [*campaign.tags]
    names.remove(names[0])  # silent
    ordered = sorted(campaign.leads, key=lambda lead: lead.score)
    ordered.pop()
    return leads, names, ordered


def refreshed(session, campaign: CampaignDB):
    session.refresh(campaign)  # silent
    session.expire(campaign, ["status"])  # silent
    session.flush([campaign])


def class_itself():
    CampaignDB.display_name = "campaign"  # silent
    setattr(LeadDB, "icon", "person")  # silent


def copied_row(lead: LeadDB):
    twin = copy(lead.tags)
    twin += ",copied"  # silent
    return twin


def taken_along(lead: LeadDB, status="new"):
    if (status := lead.status) == "new":  # silent
        status = "seen"
    return status


def taken_as_it_is_stored(session: Session, campaign: CampaignDB):
    set_committed_value(campaign, "status", "running")  # silent
    return session.merge(campaign, load=False)  # silent
