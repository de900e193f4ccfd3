"""Local flow: a row comes from a query, and its columns are assigned."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.billing.models import InvoiceDB
from app.cam.db_models import CampaignDB, EventLeadDB, LeadDB
from app.delivery.models import DeliveryDB


def first(db, campaign_id):
    campaign = db.query(CampaignDB).filter(CampaignDB.id == campaign_id).first()  # read: CampaignDB
    if campaign:
        campaign.status = "done"  # write: CampaignDB.status
    db.commit()


def first_over_lines(db, campaign_id):
    campaign = (
        db.query(CampaignDB)  # read: CampaignDB
        .options(joinedload(CampaignDB.leads))
        .filter(CampaignDB.id == campaign_id, CampaignDB.deleted_at.is_(None))
        .first()
    )
    if not campaign:
        raise LookupError(campaign_id)
    campaign.status = "done"  # write: CampaignDB.status
    campaign.updated_at = func.now()  # write: CampaignDB.updated_at


def one(db, number):
    invoice = db.query(InvoiceDB).filter_by(number=number).one()  # read: InvoiceDB
    invoice.status = "sent"  # write: InvoiceDB.status


def one_or_none(db, number):
    invoice = db.query(InvoiceDB).filter_by(number=number).one_or_none()  # read: InvoiceDB
    if invoice is not None:
        invoice.total_cents += 100  # write: InvoiceDB.total_cents


def get(db, lead_id):
    lead = db.get(LeadDB, lead_id)  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status


def get_of_a_query(db, lead_id):
    lead = db.query(LeadDB).get(lead_id)  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status


def get_by_keyword(db, lead_id):
    lead = db.get(entity=LeadDB, ident=lead_id)  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status


def get_locked(db, lead_id):
    lead = db.query(LeadDB).filter_by(id=lead_id).with_for_update().one()  # read: LeadDB
    lead.score -= 0.1  # write: LeadDB.score


def scalar(db, email):
    lead = db.scalar(select(LeadDB).where(LeadDB.email == email))  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status


def scalars_first(db: Session):
    lead = db.scalars(select(LeadDB).order_by(LeadDB.id)).first()  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status


def execute_scalar_one(db: Session, campaign_id):
    result = db.execute(select(CampaignDB).filter_by(id=campaign_id))  # read: CampaignDB
    campaign = result.scalar_one()
    campaign.status = "done"  # write: CampaignDB.status


def execute_scalars_one(db: Session):
    campaign = db.execute(select(CampaignDB)).scalars().one()  # read: CampaignDB
    campaign.status = "done"  # write: CampaignDB.status


def statement_in_a_name(db: Session, campaign_id):
    statement = select(CampaignDB).where(CampaignDB.id == campaign_id)  # read: CampaignDB
    statement = statement.options(joinedload(CampaignDB.leads))
    campaign = db.execute(statement).unique().scalar_one_or_none()
    if campaign is None:
        return
    campaign.status = "done"  # write: CampaignDB.status


def rebound_query(db, client_id, late):
    query = db.query(CampaignDB)  # read: CampaignDB
    query = query.filter(CampaignDB.client_id == client_id)
    if late:
        query = query.order_by(CampaignDB.id.desc()).limit(10)
    campaign = query.first()
    campaign.lead_count += 1  # write: CampaignDB.lead_count


def chained_to_an_assignment(db, campaign_id):
    db.query(CampaignDB).get(campaign_id).status = "done"  # read: CampaignDB; write: CampaignDB.status


def entity_of_a_row(db: Session):
    row = db.execute(select(CampaignDB, LeadDB).join(CampaignDB.leads)).first()  # read: CampaignDB, LeadDB
    row.CampaignDB.status = "done"  # write: CampaignDB.status
    row[1].status = "seen"  # write: LeadDB.status


def pair(db, lead_id):
    lead, delivery = db.query(LeadDB, DeliveryDB).filter(LeadDB.id == lead_id).one()  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status
    delivery.status = "done"  # silent


def with_a_value_of_the_same_class(db, keep_id, drop_id):
    keep, drop = db.get(LeadDB, keep_id), db.get(LeadDB, drop_id)  # read: LeadDB
    keep.company = drop.company  # write: LeadDB.company
    db.delete(drop)  # write: LeadDB


def single_table_child(db, lead_id):
    lead = db.get(EventLeadDB, lead_id)  # read: LeadDB
    lead.event_name = "fair"  # write: LeadDB.event_name
    lead.status = "met"  # write: LeadDB.status


def walrus(db, email):
    if (lead := db.query(LeadDB).filter_by(email=email).first()) is not None:  # read: LeadDB
        lead.status = "seen"  # write: LeadDB.status


def walrus_in_a_loop(db):
    while lead := db.query(LeadDB).filter_by(status="new").first():  # read: LeadDB
        lead.status = "seen"  # write: LeadDB.status
        db.commit()


def query_imported_late(db, ids):
    for campaign_id in ids:
        from app.cam.db_models import CampaignDB as Campaign

        campaign = db.query(Campaign).filter(Campaign.id == campaign_id).first()  # read: CampaignDB
        if campaign:
            campaign.status = "done"  # write: CampaignDB.status
