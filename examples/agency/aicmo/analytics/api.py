"""The public interface of analytics: a single file, without ports, DTOs or events yet."""

from __future__ import annotations

from aicmo.learning import record_outcome

_SCORES: dict[str, float] = {}


def publish_score(subject: str, score: float) -> None:
    """Show a score on the dashboard."""
    _SCORES.update({subject: score})
    record_outcome(f"score:{subject}", {"value": score})


def scores() -> dict[str, float]:
    """All scores on the dashboard."""
    return dict(_SCORES)
