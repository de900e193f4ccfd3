"""Local flow: every form in which a column of a row is set."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified, set_attribute

from app.billing.models import CardPaymentDB, CreditNote
from app.cam.db_models import CampaignDB, LeadDB
from app.delivery.models import DeliveryDB


def several(lead: LeadDB):
    lead.status, lead.score = "seen", 0.5  # write: LeadDB.status, LeadDB.score


def unpacked(lead: LeadDB, values):
    lead.status, *rest, lead.company = values  # write: LeadDB.status, LeadDB.company
    return rest


def chained(lead: LeadDB, campaign: CampaignDB):
    lead.status = campaign.status = "done"  # write: LeadDB.status, CampaignDB.status


def own_and_foreign(lead: LeadDB, delivery: DeliveryDB):
    delivery.status = lead.status = "done"  # write: LeadDB.status


def augmented(lead: LeadDB):
    lead.score += 1  # write: LeadDB.score
    lead.score *= 2  # write: LeadDB.score
    lead.tags += ",seen"  # write: LeadDB.tags


def value_over_lines(lead: LeadDB):
    lead.tags = ",".join(  # write: LeadDB.tags
        sorted({"seen", *lead.tags.split(",")}),
    )


def target_over_lines(campaigns: dict[str, CampaignDB]):
    campaigns[
        "autumn"
    ].status = "done"  # write: CampaignDB.status


def annotated_assignment(lead: LeadDB):
    lead.status: str = "seen"  # write: LeadDB.status


def setattr_with_a_literal(lead: LeadDB):
    setattr(lead, "status", "seen")  # write: LeadDB.status


def setattr_with_a_variable(lead: LeadDB, name, value):
    setattr(lead, name, value)  # write: LeadDB


def setattr_in_a_loop(session, campaign_id, changes):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB
    for name, value in changes.items():
        if hasattr(campaign, name):
            setattr(campaign, name, value)  # write: CampaignDB
    session.commit()


def setattr_over_known_names(lead: LeadDB, values):
    for name in ("status", "score"):
        setattr(lead, name, values[name])  # write: LeadDB


def deleted_attribute(campaign: CampaignDB):
    del campaign.launched_at  # write: CampaignDB.launched_at


def column_of_a_mixin(campaign: CampaignDB):
    campaign.deleted_at = None  # write: CampaignDB.deleted_at
    campaign.created_at = None  # write: CampaignDB.created_at


def column_of_an_abstract_base(note: CreditNote):
    note.total_cents = 0  # write: CreditNote.total_cents
    note.invoice_id = None  # write: CreditNote.invoice_id


def column_of_a_joined_parent(payment: CardPaymentDB):
    payment.state = "paid"  # write: PaymentDB.state
    payment.last_digits = "0000"  # write: CardPaymentDB.last_digits


def item_of_a_tracked_column(campaign: CampaignDB):
    campaign.settings["theme"] = "dark"  # write: CampaignDB.settings
    campaign.settings.update(theme="dark")  # write: CampaignDB.settings
    campaign.settings.pop("theme")  # write: CampaignDB.settings


def flagged(campaign: CampaignDB):
    flag_modified(campaign, "extra")  # write: CampaignDB.extra


def set_by_sqlalchemy(campaign: CampaignDB):
    set_attribute(campaign, "status", "done")  # write: CampaignDB.status


def built_in_steps(session: Session):
    campaign = CampaignDB(name="autumn")
    campaign.status = "running"  # write: CampaignDB.status
    setattr(campaign, "budget_cents", 100)  # write: CampaignDB.budget_cents
    session.add(campaign)  # write: CampaignDB
    session.flush()
    campaign.lead_count = 1  # write: CampaignDB.lead_count


def queried_and_added_again(session, lead_id):
    lead = session.get(LeadDB, lead_id)  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status
    session.add(lead)  # write: LeadDB


def merged(session, lead: LeadDB):
    lead = session.merge(lead)  # write: LeadDB
    lead.status = "seen"  # write: LeadDB.status


def in_a_lambda(lead: LeadDB, later):
    later(lambda: setattr(lead, "status", "seen"))  # write: LeadDB.status


def in_a_closure(session, campaign_id, compensation):
    campaign = session.get(CampaignDB, campaign_id)  # read: CampaignDB

    def undo():
        campaign.status = "draft"  # write: CampaignDB.status

    compensation.append(undo)
