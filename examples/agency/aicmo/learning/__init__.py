"""Learning: remembers how things went, so that the next estimate is better."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aicmo.learning.recorder import default_recorder

if TYPE_CHECKING:
    from aicmo.domain.execution import Execution  # expect: god-module-import


def record_outcome(topic: str, facts: Mapping[str, object]) -> None:
    """Remember one outcome. Public by name: everybody may call it."""
    default_recorder().record(topic, facts)


def record_execution(execution: Execution) -> None:
    """Remember how a run went."""
    record_outcome(f"channel:{execution.channel}", {"value": execution.success_rate})
