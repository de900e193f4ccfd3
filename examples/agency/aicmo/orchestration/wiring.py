"""The composition root: the one place that knows which adapter serves which port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aicmo.cam.api.ports import LeadSourcePort
from aicmo.cam.internal.db import cam_session
from aicmo.cam.internal.repository import SqlCampaigns
from aicmo.delivery.api import dtos as delivery_dtos
from aicmo.gateways.lead_sources import CsvLeadSource
from aicmo.gateways.mailer import Mailer


def lead_sources(folder: Path) -> list[LeadSourcePort]:
    """One source per spreadsheet in the folder."""
    return [CsvLeadSource(path) for path in sorted(folder.glob("*.csv"))]


def mailer(host: str = "localhost") -> Mailer:
    """The mailer of this installation."""
    return Mailer(host, sender="campaigns@agency.example")


@contextmanager
def campaigns() -> Iterator[SqlCampaigns]:
    """cam's campaigns, in a transaction of cam's own."""
    with cam_session() as session:
        yield SqlCampaigns(session)


def empty_package(client_id: str) -> delivery_dtos.PackageDTO:
    """A package to start from."""
    return delivery_dtos.PackageDTO(client_id=client_id)
