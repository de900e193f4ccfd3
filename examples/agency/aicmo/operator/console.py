"""The list that an operator sees in the morning."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from aicmo.domain.intake import ClientIntake  # expect: god-module-import
from aicmo.operator.api import OperatorNote

# expect next line: unused-suppression
# ringfence: ignore[forbidden-import] -- the desk once read cam's tables in here
from aicmo.shared.base import utcnow


def morning_list(notes: Iterable[OperatorNote], intakes: Iterable[ClientIntake]) -> list[str]:
    """Urgent notes first, then intakes that wait for answers."""
    lines = [f"Good morning, it is {utcnow():%A}."]
    for note in sorted(notes, key=attrgetter("urgent", "client_id"), reverse=True):
        lines.append(f"{'!' if note.urgent else ' '} {note.client_id}: {note.text} ({note.author})")
    for intake in intakes:
        if not intake.is_complete():
            lines.append(f"? {intake.brand_name or intake.client_id} has open questions")
    return lines
