"""What a new client tells us."""

from pydantic import Field

from aicmo.domain.base import AicmoBaseModel


class ClientIntake(AicmoBaseModel):
    """The answers of the intake form."""

    client_id: str
    brand_name: str
    industry: str = ""
    goals: list[str] = Field(default_factory=list)
    monthly_budget_cents: int = 0
    forbidden_words: list[str] = Field(default_factory=list)
    notes: str = ""

    def is_complete(self) -> bool:
        """Whether a strategist can start from it."""
        return bool(self.brand_name and self.industry and self.goals)
