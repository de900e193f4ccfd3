"""The class itself, however it came into the file: import forms, aliases, re-exports, late and guarded imports."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import app.cam.db_models
import app.billing.models as billing_models
from app import cam
from app.cam import LeadDB as Lead
from app.cam import db_models
from app.cam.api import OutreachAttemptDB
from app.cam.db_models import CampaignDB, TagDB as Tag
from app.delivery import models as own_models
from app.delivery.models import CampaignDB as CampaignByWayOfDelivery

from ..cam import db_models as relative_models
from ..identity.models import UserDB

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.crm.models import Contact

try:
    from app.content.models import Article
except ImportError:
    Article = None

Row = CampaignDB


def plain_import(session: Session):
    session.add(CampaignDB(name="autumn"))  # write: CampaignDB


def whole_path(session: Session):
    session.add(app.cam.db_models.CampaignDB(name="autumn"))  # write: CampaignDB


def module_alias(session: Session):
    session.query(billing_models.InvoiceDB).delete()  # write: InvoiceDB


def module_from_package(session: Session):
    session.query(db_models.LeadDB).update({"score": 0.0})  # write: LeadDB.score


def re_export_of_the_package(session: Session):
    session.add(cam.LeadDB(email="a@example.invalid"))  # write: LeadDB


def alias_of_a_re_export(session: Session):
    session.add(Lead(email="a@example.invalid"))  # write: LeadDB


def re_export_of_the_api(session: Session):
    session.add(OutreachAttemptDB(channel="mail"))  # write: OutreachAttemptDB


def alias_of_a_class(session: Session):
    session.add(Tag(name="delivered"))  # write: TagDB


def through_the_own_models(session: Session):
    session.add(CampaignByWayOfDelivery(name="autumn"))  # write: CampaignDB
    session.query(own_models.LeadDB).delete()  # write: LeadDB


def relative(session: Session):
    session.add(relative_models.CampaignDB(name="autumn"))  # write: CampaignDB
    session.query(UserDB).update({UserDB.is_active: 0})  # write: UserDB.is_active


def module_level_alias(session: Session):
    session.add(Row(name="autumn"))  # write: CampaignDB


def import_in_the_function(session: Session):
    from app.cam.db_models import LeadDB

    session.add(LeadDB(email="a@example.invalid"))  # write: LeadDB


def import_in_a_loop(session: Session, names):
    for name in names:
        from app.cam.db_models import TagDB

        session.add(TagDB(name=name))  # write: TagDB


def import_in_a_branch(session: Session, kind):
    if kind == "lead":
        from app.cam.db_models import LeadDB as Chosen
    else:
        from app.cam.db_models import TagDB as Chosen
    session.query(Chosen).delete()  # write: LeadDB, TagDB


def guarded_import(session: Session):
    if Article is not None:
        session.add(Article(title="autumn"))  # write: Article


def import_by_name(session: Session):
    models = import_module("app.cam.db_models")
    session.query(models.LeadDB).delete()  # write: LeadDB


def only_for_annotations(session: Session, contact: Contact):
    session.delete(contact)  # write: Contact


def local_alias(session: Session):
    Model = CampaignDB
    session.query(Model).delete()  # write: CampaignDB


class Importer:
    model = CampaignDB
    row_class: type[Tag] = Tag

    def __init__(self, db, model=CampaignDB):
        self.db = db
        self.kind = model
        self.leads = Lead

    def class_attribute(self):
        self.db.query(self.model).delete()  # write: CampaignDB

    def class_attribute_is_called(self):
        self.db.add(self.row_class(name="delivered"))  # write: TagDB

    def stored_on_self(self):
        self.db.query(self.leads).delete()  # write: LeadDB

    def through_the_class(self):
        self.db.add(Importer.model(name="autumn"))  # write: CampaignDB

    def default_of_a_parameter(self):
        self.db.query(self.kind).delete()  # likely: CampaignDB


def from_a_dictionary(session: Session, kind: str):
    model = {"campaign": CampaignDB, "lead": Lead}[kind]
    session.query(model).delete()  # likely: CampaignDB, LeadDB


def from_a_tuple(session: Session):
    for model in (CampaignDB, Tag, own_models.DeliveryDB):
        session.query(model).delete()  # write: CampaignDB, TagDB


def by_a_computed_name(session: Session, name: str):
    session.query(getattr(db_models, name)).delete()  # opaque
