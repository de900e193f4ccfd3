"""How others ask delivery."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aicmo.delivery.api.dtos import DeliveryDTO, PackageDTO
from aicmo.delivery.db_models import DeliveryExecutionDB  # expect later: impure-contract

CONTRACT_VERSION = "0.9"


class DeliveryCommandPort(Protocol):
    """Orders to delivery."""

    def start(self, campaign_id: int, channel: str) -> DeliveryExecutionDB:
        """Begin to carry a campaign out. Returns the row itself, which it should not."""

    def cancel(self, delivery_id: int, reason: str) -> None:
        """Stop as soon as possible."""


class DeliveryQueryPort(Protocol):
    """Questions to delivery."""

    def of_campaign(self, campaign_id: int) -> Sequence[DeliveryDTO]:
        """All deliveries of a campaign."""

    def package(self, client_id: str) -> PackageDTO | None:
        """The latest package for a client."""
