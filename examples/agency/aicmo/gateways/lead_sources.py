"""Where leads come from: adapters that implement cam's port. They may import its contract, for that."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from aicmo.cam.api.dtos import RawLeadDTO
from aicmo.cam.api.ports import LeadSourcePort
from aicmo.logging import get_logger

log = get_logger(__name__)


class CsvLeadSource(LeadSourcePort):
    """Leads from a spreadsheet that somebody bought."""

    def __init__(self, path: Path) -> None:
        """Read from `path`, once."""
        self._path = path
        self._offset = 0

    def fetch(self, limit: int) -> Iterator[RawLeadDTO]:
        """At most `limit` leads that were not fetched before."""
        with self._path.open(newline="", encoding="utf-8") as handle:
            for index, row in enumerate(csv.DictReader(handle)):
                if index < self._offset:
                    continue
                if index >= self._offset + limit:
                    break
                yield RawLeadDTO(row["email"], row.get("company", ""), source=self._path.name)
        self._offset += limit
        log.info("fetched", extra={"path": str(self._path), "offset": self._offset})
