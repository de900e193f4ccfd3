"""delivery's tables. What the cases write of them is nobody's business but delivery's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.billing.models import PaymentDB
from app.cam.db_models import CampaignDB, LeadDB, TagDB, delivery_recipients
from app.core.db import Base, TimestampMixin
from app.identity.models import UserDB

delivery_tags = Table(
    "delivery_tags",
    Base.metadata,
    Column("delivery_id", ForeignKey("delivery_deliveries.id"), primary_key=True),
    Column("tag_id", Integer, primary_key=True),
)


class DeliveryDB(TimestampMixin, Base):
    """One run of a campaign."""

    __tablename__ = "delivery_deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("cam_campaigns.id"))
    courier_id: Mapped[int | None] = mapped_column(ForeignKey("identity_users.id"))
    status: Mapped[str] = mapped_column(String(20), default="queued")
    sent: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]

    campaign: Mapped[CampaignDB] = relationship(backref="deliveries")
    courier: Mapped[UserDB | None] = relationship(UserDB, backref="deliveries")
    items: Mapped[list[DeliveryItemDB]] = relationship(back_populates="delivery")
    leads: Mapped[list[LeadDB]] = relationship(foreign_keys=[LeadDB.delivery_id])
    recent_leads: Mapped[list[LeadDB]] = relationship(foreign_keys=[LeadDB.delivery_id], viewonly=True)
    recipients: Mapped[list[LeadDB]] = relationship(
        secondary=delivery_recipients,
        primaryjoin=lambda: DeliveryDB.id == delivery_recipients.c.delivery_id,
        foreign_keys=[delivery_recipients.c.delivery_id, delivery_recipients.c.lead_id],
    )
    tags: Mapped[list[TagDB]] = relationship(
        secondary=delivery_tags,
        secondaryjoin=lambda: TagDB.id == delivery_tags.c.tag_id,
        foreign_keys=[delivery_tags.c.delivery_id, delivery_tags.c.tag_id],
    )


class DeliveryItemDB(Base):
    """One thing that goes out."""

    __tablename__ = "delivery_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey(DeliveryDB.id))
    name: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(20), default="new")

    delivery: Mapped[DeliveryDB | None] = relationship(back_populates="items")


class OutreachAttemptDB(Base):
    """delivery's own attempts; cam has a model of the same name."""

    __tablename__ = "delivery_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(index=True)
    bounced: Mapped[bool] = mapped_column(default=False)


class DeliveryFeeDB(PaymentDB):
    """What a delivery costs: delivery's own columns, joined to billing's table of all payments."""

    __tablename__ = "delivery_fees"

    id: Mapped[int] = mapped_column(ForeignKey(PaymentDB.id), primary_key=True)
    delivery_id: Mapped[int | None]
    zone: Mapped[str] = mapped_column(String(20), default="")

    __mapper_args__ = {"polymorphic_identity": "delivery_fee"}
