"""What files and folders that have changed on disk mean for a repository."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ringfence.lsp.uris import Root
from ringfence.model.config import CONFIG_NAME

_SUFFIXES = (".py", ".pyi", ".sql", CONFIG_NAME)
_NOT_ENTERED = ("__pycache__", "node_modules", "site-packages")
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


def may_matter(path: str) -> bool:
    """Whether a changed path may be one of ours, or a folder."""
    return path.endswith(_SUFFIXES) or "." not in path.rpartition("/")[2]


def with_contents(changed: Iterable[Path]) -> list[Path]:
    """The paths that may matter, and of folders that are there all files in them too: systems often tell no more."""
    return list(dict.fromkeys(each for path in changed if may_matter(path.as_posix()) for each in _below(path)))


def folders_below(path: Path) -> Iterator[Path]:
    """A folder and the folders in it; nothing for a file, or for what is not there."""
    return (folder for folder, _ in _walk(path))


def _below(path: Path) -> Iterator[Path]:
    yield path
    for folder, names in _walk(path):
        yield from (folder / name for name in names if name.endswith(_SUFFIXES))


def _walk(path: Path) -> Iterator[tuple[Path, list[str]]]:
    if path.name.endswith(_SUFFIXES) or path.is_symlink() or not path.is_dir():
        return
    for name, folders, names in os.walk(path):
        folders[:] = [each for each in folders if not each.startswith(".") and each not in _NOT_ENTERED]
        yield Path(name), names


def sort_out(
    changed: Iterable[Path], root: Root, known: Collection[str], held: Collection[str], projects: Collection[str]
) -> DiskChanges:
    """Sort what has changed, below `root` or not.

    `known` are the project paths of all files; `held` are those whose texts the client holds; `projects` are the
    folders that are known to be projects by themselves.
    """
    every = {path for file in changed for path in root.paths(file)[:1]}
    gone = tuple(path + "/" for path in every if not path.endswith(_SUFFIXES) and not root.file(path).exists())
    if gone:
        every.update(path for path in known if path.startswith(gone))
    sources = sorted(path for path in every if path.endswith((".py", ".pyi")) and path not in held)
    scripts = sorted(path for path in every if path.endswith(".sql"))
    configs = (path for path in every if path.endswith("/" + CONFIG_NAME))
    has_others = any(root.file(path).is_file() is not (path.rpartition("/")[0] in projects) for path in configs)
    return DiskChanges(sources, scripts, has_others or len(sources) > _MANY)
