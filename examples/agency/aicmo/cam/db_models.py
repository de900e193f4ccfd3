"""cam's tables. Only cam may write them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aicmo.core.db import Base
from aicmo.domain.base import utcnow  # expect: god-module-import


class CampaignDB(Base):  # expect: multiple-table-writers
    """A campaign of a client."""

    __tablename__ = "cam_campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    # A logical key: clients live in onboarding, and no constraint ties us to its table.
    client_id: Mapped[str] = mapped_column(String(36), index=True)
    status: Mapped[str] = mapped_column(String(20), default="draft")
    budget_cents: Mapped[int] = mapped_column(default=0)
    lead_count: Mapped[int] = mapped_column(default=0)
    delivery_id: Mapped[int | None] = mapped_column(
        ForeignKey("delivery_executions.id"),  # expect: cross-module-foreign-key
    )
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    launched_at: Mapped[datetime | None]

    leads: Mapped[list[LeadDB]] = relationship(back_populates="campaign", cascade="all, delete-orphan")


class LeadDB(Base):  # expect: multiple-table-writers
    """A person that a campaign may address."""

    __tablename__ = "cam_leads"
    __table_args__ = (Index("ix_cam_leads_campaign_score", "campaign_id", "score"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("cam_campaigns.id"))
    email: Mapped[str] = mapped_column(String(320), unique=True)
    company: Mapped[str] = mapped_column(String(200), default="")
    score: Mapped[float] = mapped_column(default=0.0)
    status: Mapped[str] = mapped_column(String(20), default="new")
    tags: Mapped[str] = mapped_column(String(500), default="")

    campaign: Mapped[CampaignDB] = relationship(back_populates="leads")


class OutreachAttemptDB(Base):  # expect: multiple-table-writers
    """One message that went to a lead."""

    __tablename__ = "cam_outreach_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("cam_leads.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime] = mapped_column(default=utcnow)
    bounced: Mapped[bool] = mapped_column(default=False)
