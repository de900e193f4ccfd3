"""The public interface of cam: ports, DTOs, events."""

# Offered "for now", so that the packager can log its attempts.
from aicmo.cam.db_models import OutreachAttemptDB  # expect later: impure-contract

__all__ = ["OutreachAttemptDB"]
