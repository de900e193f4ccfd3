"""Copy the state of old campaigns once a night. Should go through cam's anti-corruption layer."""

import os; import sys; from backend.models import load_campaigns  # expect: legacy-import

import backend.reports  # expect: legacy-import
from aicmo.cam.api.ports import CampaignCommandPort
from aicmo.cam.api.dtos import CampaignStatus
# ringfence: ignore[legacy-import] -- the type only, until the export is switched off
from backend.models import Campaign as LegacyCampaign


def default_path() -> str:
    """Where the nightly export lies."""
    return os.environ.get("AICMO_LEGACY_EXPORT", os.path.join(sys.prefix, "export.csv"))


def finished(campaign: LegacyCampaign) -> bool:
    """Whether an old campaign is over."""
    return campaign.state == "X"


def sync(commands: CampaignCommandPort, path: str = "") -> int:
    """Close the campaigns that the old backend has closed; how many."""
    count = 0
    for campaign in load_campaigns(path or default_path()):
        if finished(campaign):
            commands.set_status(campaign.number, CampaignStatus.DONE)
            count += 1
    print(backend.reports.weekly(path or default_path()))
    return count
