"""The lead dashboard: a `LeadDB` that has nothing but the name in common with cam's table of leads.

Until 3.9 every caller had to write

    from aicmo.cam.db_models import LeadDB
    session.add(LeadDB(status="new"))

and a search for these words still finds them here, in a docstring.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class LeadDB:
    """Counters per lead status, kept in a JSON file."""

    path: Path
    status: str = "new"
    counters: dict[str, int] = field(default_factory=dict)
    watchers: set[str] = field(default_factory=set)

    def add(self, watcher: str) -> None:
        """Tell `watcher` about changes."""
        self.watchers.add(watcher)

    def update(self, status: str, by: int = 1) -> None:
        """Count."""
        self.counters[status] = self.counters.get(status, 0) + by

    def save(self) -> None:
        """Write the file."""
        self.path.write_text(json.dumps(self.counters), encoding="utf-8")

    def delete(self) -> None:
        """Remove the file."""
        self.path.unlink(missing_ok=True)


def rebuild(path: Path, statuses: list[str], sessions: set[str]) -> LeadDB:
    """Count from scratch. No database is touched: `LeadDB` is a file, `sessions` is a set."""
    lead = LeadDB(path)
    for status in statuses:
        lead.update(status)
        lead.status = status
    for session in sorted(sessions):
        lead.add(session)
    sessions.add("rebuild")
    lead.save()
    return lead
