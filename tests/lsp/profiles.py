"""What real editors say at `initialize` that they can do, as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from tests.lsp.client import Json

_FOLDER = Path(__file__).parent / "profiles"


def profile(name: str) -> Json:
    """The capabilities in one file of `profiles`."""
    found: Json = json.loads((_FOLDER / f"{name}.json").read_text())
    return found


PROFILES = tuple(sorted(file.stem for file in _FOLDER.glob("*.json")))
"""The names of all profiles."""
