"""The intake form: questions, answers, reminders."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from aicmo.domain.intake import ClientIntake  # expect: god-module-import
from aicmo.learning.api.ports import OutcomeQueryPort  # expect: forbidden-import
from aicmo.logging import get_logger
from aicmo.shared.base import AicmoBaseModel

log = get_logger(__name__)

QUESTIONS = {
    "brand_name": "What is your brand called?",
    "industry": "What do you do?",
    "goals": "What should be different in a year?",
}


class OpenQuestion(AicmoBaseModel):
    """A question that the client has not answered."""

    name: str
    text: str
    reminded: int = 0


class IntakeService:
    """Collects answers until the intake is complete."""

    def __init__(self, outcomes: OutcomeQueryPort) -> None:
        """Ask `outcomes` how long reminders usually take to work."""
        self._outcomes = outcomes
        self._answers: dict[str, dict[str, object]] = {}

    def start(self) -> str:
        """Open an intake; its client id."""
        client_id = str(uuid.uuid4())
        self._answers[client_id] = {}
        return client_id

    def answer(self, client_id: str, answers: Mapping[str, object]) -> list[OpenQuestion]:
        """Take answers; what is still open."""
        known = self._answers[client_id]
        known.update(answers)
        missing = [name for name in QUESTIONS if not known.get(name)]
        return [OpenQuestion(name=name, text=QUESTIONS[name]) for name in missing]

    def remind(self, question: OpenQuestion) -> float:
        """Count a reminder; the days to wait for the next one."""
        question.reminded += 1
        days = self._outcomes.average("onboarding:reminder") or 3.0
        log.info("reminder", extra={"question": question.name, "days": days})
        return days * question.reminded

    def finish(self, client_id: str) -> ClientIntake:
        """The intake; ValueError while it is not complete."""
        intake = ClientIntake(client_id=client_id, **self._answers.pop(client_id))
        if not intake.is_complete():
            raise ValueError(f"the intake of {client_id} is not complete")
        return intake
