"""The first `boundaries.yaml`: six lines to paste, made for the folder at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MOST_FOLDERS = 200
_NOT_THE_CODE = frozenset({"tests", "test", "docs", "examples", "scripts", "tools"})


class _Package(NamedTuple):
    source_root: str
    name: str
    children: tuple[str, ...]


_EXAMPLE = _Package(".", "your_package", ("orders", "billing"))


def starter_for(folder: Path) -> str:
    """A `boundaries.yaml` of six lines for the repository at `folder`, with the names that are found there."""
    package = max(_packages(folder), key=lambda package: len(package.children), default=_EXAMPLE)
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
    """The packages that hold other packages, in `folder` and in those folders of it that are no packages."""
    inner = [path for path in _folders(folder) if not _is_package(path)]
    for root in (folder, *inner):
        for path in _folders(root):
            children = tuple(child.name for child in _folders(path) if _is_package(child))
            if children and _is_package(path):
                yield _Package("." if root == folder else root.name, path.name, children)


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(Path(entry.path) for entry in entries if entry.is_dir())
    except OSError:
        return []
    return [path for path in found if path.name.isidentifier() and path.name not in _NOT_THE_CODE][:_MOST_FOLDERS]


def _is_package(folder: Path) -> bool:
    return not folder.name.startswith("_") and (folder / "__init__.py").is_file()
