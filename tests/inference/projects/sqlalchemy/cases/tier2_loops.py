"""Local flow: loops over queries, comprehensions, and the containers that rows are put into on the way."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cam.db_models import CampaignDB, LeadDB
from app.delivery.models import DeliveryDB


def over_all(db):
    for lead in db.query(LeadDB).filter(LeadDB.score < 0.1).all():  # read: LeadDB
        lead.status = "stale"  # write: LeadDB.status
    db.commit()


def over_the_query(db, limit=None):
    query = db.query(LeadDB).filter_by(status="new")  # read: LeadDB
    if limit:
        query = query.limit(limit)
    for lead in query:
        lead.status = "seen"  # write: LeadDB.status


def over_scalars(db: Session):
    for campaign in db.scalars(select(CampaignDB)):  # read: CampaignDB
        campaign.lead_count = 0  # write: CampaignDB.lead_count


def over_execute(db: Session):
    for (campaign,) in db.execute(select(CampaignDB)):  # read: CampaignDB
        campaign.lead_count = 0  # write: CampaignDB.lead_count


def over_pairs(db: Session):
    for campaign, lead in db.query(CampaignDB, LeadDB).join(CampaignDB.leads):  # read: CampaignDB, LeadDB
        campaign.lead_count += 1  # write: CampaignDB.lead_count
        lead.status = campaign.status  # write: LeadDB.status


def in_portions(db):
    for lead in db.query(LeadDB).yield_per(100):  # read: LeadDB
        lead.score /= 2  # write: LeadDB.score


def from_a_list(db):
    leads = db.query(LeadDB).all()  # read: LeadDB
    leads[0].status = "first"  # write: LeadDB.status
    for lead in leads[1:]:
        lead.status = "other"  # write: LeadDB.status


def sliced_query(db):
    for lead in db.query(LeadDB).order_by(LeadDB.score)[:10]:  # read: LeadDB
        lead.status = "top"  # write: LeadDB.status


def with_a_number(db):
    for position, lead in enumerate(db.query(LeadDB), start=1):  # read: LeadDB
        lead.score = 1 / position  # write: LeadDB.score


def zipped(db, scores):
    leads = db.query(LeadDB).all()  # read: LeadDB
    for lead, score in zip(leads, scores, strict=True):
        lead.score = score  # write: LeadDB.score


def sorted_and_reversed(leads: list[LeadDB]):
    for lead in sorted(leads, key=lambda row: row.score):
        lead.status = "sorted"  # write: LeadDB.status
    for lead in reversed(list(leads)):
        lead.status = "reversed"  # write: LeadDB.status


def chosen(leads: list[LeadDB]):
    best = max(leads, key=lambda lead: lead.score)
    best.status = "best"  # write: LeadDB.status
    first = next(iter(leads), None)
    if first:
        first.status = "first"  # write: LeadDB.status


def filtered(leads: list[LeadDB]):
    fresh = [lead for lead in leads if lead.status == "new"]
    for lead in fresh:
        lead.status = "seen"  # write: LeadDB.status
    for lead in filter(None, fresh):
        lead.status = "seen"  # write: LeadDB.status


def found_by_a_generator(leads: list[LeadDB], email):
    lead = next((lead for lead in leads if lead.email == email), None)
    if lead is not None:
        lead.status = "seen"  # write: LeadDB.status


def by_key(db, scores):
    by_email = {lead.email: lead for lead in db.query(LeadDB)}  # read: LeadDB
    for email, score in scores.items():
        by_email[email].score = score  # write: LeadDB.score
    lead = by_email.get("a@example.invalid")
    if lead:
        lead.status = "seen"  # write: LeadDB.status
    for lead in by_email.values():
        lead.tags = ""  # write: LeadDB.tags
    for email, lead in by_email.items():
        lead.email = email.lower()  # write: LeadDB.email


def collected(db, ids):
    found = []
    for lead_id in ids:
        found.append(db.get(LeadDB, lead_id))  # read: LeadDB
    for lead in found:
        lead.status = "seen"  # write: LeadDB.status


def collected_new_ones(db, emails):
    fresh = []
    for email in emails:
        fresh.append(LeadDB(email=email))
    db.add_all(fresh)  # write: LeadDB


def new_ones_in_a_comprehension(db, emails):
    leads = [LeadDB(email=email) for email in emails]
    db.bulk_save_objects(leads)  # write: LeadDB


def grouped(db):
    groups = defaultdict(list)
    for lead in db.query(LeadDB):  # read: LeadDB
        groups[lead.company].append(lead)
    for company, leads in groups.items():
        leads[0].company = company.title()  # write: LeadDB.company


def grouped_by_itertools(leads: list[LeadDB]):
    for company, group in groupby(leads, key=lambda lead: lead.company):
        for lead in group:
            lead.company = company.title()  # write: LeadDB.company


def joined_lists(leads: list[LeadDB], others: list[LeadDB]):
    for lead in leads + others:
        lead.status = "seen"  # write: LeadDB.status
    for lead in chain(leads, others):
        lead.status = "seen"  # write: LeadDB.status
    for lead in [*leads, others[0]]:
        lead.status = "seen"  # write: LeadDB.status


def over_own_and_foreign(leads: list[LeadDB], deliveries: list[DeliveryDB]):
    for row in [*leads, *deliveries]:
        row.status = "seen"  # write: LeadDB.status


def side_effects_in_a_comprehension(db):
    [db.delete(lead) for lead in db.query(LeadDB)]  # read: LeadDB; write: LeadDB


def deleted_one_by_one(db, client_id):
    for campaign in db.query(CampaignDB).filter_by(client_id=client_id):  # read: CampaignDB
        for lead in campaign.leads:
            db.delete(lead)  # write: LeadDB
        db.delete(campaign)  # write: CampaignDB


def taken_from_a_queue(leads: list[LeadDB]):
    while leads:
        leads.pop().status = "seen"  # write: LeadDB.status


def while_loop_with_a_flag(db):
    done = False
    while not done:
        lead = db.query(LeadDB).filter_by(status="new").first()  # read: LeadDB
        if lead is None:
            done = True
            continue
        lead.status = "seen"  # write: LeadDB.status


def carried_over_the_loop(db):
    last = None
    for lead in db.query(LeadDB).order_by(LeadDB.id):  # read: LeadDB
        if last is not None and last.email == lead.email:
            last.status = "double"  # write: LeadDB.status
        last = lead


def numbers_of_a_query(db):
    total = 0
    for score in db.scalars(select(LeadDB.score)):  # read: LeadDB
        total += score  # silent
    return total


def dict_of_pairs(db: Session, emails):
    leads = db.query(LeadDB).all()  # read: LeadDB
    by_email = dict((lead.email, lead) for lead in leads)
    by_email["a"].score = 1.0  # write: LeadDB.score
    by_place = dict(zip(emails, leads))
    by_place["b"].score = 1.0  # write: LeadDB.score
    places = dict((lead, lead.email) for lead in leads)
    places["c"].score = 1.0  # silent
