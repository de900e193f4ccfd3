"""A Markdown page of examples: a text before, what is asked for, and the text after.

An example is a heading of the second level and three fenced blocks, marked `before`, `request` and `after`. Behind
the mark, `crlf` says that lines end so, and `unfinished` that the last line does not end at all. An `after` block
that says only `no edit` stands for the text before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(?P<info>\w+ (?P<mark>before|request|after)\b.*)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE)
NO_EDIT = "no edit\n"


@dataclass(frozen=True)
class Example:
    """One example of a page."""

    page: Path
    name: str
    before: str
    request: str
    after: str
    """`NO_EDIT` when nothing may change."""


def read_page(page: Path) -> list[Example]:
    text = page.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return [
        _example(page, heading.group(1), text[heading.end() : end]) for heading, end in zip(headings, ends, strict=True)
    ]


def _example(page: Path, name: str, text: str) -> Example:
    blocks = {block["mark"]: _body(block) for block in _BLOCK.finditer(text)}
    assert set(blocks) == {"before", "request", "after"}, f"{page.name}: {name}: {sorted(blocks)}"
    after = NO_EDIT if blocks["after"].strip() == NO_EDIT.strip() else blocks["after"]
    return Example(page, name, blocks["before"], blocks["request"], after)


def _body(block: re.Match[str]) -> str:
    body = block["body"]
    if "unfinished" in block["info"]:
        body = body.removesuffix("\n")
    return body.replace("\n", "\r\n") if "crlf" in block["info"] else body


def rewrite(page: Path, after: Mapping[str, str]) -> None:
    """Put new texts into the `after` blocks of a page, by the names of their examples."""
    text = page.read_text(encoding="utf-8")
    for name, new in after.items():
        start = text.index(f"## {name}\n")
        block = next(found for found in _BLOCK.finditer(text, start) if found["mark"] == "after")
        text = text[: block.start("body")] + _as_body(new) + text[block.end("body") :]
    page.write_text(text, encoding="utf-8")


def _as_body(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if text.endswith("\n") or not text else text + "\n"
