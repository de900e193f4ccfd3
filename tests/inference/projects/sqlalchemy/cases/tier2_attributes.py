"""Local flow: rows that are kept on `self`, in class attributes, in module variables and in closures."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import select

from app.cam.db_models import CampaignDB, LeadDB, TagDB
from app.core.db import SessionLocal
from app.delivery.models import DeliveryDB

session = SessionLocal()
default_tag = session.query(TagDB).first()  # read: TagDB


def module_variable():
    default_tag.name = "default"  # write: TagDB.name


class Run:
    def __init__(self, db, campaign_id):
        self.db = db
        self.campaign = db.get(CampaignDB, campaign_id)  # read: CampaignDB
        self.leads = db.query(LeadDB).filter_by(campaign_id=campaign_id).all()  # read: LeadDB
        self.delivery = DeliveryDB(campaign_id=campaign_id)
        self.current = None
        self.by_id = {}

    def start(self):
        self.campaign.status = "running"  # write: CampaignDB.status
        self.delivery.status = "running"  # silent
        self.db.add(self.delivery)  # silent

    def next(self):
        self.current = self.leads[0]
        self.current.status = "seen"  # write: LeadDB.status

    def finish(self):
        if self.current is not None:
            self.current.score = 1.0  # write: LeadDB.score
        for lead in self.leads:
            lead.tags = ""  # write: LeadDB.tags
        self.db.delete(self.campaign)  # write: CampaignDB

    def index(self):
        self.by_id = {lead.id: lead for lead in self.leads}

    def mark(self, lead_id):
        self.by_id[lead_id].status = "seen"  # write: LeadDB.status

    def alias(self):
        campaign = self.campaign
        campaign.lead_count = len(self.leads)  # write: CampaignDB.lead_count


class SubRun(Run):
    def stop(self):
        self.campaign.status = "stopped"  # write: CampaignDB.status


def field_of_an_instance(db):
    run = Run(db, 1)
    run.campaign.status = "done"  # write: CampaignDB.status
    run.delivery.status = "done"  # silent


class LateRun:
    def __init__(self, db):
        self.db = db

    def setup(self, email):
        self.lead = self.db.scalar(select(LeadDB).where(LeadDB.email == email))  # read: LeadDB

    def run(self):
        self.lead.status = "seen"  # write: LeadDB.status


class Taken:
    def __init__(self, campaign: CampaignDB, lead: LeadDB | None = None):
        self._campaign = campaign
        self._lead = lead

    def run(self):
        self._campaign.status = "done"  # write: CampaignDB.status
        self._lead.status = "seen"  # write: LeadDB.status


class WithProperties:
    def __init__(self, db, campaign_id):
        self.db = db
        self.campaign_id = campaign_id

    @property
    def campaign(self) -> CampaignDB:
        return self.db.get(CampaignDB, self.campaign_id)  # read: CampaignDB

    @cached_property
    def lead(self) -> LeadDB | None:
        return self.db.query(LeadDB).first()  # read: LeadDB

    def run(self):
        self.campaign.status = "done"  # write: CampaignDB.status
        self.lead.status = "seen"  # write: LeadDB.status


class Shadowed:
    def __init__(self, campaign):
        self.campaign = campaign

    def run(self):
        self.campaign.status = "done"  # silent


def nonlocal_row(db):
    lead = None

    def find():
        nonlocal lead
        lead = db.query(LeadDB).first()  # read: LeadDB

    find()
    lead.status = "seen"  # write: LeadDB.status


def closure_over_a_session(campaign_id):
    db = SessionLocal()

    def reset():
        campaign = db.get(CampaignDB, campaign_id)  # read: CampaignDB
        campaign.status = "draft"  # write: CampaignDB.status

    return reset
