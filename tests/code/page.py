"""A Markdown page of examples: a Python text, and how it is read.

An example is a heading of the second level, a block of `python` and a block of `text` with what `printing` shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(python|text)\n((?:.*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One example of a page."""

    page: Path
    name: str
    source: str
    shown: str


def read_page(page: Path) -> list[Example]:
    """The examples of a page, in order."""
    text = page.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return [_example(page, found[1], text[found.end() : end]) for found, end in zip(headings, ends, strict=True)]


def _example(page: Path, name: str, text: str) -> Example:
    blocks = _BLOCK.findall(text)
    assert [language for language, _ in blocks] == ["python", "text"], f"{page.name}: {name}"
    return Example(page, name, blocks[0][1], blocks[1][1])


def rewrite(page: Path, shown: Mapping[str, str]) -> None:
    """Put new texts into the second blocks of a page, by the names of their examples."""
    text = page.read_text(encoding="utf-8")
    for name, new in shown.items():
        start = text.index(f"## {name}\n")
        block = re.compile(r"^```text\n(?:.*\n)*?```$", re.MULTILINE).search(text, start)
        assert block
        text = f"{text[: block.start()]}```text\n{new}```{text[block.end() :]}"
    page.write_text(text, encoding="utf-8")
