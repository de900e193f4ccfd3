"""One run of a campaign through the channels."""

from datetime import datetime

from pydantic import Field

from aicmo.domain.base import AicmoBaseModel, utcnow


class Execution(AicmoBaseModel):
    """What happened when a campaign went out."""

    campaign_id: int
    channel: str
    started_at: datetime = Field(default_factory=utcnow)
    sent: int = 0
    failed: int = 0

    @property
    def success_rate(self) -> float:
        """The share of messages that arrived."""
        total = self.sent + self.failed
        return self.sent / total if total else 0.0
