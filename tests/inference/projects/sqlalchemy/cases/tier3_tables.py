"""Fields to models: association tables, inherited tables, mapped classes and columns that are called differently."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.billing.models import Account, CardPaymentDB, CreditNote, InvoiceDB, PaymentDB, RefundDB
from app.cam.db_models import CampaignDB, EventLeadDB, LeadDB, TagDB
from app.delivery.models import DeliveryDB, DeliveryFeeDB
from app.identity.models import RoleDB, UserDB


def many_to_many(campaign: CampaignDB, tag: TagDB):
    campaign.tags.append(tag)  # write: cam_campaign_tags
    campaign.tags.remove(tag)  # write: cam_campaign_tags


def many_to_many_with_a_new_row(campaign: CampaignDB):
    campaign.tags.append(TagDB(name="delivered"))  # write: cam_campaign_tags, TagDB


def many_to_many_is_replaced(campaign: CampaignDB):
    campaign.tags = []  # write: cam_campaign_tags


def many_to_many_by_its_backref(role: RoleDB, user: UserDB):
    role.users.append(user)  # write: identity_user_roles
    user.roles.clear()  # write: identity_user_roles


def many_to_many_of_an_own_row_in_a_foreign_table(delivery: DeliveryDB, lead: LeadDB):
    delivery.recipients.append(lead)  # write: cam_delivery_recipients


def many_to_many_in_an_own_table(delivery: DeliveryDB, tag: TagDB):
    delivery.tags.append(tag)  # silent
    delivery.tags[0].name = "delivered"  # write: TagDB.name


def rows_of_many_to_many(user: UserDB):
    for role in user.roles:
        role.name = role.name.lower()  # write: RoleDB.name


def joined_child(session: Session):
    payment = CardPaymentDB(amount_cents=100)
    session.add(payment)  # write: CardPaymentDB
    payment.last_digits = "0000"  # write: CardPaymentDB.last_digits
    payment.amount_cents = 200  # write: PaymentDB.amount_cents


def query_of_a_joined_parent(session: Session):
    session.query(PaymentDB).filter_by(kind="card").update({"state": "paid"})  # write: PaymentDB.state


def own_child_of_a_foreign_parent(session: Session, delivery: DeliveryDB):
    fee = DeliveryFeeDB(delivery_id=delivery.id, zone="north")
    session.add(fee)  # write: PaymentDB
    fee.zone = "south"  # silent
    fee.delivery_id = None  # silent
    fee.state = "paid"  # write: PaymentDB.state


def delete_of_an_own_child(session: Session, fee: DeliveryFeeDB):
    session.delete(fee)  # write: PaymentDB


def single_table_child(session: Session):
    session.add(EventLeadDB(email="a@example.invalid"))  # write: LeadDB


def concrete_child_of_an_abstract_base(session: Session, note: CreditNote):
    note.status = "sent"  # write: CreditNote.status
    session.add(InvoiceDB(number="1"))  # write: InvoiceDB


def table_named_by_a_constant(session: Session):
    session.query(InvoiceDB).delete()  # write: InvoiceDB


def table_in_a_schema(session: Session):
    session.add(RefundDB(reason="late"))  # write: RefundDB


def class_mapped_by_hand(session: Session):
    account = session.query(Account).first()  # read: Account
    account.balance_cents = 0  # write: Account.balance_cents
    session.add(Account("petty cash"))  # write: Account


def attribute_that_is_called_otherwise_than_its_column(lead: LeadDB):
    lead.status = "seen"  # write: LeadDB.status
    lead.lead_status = "seen"  # silent
