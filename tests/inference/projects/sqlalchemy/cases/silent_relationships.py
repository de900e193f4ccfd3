"""Silent: relationships of foreign rows that come home to delivery's tables, and collections that write nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.cam.db_models import CampaignDB, LeadDB, TagDB
from app.delivery.models import DeliveryDB, DeliveryItemDB
from app.identity.models import UserDB


def append_to_the_backref(session, campaign_id):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    campaign.deliveries.append(DeliveryDB(status="queued"))  # silent
    session.commit()


def remove_from_the_backref(campaign: CampaignDB, delivery: DeliveryDB):
    campaign.deliveries.remove(delivery)  # silent
    campaign.deliveries.extend([DeliveryDB()])  # silent


def home_through_a_user(session: Session, user: UserDB):
    user.deliveries[0].status = "done"  # silent
    for delivery in user.deliveries:
        delivery.sent += 1  # silent
        session.delete(delivery)  # silent


def home_by_a_chain(lead: LeadDB):
    lead.campaign.deliveries[-1].sent_at = None  # silent
    lead.campaign.deliveries[-1].items.append(DeliveryItemDB(name="box"))  # silent


def own_side_of_many_to_one(session, delivery: DeliveryDB, campaign: CampaignDB, user: UserDB):
    delivery.campaign = campaign  # silent
    delivery.courier = user  # silent
    delivery.courier_id = user.id  # silent
    session.add(delivery)  # silent


def new_row_that_points_to_a_foreign_one(session, campaign_id):
    campaign = session.query(CampaignDB).get(campaign_id)  # read: CampaignDB
    session.add(DeliveryDB(campaign=campaign, status=campaign.status))  # silent


def own_association_table(delivery: DeliveryDB, tag: TagDB):
    delivery.tags.append(tag)  # silent
    delivery.tags.remove(tag)  # silent
    delivery.tags = []  # silent


def viewonly(delivery: DeliveryDB, lead: LeadDB):
    delivery.recent_leads.append(lead)  # silent


def own_collection(session, delivery_id):
    delivery = session.get(DeliveryDB, delivery_id)
    delivery.items.append(DeliveryItemDB(name="label"))  # silent
    delivery.items[0].delivery = delivery  # silent
    delivery.items.clear()  # silent


def only_looked_at(delivery: DeliveryDB) -> int:
    return sum(lead.score > 0.5 for lead in delivery.leads)


def sorted_in_memory(campaign: CampaignDB) -> list[LeadDB]:
    best = sorted(campaign.leads, key=lambda lead: -lead.score)[:3]
    best.append(best[0])  # silent
    return best
