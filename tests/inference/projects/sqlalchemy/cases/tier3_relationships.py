"""Fields to models: relationships, backrefs and their collections lead to the model whose table is written."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.billing.models import InvoiceDB, InvoiceLineDB
from app.cam.db_models import CampaignDB, LeadDB, OutreachAttemptDB
from app.delivery.models import DeliveryDB, DeliveryItemDB
from app.identity.models import MembershipDB, UserDB


def from_an_own_row(session, delivery_id):
    delivery = session.get(DeliveryDB, delivery_id)
    delivery.campaign.status = "done"  # write: CampaignDB.status
    delivery.courier.last_delivery_id = delivery.id  # write: UserDB.last_delivery_id
    delivery.status = "done"  # silent


def kept_in_a_name(delivery: DeliveryDB):
    campaign = delivery.campaign
    if campaign is not None:
        campaign.lead_count += 1  # write: CampaignDB.lead_count


def through_two_relations(item: DeliveryItemDB):
    item.delivery.campaign.status = "done"  # write: CampaignDB.status
    item.delivery.status = "done"  # silent


def from_a_child_to_its_parent(lead: LeadDB):
    lead.campaign.lead_count -= 1  # write: CampaignDB.lead_count


def collection_of_an_own_row(session, delivery: DeliveryDB):
    for lead in delivery.leads:
        lead.status = "sent"  # write: LeadDB.status
        session.delete(lead.attempts[0])  # write: OutreachAttemptDB


def viewonly_rows_are_rows(delivery: DeliveryDB):
    for lead in delivery.recent_leads:
        lead.status = "sent"  # write: LeadDB.status


def collection_of_a_foreign_row(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    for lead in campaign.leads:
        for attempt in lead.attempts:
            attempt.bounced = True  # write: OutreachAttemptDB.bounced
    campaign.leads[0].status = "first"  # write: LeadDB.status
    campaign.leads[-1].campaign.status = "done"  # write: CampaignDB.status


def comprehension_over_a_collection(campaign: CampaignDB):
    fresh = [lead for lead in campaign.leads if lead.status == "new"]
    fresh[0].status = "seen"  # write: LeadDB.status


def append_to_a_foreign_collection(campaign: CampaignDB, lead: LeadDB):
    campaign.leads.append(lead)  # write: LeadDB


def append_a_new_row(session, campaign_id, email):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    campaign.leads.append(LeadDB(email=email))  # write: LeadDB
    session.commit()


def append_to_an_own_collection_of_foreign_rows(delivery: DeliveryDB, lead: LeadDB):
    delivery.leads.append(lead)  # write: LeadDB
    delivery.leads.remove(lead)  # write: LeadDB
    delivery.items.append(DeliveryItemDB(name="box"))  # silent


def collection_in_a_name(campaign: CampaignDB, lead: LeadDB):
    leads = campaign.leads
    leads.append(lead)  # write: LeadDB


def other_verbs_of_a_collection(campaign: CampaignDB, leads: list[LeadDB]):
    campaign.leads.extend(leads)  # write: LeadDB
    campaign.leads.insert(0, leads[0])  # write: LeadDB
    campaign.leads.pop()  # write: LeadDB
    campaign.leads.clear()  # write: LeadDB


def collection_is_replaced(campaign: CampaignDB, leads: list[LeadDB]):
    campaign.leads = leads  # write: LeadDB
    campaign.leads += leads  # write: LeadDB


def many_to_one_of_a_foreign_row(lead: LeadDB, campaign: CampaignDB):
    lead.campaign = campaign  # write: LeadDB.campaign
    lead.campaign_id = campaign.id  # write: LeadDB.campaign_id


def backref_of_a_foreign_model(user: UserDB, membership: MembershipDB):
    user.memberships.append(membership)  # write: MembershipDB
    membership.user = user  # write: MembershipDB.user


def legacy_columns(session, invoice_id):
    invoice = session.query(InvoiceDB).get(invoice_id)  # read: InvoiceDB
    invoice.lines.append(InvoiceLineDB(text="delivery", amount_cents=100))  # write: InvoiceLineDB
    invoice.lines[0].amount_cents = 0  # write: InvoiceLineDB.amount_cents
    invoice.lines[0].invoice.status = "open"  # write: InvoiceDB.status


def new_child_of_a_foreign_row(session: Session, lead: LeadDB):
    attempt = OutreachAttemptDB(lead=lead, channel="mail")
    session.add(attempt)  # write: OutreachAttemptDB


def new_foreign_row_by_cascade(session: Session):
    delivery = DeliveryDB(campaign=CampaignDB(name="autumn"))
    session.add(delivery)  # write: CampaignDB


def home_again(user: UserDB):
    user.deliveries[0].status = "done"  # silent
    user.deliveries[0].campaign.status = "done"  # write: CampaignDB.status
    user.deliveries.append(DeliveryDB())  # silent


def home_by_a_foreign_row(lead: LeadDB, session: Session):
    for delivery in lead.campaign.deliveries:
        delivery.campaign = None  # silent
        session.delete(delivery)  # silent
        session.delete(delivery.courier)  # write: UserDB


def joined_in_a_query(session: Session):
    for delivery in session.query(DeliveryDB).join(DeliveryDB.campaign):  # read: CampaignDB
        delivery.campaign.lead_count = 0  # write: CampaignDB.lead_count
