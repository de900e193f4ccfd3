"""The first `boundaries.yaml`: six lines to paste, made for the folder at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_EXAMPLE = ("orders", "billing")


class _Package(NamedTuple):
    source_root: str
    name: str
    children: tuple[str, ...]


def starter_for(folder: Path) -> str:
    """A `boundaries.yaml` of six lines for the repository at `folder`, with the names that are found there."""
    packages = sorted(_packages(folder), key=lambda package: -len(package.children))
    package = packages[0] if packages else _Package(".", "your_package", _EXAMPLE)
    first, second = package.children[0], (*package.children[1:], "shared")[0]
    return (
        "version: 1\n"
        f'source_roots: ["{package.source_root}"]\n'
        f'discover: ["{package.name}.*"]    # every package right below {package.name} is a module\n'
        "modules:\n"
        f"  {first}:\n"
        f"    may_import: [{second}]    # through its package `api`: all else is internal to it\n"
    )


def _packages(folder: Path) -> Iterator[_Package]:
    """The packages with sub-packages right below `folder` and `folder/src`."""
    for root in (".", "src"):
        for path in _folders(folder / root):
            children = tuple(child.name for child in _folders(path) if _holds_python(child))
            if children and path.name.isidentifier() and path.name not in ("tests", "test", "docs"):
                yield _Package(root, path.name, children)


def _folders(folder: Path) -> list[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        return [Path(entry.path) for entry in entries if entry.is_dir() and entry.name.isidentifier()]
    except OSError:
        return []


def _holds_python(folder: Path) -> bool:
    try:
        return not folder.name.startswith("_") and any(child.suffix == ".py" for child in folder.iterdir())
    except OSError:
        return False
