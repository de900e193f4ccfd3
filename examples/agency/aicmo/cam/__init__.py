"""Campaign and lead management. What others need is offered here by name."""

from aicmo.cam.api.dtos import CampaignDTO, LeadDTO
from aicmo.cam.api.ports import CampaignCommandPort, CampaignQueryPort
from aicmo.cam.db_models import CampaignDB, LeadDB

__all__ = ["CampaignCommandPort", "CampaignDB", "CampaignDTO", "CampaignQueryPort", "LeadDB", "LeadDTO"]
