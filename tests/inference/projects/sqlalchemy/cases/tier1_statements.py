"""The class itself in a statement that is executed: query().update(), insert(), update(), delete(), bare tables."""

from __future__ import annotations

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy import delete as sql_delete
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, aliased

import sqlalchemy as sa

from app.billing.models import CreditNote, InvoiceDB, PaymentDB, RefundDB, accounts, ledger
from app.cam.db_models import CampaignDB, LeadDB, campaign_tags
from app.core.db import engine
from app.delivery.models import DeliveryDB


def query_update(session, campaign_id):
    session.query(CampaignDB).filter(CampaignDB.id == campaign_id).update({"status": "done"})  # write: CampaignDB.status


def query_update_over_lines(session, campaign_id):
    return (
        session.query(CampaignDB)
        .filter_by(id=campaign_id)
        .update({CampaignDB.status: "done", "lead_count": 0}, synchronize_session=False)  # write: CampaignDB.status, CampaignDB.lead_count
    )


def query_update_with_a_variable(session, values):
    session.query(InvoiceDB).filter(InvoiceDB.status == "draft").update(values)  # write: InvoiceDB


def query_delete(session):
    session.query(LeadDB).filter(LeadDB.score < 0.1).delete(synchronize_session="fetch")  # write: LeadDB


def delete_over_lines(session):
    (
        session.query(RefundDB)
        .filter(RefundDB.reason == "")
        .delete()  # write: RefundDB
    )


def query_kept_in_a_name(session, late):
    query = session.query(LeadDB)  # read: LeadDB
    if late:
        query = query.filter(LeadDB.score > 0.5)
    query.update({"status": "late"})  # write: LeadDB.status


def insert_values(session):
    session.execute(insert(CampaignDB).values(name="autumn", client_id=1))  # write: CampaignDB


def insert_many(session, rows):
    session.execute(insert(LeadDB), rows)  # write: LeadDB


def update_values(session, ids):
    session.execute(
        update(LeadDB)  # write: LeadDB.status, LeadDB.score
        .where(LeadDB.id.in_(ids))
        .values(status="stale", score=0.0)
    )


def update_with_a_dictionary(session):
    session.execute(update(PaymentDB).values({"state": "paid"}))  # write: PaymentDB.state
    session.execute(update(PaymentDB).values({PaymentDB.state: "paid"}))  # write: PaymentDB.state


def update_by_primary_key(session, rows):
    session.execute(update(LeadDB), rows)  # write: LeadDB


def delete_statement(session):
    session.execute(delete(CreditNote).where(CreditNote.status == "draft"))  # write: CreditNote


def aliased_function(session):
    session.execute(sql_delete(InvoiceDB))  # write: InvoiceDB
    session.execute(sa.update(InvoiceDB).values(status="sent"))  # write: InvoiceDB.status


def statement_in_a_name(session):
    statement = update(LeadDB).where(LeadDB.score < 0.1).values(status="stale")
    session.execute(statement)  # write: LeadDB.status


def statement_built_in_steps(session, campaign_id):
    statement = delete(LeadDB)
    if campaign_id is not None:
        statement = statement.where(LeadDB.campaign_id == campaign_id)
    result = session.execute(statement)  # write: LeadDB
    return result.rowcount


def upsert_statement(session, rows):
    statement = upsert(LeadDB).values(rows)
    statement = statement.on_conflict_do_update(index_elements=["email"], set_={"score": 0})
    session.execute(statement)  # write: LeadDB


def returning(session, rows):
    leads = session.scalars(insert(LeadDB).returning(LeadDB), rows).all()  # write: LeadDB
    status = session.scalar(update(CampaignDB).values(status="x").returning(CampaignDB.status))  # write: CampaignDB.status
    return leads, status


async def asynchronous(session: AsyncSession):
    await session.execute(delete(LeadDB).where(LeadDB.campaign_id.is_(None)))  # write: LeadDB
    await session.scalars(update(LeadDB).values(score=0).returning(LeadDB))  # write: LeadDB.score


def table_of_a_class(session):
    session.execute(LeadDB.__table__.delete())  # write: LeadDB
    session.execute(LeadDB.__table__.update().values(score=0))  # write: LeadDB.score
    session.execute(insert(CampaignDB.__table__), [{"name": "autumn"}])  # write: CampaignDB


def bare_table():
    with engine.begin() as connection:
        connection.execute(ledger.insert().values(account="a", amount_cents=1))  # write: billing_ledger
        connection.execute(ledger.update().values(amount_cents=0))  # write: billing_ledger.amount_cents
        connection.execute(delete(ledger))  # write: billing_ledger


def association_table(session, campaign_id):
    session.execute(campaign_tags.insert().values(campaign_id=campaign_id, tag_id=1))  # write: cam_campaign_tags
    session.execute(delete(campaign_tags).where(campaign_tags.c.campaign_id == campaign_id))  # write: cam_campaign_tags


def table_that_a_class_is_mapped_to(session):
    session.execute(accounts.update().values(balance_cents=0))  # write: Account.balance_cents


def filled_from_a_foreign_table(session):
    session.execute(
        insert(DeliveryDB).from_select(
            ["campaign_id"],
            select(CampaignDB.id).where(CampaignDB.status == "done"),  # read: CampaignDB
        )
    )


def filled_from_an_own_table(session):
    session.execute(insert(InvoiceDB).from_select(["client_id"], select(DeliveryDB.id)))  # write: InvoiceDB


def read_by_query(session: Session):
    session.query(CampaignDB).count()  # read: CampaignDB
    session.query(CampaignDB.name, CampaignDB.status).all()  # read: CampaignDB
    session.query(func.count(LeadDB.id)).scalar()  # read: LeadDB
    session.query(LeadDB, CampaignDB).join(LeadDB.campaign).all()  # read: LeadDB, CampaignDB


def read_by_select(session: Session):
    session.scalars(select(LeadDB).limit(10)).all()  # read: LeadDB
    session.execute(select(LeadDB.email).where(LeadDB.score > 0.5)).all()  # read: LeadDB
    session.scalar(select(func.max(LeadDB.score)))  # read: LeadDB
    session.execute(select(ledger.c.account)).all()  # read: billing_ledger
    session.get(CampaignDB, 1)  # read: CampaignDB
    session.get_one(CampaignDB, 1)  # read: CampaignDB


def read_by_a_join(session: Session):
    session.query(DeliveryDB).join(CampaignDB, CampaignDB.id == DeliveryDB.campaign_id).all()  # read: CampaignDB
    session.scalars(select(DeliveryDB).where(exists(select(CampaignDB.id)))).all()  # read: CampaignDB


def read_by_an_alias(session: Session):
    other = aliased(LeadDB)
    session.query(other).filter(other.score > 0.5).all()  # read: LeadDB


def read_of_a_schema(session: Session):
    session.execute(RefundDB.__table__.select()).all()  # read: RefundDB
