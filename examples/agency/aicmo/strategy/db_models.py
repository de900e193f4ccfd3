"""strategy's tables."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from aicmo.core.db import Base


class StrategyDocDB(Base):
    """A stored strategy, one row per revision."""

    __tablename__ = "strategy_docs"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(36), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    headline: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    approved: Mapped[bool] = mapped_column(default=False)
