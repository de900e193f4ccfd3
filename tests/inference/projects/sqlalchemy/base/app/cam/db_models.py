"""cam's tables. Only cam may write them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, SoftDeleteMixin, TimestampMixin

campaign_tags = Table(
    "cam_campaign_tags",
    Base.metadata,
    Column("campaign_id", ForeignKey("cam_campaigns.id"), primary_key=True),
    Column("tag_id", ForeignKey("cam_tags.id"), primary_key=True),
)

delivery_recipients = Table(
    "cam_delivery_recipients",
    Base.metadata,
    Column("delivery_id", Integer, primary_key=True),
    Column("lead_id", ForeignKey("cam_leads.id"), primary_key=True),
)


class CampaignDB(TimestampMixin, SoftDeleteMixin, Base):
    """A campaign of a client."""

    __tablename__ = "cam_campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    client_id: Mapped[int] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(20), default="draft")
    budget_cents: Mapped[int] = mapped_column(default=0)
    lead_count: Mapped[int] = mapped_column(default=0)
    settings: Mapped[dict] = mapped_column(MutableDict.as_mutable(JSON), default=dict)
    extra: Mapped[dict] = mapped_column(JSON, default=dict)
    launched_at: Mapped[datetime | None]

    leads: Mapped[list[LeadDB]] = relationship(back_populates="campaign", cascade="all, delete-orphan")
    tags: Mapped[list[TagDB]] = relationship(secondary=campaign_tags)

    @property
    def is_open(self) -> bool:
        """Whether it may still change."""
        return self.status in ("draft", "running")

    @property
    def label(self) -> str:
        """What lists show."""
        return self.name.title()

    @label.setter
    def label(self, value: str) -> None:
        self.name = value.strip()

    @classmethod
    def build(cls, name: str, client_id: int):
        """A campaign that is in no session yet."""
        return cls(name=name, client_id=client_id, status="draft")

    def archive(self) -> None:
        """Take it out of all lists."""
        self.status = "archived"


class LeadDB(TimestampMixin, Base):
    """A person that a campaign may address."""

    __tablename__ = "cam_leads"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "lead"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("cam_campaigns.id"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery_deliveries.id"))
    email: Mapped[str] = mapped_column(String(320), unique=True)
    company: Mapped[str] = mapped_column(String(200), default="")
    score: Mapped[float] = mapped_column(default=0.0)
    status: Mapped[str] = mapped_column("lead_status", String(20), default="new")
    tags: Mapped[str] = mapped_column(String(500), default="")

    campaign: Mapped[CampaignDB | None] = relationship(back_populates="leads")
    # delivery has a model of the same name, so the path says which one.
    attempts: Mapped[list[OutreachAttemptDB]] = relationship(
        "app.cam.db_models.OutreachAttemptDB", back_populates="lead"
    )


class EventLeadDB(LeadDB):
    """A lead that was met at an event: the same table."""

    __mapper_args__ = {"polymorphic_identity": "event"}

    event_name: Mapped[str | None] = mapped_column(String(100))


class OutreachAttemptDB(Base):
    """One message that went to a lead."""

    __tablename__ = "cam_outreach_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("cam_leads.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime | None]
    bounced: Mapped[bool] = mapped_column(default=False)

    lead: Mapped[LeadDB] = relationship(back_populates="attempts")


class TagDB(Base):
    """A word on a campaign."""

    __tablename__ = "cam_tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
