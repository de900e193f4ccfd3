"""How others ask production."""  # expect later: contract-without-test

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aicmo.creatives.api.dtos import CreativeDTO

CONTRACT_VERSION = "1.0"


class CreativeQueryPort(Protocol):
    """Questions to production."""

    def of_campaign(self, campaign_id: int) -> Sequence[CreativeDTO]:
        """The creatives of a campaign that are ready to go out."""
