"""What onboarding tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClientIntake:
    """The answers of the intake form: the successor of `aicmo.domain.intake`."""

    client_id: str
    brand_name: str
    industry: str = ""
    goals: tuple[str, ...] = ()
    monthly_budget_cents: int = 0
    forbidden_words: tuple[str, ...] = ()
    notes: str = ""

    def is_complete(self) -> bool:
        """Whether a strategist can start from it."""
        return bool(self.brand_name and self.industry and self.goals)
