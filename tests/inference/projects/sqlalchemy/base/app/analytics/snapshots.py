"""Classes that are called like cam's models and are none: they live in memory and in files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class CampaignDB:
    """The figures of a campaign on one day."""

    status: str = "draft"
    lead_count: int = 0
    days: list[str] = field(default_factory=list)

    def save(self) -> None:
        """Write a file."""
        Path("snapshot.txt").write_text(self.status, encoding="utf-8")


class LeadDB:
    """Leads by status, counted."""

    def __init__(self) -> None:
        self.status = "new"
        self.counts: dict[str, int] = {}

    def add(self, status: str) -> None:
        """Count one."""
        self.counts[status] = self.counts.get(status, 0) + 1

    def update(self, counts: dict[str, int]) -> None:
        """Take over counts."""
        self.counts.update(counts)

    def delete(self) -> None:
        """Forget everything."""
        self.counts.clear()
