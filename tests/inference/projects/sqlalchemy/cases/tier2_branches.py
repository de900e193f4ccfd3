"""Local flow: branches and joins; a row of a query, or a new one if there is none."""

from __future__ import annotations

from contextlib import suppress

from app.billing.models import InvoiceDB
from app.cam.db_models import CampaignDB, LeadDB, TagDB
from app.cam.api.dtos import CampaignDTO
from app.delivery.models import DeliveryDB


def found_or_new(session, email, company):
    lead = session.query(LeadDB).filter(LeadDB.email == email).first()  # read: LeadDB
    if not lead:
        lead = LeadDB(email=email)
        session.add(lead)  # write: LeadDB
    lead.company = company  # write: LeadDB.company
    session.commit()


def found_or_new_with_or(session, email):
    lead = session.query(LeadDB).filter_by(email=email).first() or LeadDB(email=email)  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status
    session.add(lead)  # write: LeadDB


def conditional_expression(session, lead_id):
    lead = session.get(LeadDB, lead_id) if lead_id else LeadDB(email="")  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status
    session.add(lead)  # write: LeadDB


def new_in_the_other_branch(session, number):
    if number:
        invoice = session.query(InvoiceDB).filter_by(number=number).one()  # read: InvoiceDB
    else:
        invoice = InvoiceDB(number="1")
        session.add(invoice)  # write: InvoiceDB
    invoice.status = "open"  # write: InvoiceDB.status


def none_first(session, campaign_id):
    campaign = None
    if campaign_id:
        campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    if campaign is not None:
        campaign.status = "done"  # write: CampaignDB.status


def added_on_one_path_only(session, keep):
    campaign = CampaignDB(name="autumn")
    campaign.status = "running"  # write: CampaignDB.status
    if keep:
        session.add(campaign)  # write: CampaignDB


def two_models(session, kind, row_id):
    if kind == "lead":
        row = session.get(LeadDB, row_id)  # read: LeadDB
    else:
        row = session.get(CampaignDB, row_id)  # read: CampaignDB
    row.status = "done"  # write: LeadDB.status, CampaignDB.status


def own_or_foreign(session, kind, row_id):
    if kind == "delivery":
        row = session.get(DeliveryDB, row_id)
    else:
        row = session.get(CampaignDB, row_id)  # read: CampaignDB
    row.status = "done"  # write: CampaignDB.status


def foreign_or_dto(session, campaign_id, live):
    campaign = CampaignDTO(id=campaign_id, name="", status="draft")
    if live:
        campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    campaign.status = "done"  # write: CampaignDB.status


def model_chosen_by_a_branch(session, kind):
    model = LeadDB if kind == "lead" else TagDB
    session.query(model).delete()  # write: LeadDB, TagDB


def left_early(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    if campaign is None:
        return None
    if campaign.status == "done":
        return campaign
    campaign.status = "done"  # write: CampaignDB.status
    return campaign


def try_and_except(session, campaign_id):
    try:
        campaign = session.query(CampaignDB).filter_by(id=campaign_id).one()  # read: CampaignDB
    except LookupError:
        campaign = CampaignDB(id=campaign_id)
        session.add(campaign)  # write: CampaignDB
    else:
        campaign.lead_count = 0  # write: CampaignDB.lead_count
    finally:
        session.flush()
    campaign.status = "done"  # write: CampaignDB.status


def status_in_an_except(session, delivery: DeliveryDB, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    try:
        delivery.status = "running"  # silent
    except RuntimeError:
        campaign.status = "failed"  # write: CampaignDB.status
        raise
    with suppress(ValueError):
        campaign.status = "done"  # write: CampaignDB.status


def matched(row):
    match row:
        case CampaignDB(status="draft"):
            row.status = "running"  # write: CampaignDB.status
        case LeadDB() as lead:
            lead.status = "seen"  # write: LeadDB.status
        case DeliveryDB():
            row.status = "done"  # silent


def used_before_it_is_rebound(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    campaign.status = "done"  # write: CampaignDB.status
    campaign = CampaignDTO.model_validate(campaign)
    campaign.status = "shown"  # silent
    return campaign


def renamed(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    row = target = campaign
    row.status = "done"  # write: CampaignDB.status
    target.lead_count = 0  # write: CampaignDB.lead_count


def swapped(session, delivery: DeliveryDB, campaign: CampaignDB):
    campaign, delivery = delivery, campaign
    campaign.status = "done"  # silent
    delivery.status = "done"  # write: CampaignDB.status


def asserted(row: object):
    assert isinstance(row, CampaignDB)
    row.status = "done"  # write: CampaignDB.status


def narrowed(rows: list[CampaignDB | DeliveryDB]):
    for row in rows:
        if isinstance(row, CampaignDB):
            row.status = "done"  # write: CampaignDB.status
        else:
            row.status = "done"  # silent


def narrowed_by_an_early_exit(row):
    if not isinstance(row, (CampaignDB, LeadDB)):
        return
    row.status = "done"  # write: CampaignDB.status, LeadDB.status


def narrowed_in_a_condition(row):
    if isinstance(row, LeadDB) and row.score > 0.5:
        row.status = "hot"  # write: LeadDB.status
