"""Across functions: what functions, methods and properties return that carry no annotation."""

from __future__ import annotations

from functools import partial

from sqlalchemy import delete, select, update

from app.cam import service
from app.cam.db_models import CampaignDB, LeadDB, TagDB
from app.cam.service import CampaignRepository, find_lead
from app.core.repository import Repository
from app.delivery.models import DeliveryDB
from app.delivery.steps import leads_of, rows_of_any_kind, rows_of_every_kind
from app.tracking import marks


def own_function_that_queries(session, campaign_id):
    return session.query(CampaignDB).filter_by(id=campaign_id).first()  # read: CampaignDB


def caller_of_an_own_function(session):
    campaign = own_function_that_queries(session, 1)
    campaign.status = "done"  # write: CampaignDB.status


def function_of_cam(session, email):
    lead = find_lead(session, email)
    if lead:
        lead.status = "seen"  # write: LeadDB.status


def function_through_its_module(session, email):
    lead = service.find_lead(session, email)
    session.delete(lead)  # write: LeadDB


def chained_to_the_call(session):
    service.find_lead(session, "a@example.invalid").score = 1.0  # write: LeadDB.score


def builder_of_cam(session, email):
    lead = service.new_lead(email)
    session.add(lead)  # write: LeadDB


def builder_alone(email):
    lead = service.new_lead(email)
    lead.status = "template"  # silent
    return lead.email


def class_method_that_builds(session):
    campaign = CampaignDB.build("autumn", client_id=1)
    campaign.budget_cents = 100  # write: CampaignDB.budget_cents
    session.add(campaign)  # write: CampaignDB


def class_method_alone():
    campaign = CampaignDB.build("autumn", client_id=1)
    campaign.budget_cents = 100  # silent
    return campaign.label


def pair_of_cam(session, lead_id):
    lead, campaign = service.lead_and_campaign(session, lead_id)
    lead.status = "seen"  # write: LeadDB.status
    campaign.lead_count += 1  # write: CampaignDB.lead_count


def get_or_create_of_cam(session):
    tag, created = service.get_or_create_tag(session, "delivered")
    if not created:
        tag.name = "sent"  # write: TagDB.name


def generator_of_cam(session):
    for campaign in service.open_campaigns(session):
        campaign.status = "done"  # write: CampaignDB.status


def names_of_cam(session):
    names = service.campaign_names(session)
    names.append("autumn")  # silent
    return names


def method_of_a_repository(session, campaign_id):
    campaign = CampaignRepository(session).get(campaign_id)
    campaign.status = "done"  # write: CampaignDB.status


def method_that_returns_many(session, client_id):
    campaigns = CampaignRepository(session)
    for campaign in campaigns.of_client(client_id):
        campaign.status = "done"  # write: CampaignDB.status


def property_of_a_repository(session):
    CampaignRepository(session).newest.status = "done"  # write: CampaignDB.status


def annotated_function_of_ours(session, delivery: DeliveryDB):
    for lead in leads_of(session, delivery):
        lead.status = "sent"  # write: LeadDB.status


def function_that_returns_its_parameter(lead: LeadDB):
    marked = marks.mark_contacted(lead)  # write: LeadDB.status, LeadDB.tags
    marked.score = 1.0  # write: LeadDB.score


def returns_on_several_paths(session, email):
    if email:
        return session.query(LeadDB).filter_by(email=email).first()  # read: LeadDB
    return None


def returns_two_models(session, kind):
    if kind == "lead":
        return session.query(LeadDB).first()  # read: LeadDB
    return session.query(DeliveryDB).first()


def callers_of_several_paths(session):
    returns_on_several_paths(session, "a").status = "seen"  # write: LeadDB.status
    returns_two_models(session, "lead").status = "seen"  # write: LeadDB.status


def three_deep(session):
    return two_deep(session)


def two_deep(session):
    return own_function_that_queries(session, 2)


def caller_of_three_deep(session):
    three_deep(session).status = "done"  # write: CampaignDB.status


def recursive(session, campaign_id, depth=0):
    if depth > 3:
        return session.get(CampaignDB, campaign_id)  # read: CampaignDB
    return recursive(session, campaign_id, depth + 1)


def caller_of_a_recursive_one(session):
    recursive(session, 1).status = "done"  # write: CampaignDB.status


def ping(session, lead):
    return pong(session, lead)


def pong(session, lead):
    return ping(session, lead)


def caller_of_a_circle(session):
    row = ping(session, None)
    row.status = "done"  # silent


def statement_of_a_function(ids):
    return update(LeadDB).where(LeadDB.id.in_(ids)).values(status="stale")  # silent


def query_of_a_function(session):
    return session.query(LeadDB).filter(LeadDB.score < 0.1)  # read: LeadDB


def callers_of_statements(session):
    session.execute(statement_of_a_function([1, 2]))  # write: LeadDB.status
    query_of_a_function(session).delete()  # write: LeadDB
    for lead in query_of_a_function(session).limit(10):
        lead.status = "stale"  # write: LeadDB.status


def session_of_a_function(request):
    return request.state.db


def caller_of_a_session(request):
    session_of_a_function(request).add(TagDB(name="delivered"))  # write: TagDB


class Store:
    """Rows by way of methods that say nothing about them."""

    model = LeadDB

    def __init__(self, session):
        self._session = session

    def base_query(self):
        return self._session.query(self.model)  # read: LeadDB

    def find(self, **criteria):
        return self.base_query().filter_by(**criteria).first()

    def make(self, **fields):
        return self.model(**fields)

    @property
    def oldest(self):
        return self.base_query().order_by(LeadDB.id).first()

    @staticmethod
    def all_of(session):
        return session.scalars(select(LeadDB)).all()  # read: LeadDB

    @classmethod
    def create(cls, session):
        return cls(session)

    def run(self):
        self.find(email="").status = "seen"  # write: LeadDB.status
        self.oldest.status = "old"  # write: LeadDB.status
        self._session.add(self.make(email=""))  # write: LeadDB
        self.base_query().delete()  # write: LeadDB


def user_of_a_store(session):
    store = Store(session)
    store.find(email="").status = "seen"  # write: LeadDB.status
    store.oldest.status = "old"  # write: LeadDB.status
    Store.all_of(session)[0].status = "first"  # write: LeadDB.status
    Store.create(session).oldest.status = "old"  # write: LeadDB.status


class LeadRepository(Repository[LeadDB]):
    model = LeadDB


class DeliveryRepository(Repository[DeliveryDB]):
    model = DeliveryDB


def generic_repository(session):
    lead = LeadRepository(session).get(1)
    lead.status = "seen"  # write: LeadDB.status
    for lead in LeadRepository(session).all():
        lead.status = "seen"  # write: LeadDB.status
    delivery = DeliveryRepository(session).get(1)
    delivery.status = "done"  # silent


def partial_function(session):
    find = partial(find_lead, session)
    find("a@example.invalid").status = "seen"  # write: LeadDB.status


def statement_is_passed_on(session):
    def run(statement):
        session.execute(statement)  # likely: LeadDB

    run(delete(LeadDB))  # write: LeadDB


def rows_of_one_of_many_models(session):
    for row in rows_of_any_kind(session, "lead"):
        session.delete(row)  # likely: CampaignDB, LeadDB, TagDB
    for rows in rows_of_every_kind(session):
        for row in rows:
            session.delete(row)  # likely: CampaignDB, LeadDB, TagDB
