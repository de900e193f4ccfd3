"""Silent: parameters without a type, however they are called, when no call in the project passes a foreign row."""

from __future__ import annotations

from app.analytics import snapshots
from app.cam.api.dtos import LeadDTO
from app.cam.db_models import CampaignDB
from app.delivery import steps
from app.delivery.models import DeliveryDB
from app.tracking import marks


def nobody_calls_this(campaign):
    campaign.status = "done"  # silent
    campaign.lead_count += 1  # silent


def nobody_passes_rows(session, lead, attempt):
    lead.status = "new"  # silent
    session.add(attempt)  # silent
    session.delete(lead)  # silent


def set_status(row, status):
    row.status = status  # silent


def call_with_an_own_row(session, delivery_id):
    set_status(session.get(DeliveryDB, delivery_id), "done")  # silent
    set_status(DeliveryDB(), "new")  # silent


def set_score(row, score):
    row.score = score  # silent


def call_with_a_dto(lead: LeadDTO):
    set_score(lead, 1.0)  # silent
    marks.mark_contacted(lead)  # silent
    marks.copy_fields(lead, {"status": "new"})  # silent


def set_state(row):
    row.status = "counted"  # silent


def call_with_a_twin():
    set_state(snapshots.LeadDB())  # silent
    set_state(snapshots.CampaignDB())  # silent


def set_flag(row):
    row.bounced = True  # silent


def call_with_something_unknown(rows, source):
    set_flag(rows[0])  # silent
    set_flag(source.next())  # silent
    set_flag(None)  # silent


def only_reads(row):
    return f"{row.id}: {row.status}"


def call_of_one_that_only_reads(campaign: CampaignDB):
    only_reads(campaign)  # silent
    marks.describe(campaign)  # silent
    return marks.label_of(campaign.leads[0], {})  # silent


def writes_the_other_parameter(campaign, delivery):
    delivery.status = campaign.status  # silent


def call_of_one_that_writes_the_other(campaign: CampaignDB, delivery: DeliveryDB):
    writes_the_other_parameter(campaign, delivery)  # silent


def rebinds_its_parameter(row):
    row = LeadDTO(id=row.id, email=row.email)
    row.status = "shown"  # silent
    return row


def call_of_one_that_rebinds(campaign: CampaignDB):
    rebinds_its_parameter(campaign.leads[0])  # silent


def call_of_an_own_step(session, delivery: DeliveryDB):
    steps.start(session, delivery)  # silent


def keyword_of_the_same_name(campaign: CampaignDB):
    marks.copy_fields(target=DeliveryDB(), values={"campaign": campaign})  # silent
