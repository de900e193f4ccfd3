"""Silent: classes that are called like a model of another module and are none, and an own model of that name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import NamedTuple
from unittest.mock import MagicMock, Mock

from pydantic import BaseModel

from app.analytics.snapshots import CampaignDB, LeadDB
from app.cam import db_models
from app.cam.api.dtos import CampaignDTO, LeadDTO
from app.crm.models import ContactCreate, ContactRead
from app.delivery.models import OutreachAttemptDB


class InvoiceDB(BaseModel):
    """An invoice, as the request sends it. billing's model is called the same."""

    status: str = "draft"
    total_cents: int = 0


@dataclass
class PaymentDB:
    state: str = "open"


class UserDB(NamedTuple):
    email: str


def snapshot_of_a_day() -> CampaignDB:
    campaign = CampaignDB()
    campaign.status = "done"  # silent
    campaign.lead_count += 1  # silent
    campaign.days.append("monday")  # silent
    campaign.save()  # silent
    return campaign


def count_leads(statuses: list[str]) -> None:
    lead = LeadDB()
    for status in statuses:
        lead.add(status)  # silent
    lead.update({"new": 1})  # silent
    lead.status = "counted"  # silent
    lead.delete()  # silent


def twin_beside_the_real_one(session, campaign_id):
    row = session.get(db_models.CampaignDB, campaign_id)  # read: CampaignDB
    twin = CampaignDB(status=row.status)
    twin.status = "copied"  # silent
    return twin


def pydantic_twin(invoice: InvoiceDB) -> InvoiceDB:
    invoice.status = "sent"  # silent
    return invoice.model_copy(update={"status": "sent"})  # silent


def dataclass_twin(payment: PaymentDB) -> PaymentDB:
    payment.state = "paid"  # silent
    return replace(payment, state="paid")  # silent


def named_tuple_twin(users: list[UserDB]) -> list[UserDB]:
    return [user._replace(email=user.email.lower()) for user in users]  # silent


def own_model_of_the_same_name(session, delivery_id):
    attempt = OutreachAttemptDB(delivery_id=delivery_id)
    attempt.bounced = True  # silent
    session.add(attempt)  # silent


def dto(campaign: CampaignDTO, lead: LeadDTO) -> None:
    campaign.status = "done"  # silent
    lead.score += 1.0  # silent
    setattr(lead, "status", "seen")  # silent


def dto_of_a_row(session, campaign_id):
    campaign = CampaignDTO.model_validate(session.get(db_models.CampaignDB, campaign_id))  # read: CampaignDB
    campaign.status = "shown"  # silent
    return campaign


def request_of_sqlmodel(body: ContactCreate) -> ContactRead:
    body.stage = "checked"  # silent
    answer = ContactRead(id=1, **body.model_dump())
    answer.stage = "won"  # silent
    return answer


def stand_ins_of_a_test():
    campaign = Mock(spec=db_models.CampaignDB)
    campaign.status = "running"  # silent
    lead = MagicMock()
    lead.save()  # silent
    lead.status = "new"  # silent
    plain = SimpleNamespace(status="new")
    plain.status = "old"  # silent
    return campaign, lead, plain


def class_in_a_function():
    class RoleDB:
        name = ""

    role = RoleDB()
    role.name = "admin"  # silent
    return role
