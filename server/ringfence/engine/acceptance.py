"""The ways to accept a finding instead of solving it: on its line, or in `boundaries.yaml`. Never preferred."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import Fix
from ringfence.model.project import Project
from ringfence.model.rule import Texts


def ways_to_accept(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Suppress the finding on its line, and allow it in `boundaries.yaml`, each with a reason to fill in."""
    yield from ()
