"""delivery's tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aicmo.core.db import Base
from aicmo.shared.base import utcnow


class DeliveryExecutionDB(Base):
    """One run of a campaign through one channel."""

    __tablename__ = "delivery_executions"

    id: Mapped[int] = mapped_column(primary_key=True)
    # A logical key: cam_campaigns belongs to cam, and no constraint ties us to it.
    campaign_id: Mapped[int] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="queued")
    sent: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(default=utcnow)

    assets: Mapped[list[MediaAssetDB]] = relationship(back_populates="execution")


class MediaAssetDB(Base):  # expect: multiple-table-writers
    """A file that goes out with a delivery."""

    __tablename__ = "delivery_media_assets"
    __table_args__ = (
        ForeignKeyConstraint(["lead_id"], ["cam_leads.id"]),  # expect: cross-module-foreign-key
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int | None] = mapped_column(ForeignKey("delivery_executions.id"))
    lead_id: Mapped[int | None]
    creative_key: Mapped[str] = mapped_column(String(64), index=True)
    path: Mapped[str] = mapped_column(String(500))
    bytes: Mapped[int] = mapped_column(default=0)

    execution: Mapped[DeliveryExecutionDB | None] = relationship(back_populates="assets")
