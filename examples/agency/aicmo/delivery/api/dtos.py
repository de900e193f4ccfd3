"""What delivery tells others."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Project:
    """All that the agency delivers for one client at a time: the successor of `aicmo.domain.project`."""

    name: str
    client_id: str
    id: int | None = None
    campaign_ids: tuple[int, ...] = ()
    state: str = "open"


@dataclass(frozen=True, slots=True)
class DeliveryDTO:
    """One delivery and how far it is."""

    id: int
    campaign_id: int
    channel: str
    sent_today: int
    state: str


@dataclass  # expect later: impure-contract
class PackageDTO:
    """The files that a client gets. Mutable, because the packager fills it bit by bit."""

    client_id: str
    files: list[str] = field(default_factory=list)
    total_bytes: int = 0
