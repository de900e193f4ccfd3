"""The module cam: campaigns, leads and who was contacted."""

from app.cam.db_models import LeadDB as LeadDB
