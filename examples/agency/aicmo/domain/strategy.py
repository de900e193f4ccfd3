"""The plan that a client pays for."""

from pydantic import Field

from .base import AicmoBaseModel
from .intake import ClientIntake


class StrategyDoc(AicmoBaseModel):
    """A marketing strategy for one client."""

    client_id: str
    headline: str
    pillars: list[str] = Field(default_factory=list)
    tone: str = "plain"
    approved: bool = False

    @classmethod
    def empty_for(cls, intake: ClientIntake) -> "StrategyDoc":
        """A document to start from."""
        return cls(client_id=intake.client_id, headline=f"{intake.brand_name}: {', '.join(intake.goals)}")
