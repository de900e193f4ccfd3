"""Real source files to hold the facts against: the packages that are installed with ringfence and its tools."""

from __future__ import annotations

import importlib.metadata
from functools import cache
from pathlib import Path

from ringfence.syntax.decode import decode

PACKAGES = (
    "attrs",
    "cattrs",
    "grimp",
    "hypothesis",
    "import-linter",
    "jsonschema",
    "lsprotocol",
    "markdown-it-py",
    "msgspec",
    "mypy",
    "pip",
    "pygls",
    "Pygments",
    "pytest",
    "PyYAML",
    "rich",
)
"""Old code and new, generated and written by hand, formatted by several tools and by none."""

_SMALL = 40_000


def files_of(package: str) -> list[Path]:
    """The Python files of an installed distribution, in order."""
    files = importlib.metadata.files(package) or []
    paths = (Path(str(file.locate())) for file in files if file.suffix in (".py", ".pyi"))
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    """The text of a file as ringfence reads it."""
    return decode(path.read_bytes()).text


@cache
def small_texts() -> tuple[str, ...]:
    """Texts to damage: with many kinds of statements, and short enough to be read a hundred times."""
    chosen = ("rich", "attrs", "jsonschema", "pygls", "import-linter", "pytest")
    texts = (text_of(path) for package in chosen for path in files_of(package) if path.suffix == ".py")
    return tuple(text for text in texts if 200 < len(text) < _SMALL)
