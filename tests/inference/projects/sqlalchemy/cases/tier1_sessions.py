"""The class itself, handed to a session: sessions need no annotation and have any name."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from app.cam.db_models import CampaignDB, LeadDB, TagDB
from app.content.extensions import db as flask_db
from app.core import db as core_db
from app.core.db import AsyncSessionLocal, SessionLocal, engine, get_session, session_scope
from app.core.unit_of_work import UnitOfWork
from app.delivery.models import DeliveryDB

SessionDep = Annotated[Session, Depends(get_session)]
Factory = sessionmaker(bind=engine)
ScopedSession = scoped_session(Factory)


def annotated(session: Session):
    session.add(CampaignDB(name="autumn"))  # write: CampaignDB


def not_annotated(session):
    session.add(CampaignDB(name="autumn"))  # write: CampaignDB


def called_db(db):
    db.add(LeadDB(email="a@example.invalid"))  # write: LeadDB


def called_s(s):
    s.add(LeadDB(email="a@example.invalid"))  # write: LeadDB


def called_db_session(db_session=None):
    db_session = db_session or SessionLocal()
    db_session.add(TagDB(name="delivered"))  # write: TagDB


def injected(db: Session = Depends(get_session)):
    db.delete(db.get(TagDB, 1))  # read: TagDB; write: TagDB


def injected_by_annotation(db: SessionDep):
    db.merge(TagDB(name="delivered"))  # write: TagDB


def from_a_factory():
    session = SessionLocal()
    session.add(TagDB(name="delivered"))  # write: TagDB
    session.commit()


def from_a_module():
    session = core_db.SessionLocal()
    session.add(TagDB(name="delivered"))  # write: TagDB


def context_manager():
    with SessionLocal() as connection:
        connection.add(TagDB(name="delivered"))  # write: TagDB


def context_manager_of_ours():
    with session_scope() as work:
        work.add(TagDB(name="delivered"))  # write: TagDB


def begun():
    with Session(engine) as session, session.begin():
        session.add(TagDB(name="delivered"))  # write: TagDB
    with Factory.begin() as transaction:
        transaction.add(TagDB(name="delivered"))  # write: TagDB


def nested(session):
    with session.begin_nested():
        session.add_all([TagDB(name="a"), TagDB(name="b")])  # write: TagDB


def unit_of_work():
    with UnitOfWork() as uow:
        uow.session.add(TagDB(name="delivered"))  # write: TagDB


def unit_of_work_as_parameter(uow):
    uow.session.add(TagDB(name="delivered"))  # write: TagDB


def generator():
    for session in get_session():
        session.add(TagDB(name="delivered"))  # write: TagDB


def next_of_a_generator():
    session = next(get_session())
    session.add(TagDB(name="delivered"))  # write: TagDB


def scoped():
    ScopedSession.add(TagDB(name="delivered"))  # write: TagDB
    ScopedSession().add(TagDB(name="delivered"))  # write: TagDB


def of_an_extension():
    flask_db.session.add(TagDB(name="delivered"))  # write: TagDB


async def asynchronous(session: AsyncSession):
    session.add(TagDB(name="delivered"))  # write: TagDB
    await session.merge(TagDB(name="delivered"))  # write: TagDB


async def asynchronous_factory(factory: async_sessionmaker[AsyncSession]):
    async with factory() as session, session.begin():
        session.add(TagDB(name="delivered"))  # write: TagDB
    async with AsyncSessionLocal() as other:
        other.add_all([TagDB(name="a"), LeadDB(email="")])  # write: TagDB, LeadDB


def many(db, rows):
    db.add_all([LeadDB(**row) for row in rows])  # write: LeadDB
    db.bulk_save_objects([LeadDB(**row) for row in rows])  # write: LeadDB
    db.bulk_insert_mappings(LeadDB, rows)  # write: LeadDB
    db.bulk_update_mappings(LeadDB, rows)  # write: LeadDB


def own_and_foreign(db):
    db.add_all([DeliveryDB(), CampaignDB(name="autumn")])  # write: CampaignDB


class Worker:
    def __init__(self, session):
        self.session = session
        self._db = session
        self._factory = SessionLocal

    def on_self(self):
        self.session.add(TagDB(name="delivered"))  # write: TagDB

    def on_a_private_attribute(self):
        self._db.add(TagDB(name="delivered"))  # write: TagDB

    def taken_from_self(self):
        session = self.session
        session.add(TagDB(name="delivered"))  # write: TagDB

    def from_a_factory_on_self(self):
        with self._factory() as session:
            session.add(TagDB(name="delivered"))  # write: TagDB

    @property
    def db(self):
        return self.session

    def by_a_property(self):
        self.db.add(TagDB(name="delivered"))  # write: TagDB

    def in_a_closure(self):
        def step():
            self.session.add(TagDB(name="delivered"))  # write: TagDB

        return step
