"""Who wants to know what happens in a repository."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _nothing(*_: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Listeners:
    """What is called, and when."""

    gone: Callable[[], None] = _nothing
    """Called when its `boundaries.yaml` has disappeared, after everything was taken back."""
    changed: Callable[[], None] = _nothing
    """Called when its findings, its imports, or what it is doing is something else."""
    found: Callable[[], None] = _nothing
    """Called when its files are known anew."""
