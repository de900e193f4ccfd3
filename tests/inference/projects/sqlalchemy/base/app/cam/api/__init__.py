"""What cam lets others import. One row class has slipped in."""

from app.cam.db_models import OutreachAttemptDB

__all__ = ["OutreachAttemptDB"]
