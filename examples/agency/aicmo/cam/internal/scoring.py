"""The lead score: a weighted sum between 0 and 1."""

from __future__ import annotations

from ..domain import LeadGrade, LeadProfile

WEIGHTS = {"company": 0.3, "size": 0.3, "engagement": 0.4}


def score(profile: LeadProfile) -> float:
    """How promising a lead is, from 0 to 1."""
    parts = {
        "company": 1.0 if profile.company else 0.0,
        "size": min((profile.company_size or 0) / 250, 1.0),
        "engagement": min(profile.opened_mails / 5, 1.0),
    }
    return round(sum(WEIGHTS[name] * value for name, value in parts.items()), 3)


def regrade(profile: LeadProfile) -> LeadProfile:
    """The same profile with its grade brought up to date."""
    profile.grade = LeadGrade.of(score(profile))
    return profile
