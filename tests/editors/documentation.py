"""The blocks that the pages about editors offer to be pasted."""

from __future__ import annotations

import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "server" / "docs" / "editors"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    """The texts of the blocks of one language on a page, in order."""
    return [text for name, text in _BLOCK.findall((PAGES / page).read_text("utf-8")) if name == language]
