"""Undo a delivery that went wrong, step by step, latest first."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from aicmo.core import db
from aicmo.learning.recorder import Recorder  # expect: private-import
from aicmo.logging import get_logger

log = get_logger(__name__)

CAM_TABLES = ["cam_outreach_attempts", "cam_leads"]

Step = Callable[[], None]


class Compensation:
    """A stack of undo steps."""

    def __init__(self, recorder: Recorder) -> None:
        """Failures of the undo itself go to `recorder`."""
        self._steps: list[Step] = []
        self._recorder = recorder

    def add(self, step: Step) -> None:
        """Push one step."""
        self._steps.append(step)

    def save(self) -> None:
        """Forget all steps: everything went well. (Saves no row of any table.)"""
        self._steps.clear()

    def run(self) -> None:
        """Undo everything that was pushed."""
        while self._steps:
            step = self._steps.pop()
            try:
                step()
            except Exception as error:
                self._recorder.record("compensation failed", {"error": str(error)})


def undo_delivery(compensation: Compensation, campaign_id: int) -> None:
    """Push the steps that take a delivery back."""
    session = db.SessionLocal()  # expect: shared-session

    def remove_attempts() -> None:
        session.execute(
            text(
                "DELETE FROM cam_outreach_attempts "  # expect: foreign-model-write, foreign-model-read
                "WHERE lead_id IN (SELECT id FROM cam_leads WHERE campaign_id = :id)"
            ),
            {"id": campaign_id},
        )

    def reset_campaign() -> None:
        statement = "UPDATE cam_campaigns SET status = 'approved' WHERE id = :id"
        session.execute(text(statement), {"id": campaign_id})  # expect: foreign-model-write

    def remove_executions() -> None:
        session.execute(text("DELETE FROM delivery_executions WHERE campaign_id = :id"), {"id": campaign_id})

    compensation.add(remove_executions)
    compensation.add(reset_campaign)
    compensation.add(remove_attempts)


def wipe(session, tables=CAM_TABLES) -> None:
    """Empty the demo tenant's tables."""
    for table in tables:
        session.execute(text(f"DELETE FROM {table}"))  # expect: foreign-model-write (hint)
    session.commit()
