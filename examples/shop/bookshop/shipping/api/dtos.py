"""What shipping tells others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ParcelDTO:
    """A parcel, as others see it."""

    number: str
    status: str
