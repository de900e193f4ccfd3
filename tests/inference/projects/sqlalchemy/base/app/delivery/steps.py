"""Small steps of a delivery, called from many places of the module."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.cam.db_models import CampaignDB, LeadDB, TagDB
from app.delivery.models import DeliveryDB


def pause(session: Session, campaign: CampaignDB) -> None:
    """Known by its annotation: the write is found in here, and not again at the calls."""
    campaign.status = "paused"
    session.flush()


def raise_score(lead, by=1.0):
    """No annotation: the calls tell."""
    lead.score += by


def start(session, delivery):
    """Only ever called with delivery's own rows."""
    delivery.status = "running"
    session.add(delivery)


def leads_of(session, delivery: DeliveryDB) -> list[LeadDB]:
    """The leads that a delivery goes to."""
    return list(delivery.leads)


def removal_of(model):
    """A statement for any table; whoever executes it writes."""
    statement = delete(model)
    return statement


def rows_of_any_kind(session: Session, kind):
    """The caller alone knows which rows these are."""
    if kind == "campaign":
        return session.query(CampaignDB).all()
    if kind == "lead":
        return session.query(LeadDB).all()
    return session.query(TagDB).all()


def rows_of_every_kind(session: Session):
    """A list for each model."""
    return [list(session.query(CampaignDB)), list(session.query(LeadDB)), list(session.query(TagDB))]
