"""Write creatives to files."""

from __future__ import annotations

import json
import typing
from pathlib import Path

from ..creatives.api.dtos import CreativeDTO

if typing.TYPE_CHECKING:
    from aicmo.domain.creative import Creative  # expect: god-module-import
    from aicmo.strategy.service import Playbook


class Renderer:
    """Renders into one folder."""

    def __init__(self, folder: Path, playbook: Playbook | None = None) -> None:
        """Files go to `folder`."""
        self._folder = folder
        self._playbook = playbook

    def render(self, creative: Creative | CreativeDTO) -> Path:
        """Write one creative; where it is."""
        target = self._folder / f"{creative.key}.txt"
        target.write_text(creative.body, encoding="utf-8")
        return target

    def discard(self, path: Path) -> None:
        """Remove a file that nobody needs."""
        path.unlink(missing_ok=True)


def dumps(value: object) -> bytes:
    """Any value as compact JSON."""
    return json.dumps(value, separators=(",", ":"), default=str).encode()
