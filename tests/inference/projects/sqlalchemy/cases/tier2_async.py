"""Local flow: awaited results, `async for` and `async with`."""

from __future__ import annotations

import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from app.cam.db_models import CampaignDB, LeadDB
from app.core.db import AsyncSessionLocal
from app.delivery.models import DeliveryDB


async def get(session: AsyncSession, campaign_id: int):
    campaign = await session.get(CampaignDB, campaign_id)  # read: CampaignDB
    if campaign:
        campaign.status = "done"  # write: CampaignDB.status
    await session.commit()


async def scalar(session):
    lead = await session.scalar(select(LeadDB))  # read: LeadDB
    lead.status = "seen"  # write: LeadDB.status


async def scalars(session):
    for lead in await session.scalars(select(LeadDB)):  # read: LeadDB
        lead.status = "seen"  # write: LeadDB.status


async def scalars_all(session):
    leads = (await session.scalars(select(LeadDB))).all()  # read: LeadDB
    for lead in leads:
        await session.delete(lead)  # write: LeadDB


async def execute_in_steps(session, campaign_id):
    statement = select(CampaignDB).where(CampaignDB.id == campaign_id)  # read: CampaignDB
    result = await session.execute(statement)
    campaign = result.scalar_one_or_none()
    if campaign is None:
        return
    campaign.status = "done"  # write: CampaignDB.status


async def execute_at_once(session):
    campaign = (await session.execute(select(CampaignDB))).scalars().first()  # read: CampaignDB
    campaign.status = "done"  # write: CampaignDB.status


async def stream(session: AsyncSession):
    async for lead in await session.stream_scalars(select(LeadDB)):  # read: LeadDB
        lead.status = "seen"  # write: LeadDB.status


async def comprehension(session: AsyncSession):
    result = await session.stream_scalars(select(LeadDB))  # read: LeadDB
    leads = [lead async for lead in result]
    leads[0].status = "seen"  # write: LeadDB.status


async def opened_here(campaign_id):
    async with AsyncSessionLocal() as session, session.begin():
        campaign = await session.get(CampaignDB, campaign_id)  # read: CampaignDB
        campaign.status = "done"  # write: CampaignDB.status
        session.add(DeliveryDB(campaign_id=campaign_id))  # silent


async def in_a_greenlet(session: AsyncSession, campaign: CampaignDB):
    def work(inner: Session):
        inner.delete(campaign)  # write: CampaignDB

    await session.run_sync(work)


async def find(session, email):
    return (await session.scalars(select(LeadDB).filter_by(email=email))).first()  # read: LeadDB


async def awaited_function(session):
    lead = await find(session, "a@example.invalid")
    lead.status = "seen"  # write: LeadDB.status


async def gathered(session):
    lead, campaign = await asyncio.gather(session.get(LeadDB, 1), session.get(CampaignDB, 1))  # read: LeadDB, CampaignDB
    lead.status = "seen"  # write: LeadDB.status
    campaign.status = "done"  # write: CampaignDB.status
