"""Silent: delivery writes delivery's own tables, in all the ways in which it must not write those of others."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from app.cam.db_models import LeadDB
from app.core.db import SessionLocal, session_scope
from app.delivery import models
from app.delivery.models import DeliveryDB, DeliveryItemDB, delivery_tags


def queue(session: Session, campaign_id: int) -> DeliveryDB:
    delivery = DeliveryDB(campaign_id=campaign_id)
    delivery.status = "queued"  # silent
    session.add(delivery)  # silent
    return delivery


def add_items(db, delivery_id, names):
    db.add_all([DeliveryItemDB(delivery_id=delivery_id, name=name) for name in names])  # silent
    db.commit()


def finish(session, delivery_id):
    delivery = session.query(DeliveryDB).filter(DeliveryDB.id == delivery_id).first()  # silent
    if delivery:
        delivery.status = "done"  # silent
        delivery.sent += 1  # silent
        delivery.sent_at = datetime.now()
    session.commit()


def edit(session, delivery_id, changes):
    delivery = session.get(models.DeliveryDB, delivery_id)
    for name, value in changes.items():
        setattr(delivery, name, value)  # silent


def retry_failed(session):
    return (
        session.query(DeliveryDB)
        .filter(DeliveryDB.status == "failed")
        .update({"status": "queued"}, synchronize_session=False)  # silent
    )


def purge(session, before):
    session.query(DeliveryItemDB).filter(DeliveryItemDB.status == "old").delete()  # silent
    session.execute(delete(DeliveryDB).where(DeliveryDB.sent_at < before))  # silent


def cancel_all(session, campaign_id):
    session.execute(
        update(DeliveryDB)  # silent
        .where(DeliveryDB.campaign_id == campaign_id)
        .values(status="cancelled")
    )


def tag(session, delivery_id, tag_id):
    session.execute(insert(delivery_tags).values(delivery_id=delivery_id, tag_id=tag_id))  # silent
    session.execute(delivery_tags.delete().where(delivery_tags.c.tag_id == 0))  # silent


def import_many(session, rows):
    session.bulk_insert_mappings(DeliveryDB, rows)  # silent
    session.bulk_save_objects([DeliveryItemDB(name=row["name"]) for row in rows])  # silent


def replace(detached: DeliveryDB):
    with session_scope() as session:
        session.merge(detached)  # silent


def undo(session, delivery_id):
    session.execute(text("DELETE FROM delivery_items WHERE delivery_id = :id"), {"id": delivery_id})  # silent
    session.execute(text("UPDATE delivery_deliveries SET status = 'undone' WHERE id = :id"))  # silent


def count_sent(delivery: DeliveryDB, leads: list[LeadDB]) -> None:
    delivery.sent = len([lead for lead in leads if lead.status == "sent"])  # silent


async def stop(session: AsyncSession, delivery_id: int) -> None:
    delivery = await session.get(DeliveryDB, delivery_id)
    delivery.status = "stopped"  # silent
    await session.delete(delivery.items[0])  # silent
    await session.commit()


class Courier:
    def __init__(self) -> None:
        self._db = SessionLocal()
        self.current = self._db.query(DeliveryDB).order_by(DeliveryDB.id).first()

    def pick_up(self) -> None:
        self.current.status = "on its way"  # silent
        self._db.add(self.current)  # silent
        self._db.commit()
