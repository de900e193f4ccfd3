"""What files that have changed on disk mean for a repository."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from ringfence.lsp.uris import Root
from ringfence.model.config import CONFIG_NAME

_MANY = 100
"""From so many files on that change at once, the whole repository is read again: it was switched to another state."""


class DiskChanges(NamedTuple):
    """The project paths of changed files, by what is to be done with them."""

    sources: list[str]
    """Python files that the client does not hold."""
    scripts: list[str]
    """`.sql` files."""
    is_other_state: bool
    """Very many files have changed, or a folder became a project by itself or is none any more."""


def sort_out(files: Iterable[Path], root: Root, held: Collection[str]) -> DiskChanges:
    """Sort changed files, each below `root` or not; `held` are the paths whose texts the client holds."""
    every = sorted({path for file in files for path in root.paths(file)[:1]})
    sources = [path for path in every if path.endswith((".py", ".pyi")) and path not in held]
    scripts = [path for path in every if path.endswith(".sql")]
    has_projects = any(path.endswith("/" + CONFIG_NAME) for path in every)
    return DiskChanges(sources, scripts, has_projects or len(sources) > _MANY)
