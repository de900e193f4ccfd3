"""cam's own domain: how good a lead is. Not to be confused with `aicmo.domain`."""

from __future__ import annotations

from enum import StrEnum

from aicmo.domain.base import AicmoBaseModel  # expect: god-module-import


class LeadGrade(StrEnum):
    """What to do with a lead."""

    HOT = "hot"
    WARM = "warm"
    COLD = "cold"

    @classmethod
    def of(cls, score: float) -> LeadGrade:
        """The grade of a score between 0 and 1."""
        if score >= 0.75:
            return cls.HOT
        return cls.WARM if score >= 0.4 else cls.COLD


class LeadProfile(AicmoBaseModel):
    """All that is known about a lead before it is stored."""

    email: str
    company: str = ""
    company_size: int | None = None
    opened_mails: int = 0
    grade: LeadGrade = LeadGrade.COLD
