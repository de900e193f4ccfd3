"""Across functions: a helper changes, saves or deletes what it is given, so the call is the write."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.cam.db_models import CampaignDB, LeadDB, OutreachAttemptDB
from app.core.repository import Repository
from app.delivery import steps
from app.delivery.models import DeliveryDB
from app.tracking import marks
from app.tracking.marks import Tracker, copy_fields, mark_contacted


def helper_of_another_module(session, lead_id):
    lead = session.get(LeadDB, lead_id)  # read: LeadDB
    mark_contacted(lead)  # write: LeadDB.status, LeadDB.tags
    session.commit()


def helper_in_a_loop(session, limit=None):
    query = session.query(LeadDB).filter_by(status="new")  # read: LeadDB
    if limit:
        query = query.limit(limit)
    for lead in query.all():
        marks.mark_contacted(lead, channel="letter")  # write: LeadDB.status, LeadDB.tags
    session.commit()


def helper_over_a_list(campaign: CampaignDB):
    marks.mark_all(campaign.leads, "done")  # write: LeadDB.status
    marks.mark_all([campaign], "done")  # write: CampaignDB.status


def helper_over_a_query(session):
    marks.mark_all(session.query(LeadDB).all(), "done")  # read: LeadDB; write: LeadDB.status


def helper_with_keywords(lead: LeadDB):
    mark_contacted(channel="mail", lead=lead)  # write: LeadDB.status, LeadDB.tags


def helper_that_sets_by_name(lead: LeadDB, values):
    copy_fields(lead, values)  # write: LeadDB
    copy_fields(values=values, target=lead)  # write: LeadDB


def helper_that_touches(campaign: CampaignDB, delivery: DeliveryDB):
    marks.touch(campaign)  # write: CampaignDB.updated_at
    marks.touch(delivery)  # silent


def helper_that_adds(session):
    marks.store(session, LeadDB(email=""))  # write: LeadDB
    marks.store(session, DeliveryDB())  # silent


def helper_that_adds_and_returns(session):
    lead = marks.store(session, LeadDB(email=""))  # write: LeadDB
    lead.status = "new"  # write: LeadDB.status


def helper_that_deletes(session, campaign: CampaignDB):
    marks.discard(session, campaign)  # write: CampaignDB
    marks.discard(session, *campaign.leads)  # write: LeadDB


def helper_that_only_reads(lead: LeadDB):
    marks.describe(lead)  # silent


def method_of_a_third_module(session, lead: LeadDB):
    tracker = Tracker(session)
    for attempt in lead.attempts:
        tracker.bounce(attempt)  # write: OutreachAttemptDB.bounced
    tracker.drop(lead)  # write: LeadDB


def method_of_an_annotated_parameter(tracker: Tracker, attempt: OutreachAttemptDB):
    tracker.bounce(attempt)  # write: OutreachAttemptDB.bounced


def static_method(campaign: CampaignDB):
    Tracker.rename(campaign, "autumn")  # write: CampaignDB.name


class WithTracker:
    def __init__(self, session):
        self.tracker = Tracker(session)

    def run(self, attempt: OutreachAttemptDB):
        self.tracker.bounce(attempt)  # write: OutreachAttemptDB.bounced


def annotated_helper_has_the_finding_itself(session: Session, campaign: CampaignDB):
    steps.pause(session, campaign)  # silent


def own_helper_in_another_file(lead: LeadDB, delivery: DeliveryDB):
    steps.raise_score(lead)  # write: LeadDB.score
    steps.start(None, delivery)  # silent


def finish(row):
    row.status = "done"  # likely: LeadDB.status


def caller_of_finish(session, lead: LeadDB, delivery: DeliveryDB):
    finish(lead)  # write: LeadDB.status
    finish(delivery)  # silent


def finish_both(row, other):
    row.status = "done"  # likely: CampaignDB.status, LeadDB.status
    other.status = "done"  # silent


def callers_of_finish_both(lead: LeadDB, campaign: CampaignDB, delivery: DeliveryDB):
    finish_both(lead, delivery)  # write: LeadDB.status
    finish_both(campaign, None)  # write: CampaignDB.status


def remember(session, row):
    session.add(row)  # likely: LeadDB


def caller_of_remember(session):
    remember(session, LeadDB(email=""))  # write: LeadDB
    remember(session, DeliveryDB())  # silent


def outer(row):
    inner(row)  # likely: CampaignDB.lead_count


def inner(row):
    row.lead_count = 0  # likely: CampaignDB.lead_count


def caller_of_outer(campaign: CampaignDB):
    outer(campaign)  # write: CampaignDB.lead_count


def countdown(row, number):
    row.score = number  # likely: LeadDB.score
    if number:
        countdown(row, number - 1)  # likely: LeadDB.score


def caller_of_a_recursive_one(lead: LeadDB):
    countdown(lead, 3)  # write: LeadDB.score


def relation_of_a_parameter(delivery):
    delivery.campaign.status = "done"  # likely: CampaignDB.status


def caller_with_an_own_row(session):
    relation_of_a_parameter(session.get(DeliveryDB, 1))  # write: CampaignDB.status


def only_on_one_path(row, really):
    if really:
        row.tags = ""  # likely: LeadDB.tags


def caller_of_one_path(lead: LeadDB, really: bool):
    only_on_one_path(lead, really)  # write: LeadDB.tags


class Job:
    def __init__(self, session):
        self.session = session

    def run(self):
        for lead in self.session.query(LeadDB):  # read: LeadDB
            self._mark(lead, "packed")  # write: LeadDB.tags

    def _mark(self, row, tag):
        row.tags = f"{row.tags},{tag}"  # likely: LeadDB.tags

    def _unused(self, row):
        row.tags = ""  # silent


class Batch:
    def __init__(self, rows):
        self.rows = rows

    def close(self):
        for row in self.rows:
            row.status = "closed"  # likely: LeadDB.status


def caller_of_a_batch(session):
    Batch(session.query(LeadDB).all()).close()  # read: LeadDB


def passed_as_a_function(leads: list[LeadDB]):
    list(map(steps.raise_score, leads))  # write: LeadDB.score


class Leads(Repository[LeadDB]):
    model = LeadDB


class Deliveries(Repository[DeliveryDB]):
    model = DeliveryDB


def repository_of_the_shared_kernel(session, lead: LeadDB, delivery: DeliveryDB):
    Leads(session).add(lead)  # write: LeadDB
    Leads(session).remove(lead)  # write: LeadDB
    Deliveries(session).add(delivery)  # silent


def unknown_function(lead: LeadDB, apply):
    apply(lead)  # silent
    getattr(marks, "mark_contacted")(lead)  # write: LeadDB.status, LeadDB.tags


def unknown_package(lead: LeadDB):
    from row_tools import stamp

    stamp(lead)  # silent


def through_a_dictionary(lead: LeadDB, name):
    {"mark": mark_contacted, "describe": marks.describe}[name](lead)  # likely: LeadDB.status, LeadDB.tags


def decorated(function):
    return function


@decorated
def decorated_helper(row):
    row.company = ""  # likely: LeadDB.company


def caller_of_a_decorated_one(lead: LeadDB):
    decorated_helper(lead)  # write: LeadDB.company
