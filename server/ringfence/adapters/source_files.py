"""Find the Python files of a repository, and say what each is called."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ringfence.adapters.path_patterns import PathPatterns
from ringfence.model.config import CONFIG_NAME, Config

_SUFFIXES = (".py", ".pyi")
_SCRIPT = ".sql"
_OUT = "it is a link that leads out of the repository"
_DEEPEST = 64
"""Folders one inside of the other. Nobody has so many on purpose, and patterns take longer with each."""
_NEVER = frozenset({"__pycache__", "node_modules", "site-packages"})


class FoundFile(NamedTuple):
    """One Python file on disk, not read yet; or a `.sql` file."""

    path: str
    """POSIX, relative to the root."""
    name: str
    """The dotted name of its Python module; of a `.sql` file, that of its folder."""
    is_package: bool
    is_test: bool
    mtime_ns: int
    size: int


@dataclass(slots=True)
class Found:
    """What a walk over the repository gave."""

    files: list[FoundFile] = field(default_factory=list)
    scripts: list[FoundFile] = field(default_factory=list)
    """The `.sql` files."""
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    """Paths that could not be opened, each with the reason."""
    projects: list[str] = field(default_factory=list)
    """Folders with a `boundaries.yaml` of their own: each is a project by itself, and no part of this one."""
    folders: list[str] = field(default_factory=list)
    """Every folder that was looked into, those of `projects` among them."""


class Layout:
    """Which paths belong to the project, and what they are called: a config's patterns, compiled once."""

    def __init__(self, root: Path, config: Config, projects: Collection[str] = ()) -> None:
        """Compile the patterns of `config` for the repository at `root`.

        `projects` are folders that count as projects by themselves, whether they have a `boundaries.yaml` yet or not.
        """
        self.root = root
        self._real = os.path.realpath(root)
        self._projects = frozenset(projects)
        self._excluded = PathPatterns(config.exclude)
        self._tests = PathPatterns(config.tests)
        self.source_roots = tuple(_source_roots(root, config.source_roots))

    def describe(self, path: str, mtime_ns: int = 0, size: int = 0) -> FoundFile | None:
        """What the file at POSIX `path` is; None when it is no Python file of the project."""
        inner = self._inner(path) if path.endswith(_SUFFIXES) else None
        if inner is None:
            return None
        parts = inner.rpartition(".")[0].split("/")
        is_package = parts[-1] == "__init__" and len(parts) > 1
        name = ".".join(parts[:-1] if is_package else parts)
        return FoundFile(path, name, is_package, self._tests.match(path), mtime_ns, size)

    def describe_script(self, path: str, mtime_ns: int = 0, size: int = 0) -> FoundFile | None:
        """What the `.sql` file at POSIX `path` is; None when it is none of the project."""
        inner = self._inner(path) if path.endswith(_SCRIPT) else None
        if inner is None:
            return None
        folder = ".".join(inner.split("/")[:-1])
        return FoundFile(path, folder, False, self._tests.match(path), mtime_ns, size)

    def _inner(self, path: str) -> str | None:
        """The path below its source root; None when it lies in none, or is left out."""
        if self.excludes(path) or _is_hidden(path):
            return None
        source_root = next((root for root in self.source_roots if not root or path.startswith(root + "/")), None)
        if source_root is None:
            return None
        return path[len(source_root) + 1 :] if source_root else path

    def excludes(self, path: str) -> bool:
        """Whether `exclude` names a path. A folder's path ends with a slash."""
        return self._excluded.match(path)

    def leads_out(self, path: str) -> bool:
        """Whether links lead from POSIX `path` to a place outside of the repository: such a place is never read."""
        real = os.path.realpath(self.root / path)
        return real != self._real and not real.startswith(self._real.rstrip(os.sep) + os.sep)

    def is_project(self, folder: str) -> bool:
        """Whether the folder at POSIX path `folder` is known to be a project by itself."""
        return folder in self._projects

    def is_test(self, path: str) -> bool:
        """Whether `tests` names a path."""
        return self._tests.match(path)


def find_files(layout: Layout) -> Found:
    """All Python files below the source roots, sorted by path. Links are followed once, loops end."""
    found = Found()
    seen: set[tuple[int, int]] = set()
    folders = [root for root in _outermost(layout.source_roots) if _is_inside(layout, root.split("/")[:-1])]
    found.unreadable.extend((root, _OUT) for root in folders if layout.leads_out(root))
    folders = [root for root in folders if not layout.leads_out(root)]
    links: list[str] = []
    while folders or links:
        # Links come last, so that a file is known by its own path when it has one in the project.
        folder = folders.pop() if folders else links.pop()
        found.files.extend(_files_in(layout, folder, folders, links, seen, found))
    found.files.sort()
    found.scripts.sort()
    found.projects.sort()
    return found


def find_file(layout: Layout, path: str) -> FoundFile | None:
    """The file at POSIX `path` as `find_files` would find it, if need be before it is saved; None when it would not."""
    if not _is_inside(layout, path.split("/")[:-1]) or layout.leads_out(path):
        return None
    try:
        status = (layout.root / path).stat()
    except OSError:
        return layout.describe(path)
    return layout.describe(path, status.st_mtime_ns, status.st_size)


def find_script(layout: Layout, path: str) -> FoundFile | None:
    """The `.sql` file at POSIX `path` as `find_files` would find it; None when it would not."""
    if not _is_inside(layout, path.split("/")[:-1]) or layout.leads_out(path):
        return None
    try:
        status = (layout.root / path).stat()
    except OSError:
        return None
    return layout.describe_script(path, status.st_mtime_ns, status.st_size) if stat.S_ISREG(status.st_mode) else None


def _is_inside(layout: Layout, folders: list[str]) -> bool:
    """Whether a walk from the root enters each of `folders`, one inside of the other."""
    if len(folders) > _DEEPEST or _NEVER.intersection(folders) or (layout.root / "pyvenv.cfg").exists():
        return False
    for depth in range(1, len(folders) + 1):
        folder = layout.root.joinpath(*folders[:depth])
        if layout.is_project("/".join(folders[:depth])) or _has_any(folder, ("pyvenv.cfg", CONFIG_NAME)):
            return False
    return True


def _has_any(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).exists() for name in names)


def _outermost(roots: tuple[str, ...]) -> list[str]:
    return [root for root in roots if not any(root != other and _is_below(root, other) for other in roots)]


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(folder + "/")


def _files_in(
    layout: Layout,
    folder: str,
    folders: list[str],
    links: list[str],
    seen: set[tuple[int, int]],
    found: Found,
) -> Iterator[FoundFile]:
    """The files of one folder; its sub-folders are added to `folders`, linked ones to `links`."""
    where = layout.root / folder
    if folder.count("/") >= _DEEPEST:
        found.unreadable.append((folder, f"the folder lies more than {_DEEPEST} folders deep"))
        return
    try:
        status = where.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        entries = list(os.scandir(where))
    except OSError as error:
        found.unreadable.append((folder or ".", f"the folder cannot be opened ({error.strerror or error})"))
        return
    names = {entry.name for entry in entries}
    if "pyvenv.cfg" in names:
        return
    found.folders.append(folder)
    if folder and (CONFIG_NAME in names or layout.is_project(folder)):
        found.projects.append(folder)
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_symlink() and layout.leads_out(path):
            found.unreadable.extend(_left_out(layout, entry, path))
        elif entry.name.endswith(_SUFFIXES):
            yield from _file(layout.describe, entry, path, found)
        elif entry.name.endswith(_SCRIPT):
            found.scripts.extend(_file(layout.describe_script, entry, path, found))
        elif _is_folder_to_enter(layout, entry, path):
            (links if entry.is_symlink() else folders).append(path)


def _left_out(layout: Layout, entry: os.DirEntry[str], path: str) -> Iterator[tuple[str, str]]:
    """A link that leads out of the repository, when there is Python behind it that somebody might miss."""
    if entry.name.endswith(_SUFFIXES):
        is_missed = layout.describe(path) is not None
    else:
        is_missed = _is_folder_to_enter(layout, entry, path) and (layout.root / path / "__init__.py").exists()
    if is_missed:
        yield path, _OUT


def _is_folder_to_enter(layout: Layout, entry: os.DirEntry[str], path: str) -> bool:
    if entry.name.startswith(".") or entry.name in _NEVER:
        return False
    try:
        return entry.is_dir() and not layout.excludes(path + "/")
    except OSError:
        # A link that leads to itself.
        return False


def _file(
    describe: Callable[[str], FoundFile | None], entry: os.DirEntry[str], path: str, found: Found
) -> Iterator[FoundFile]:
    file = describe(path)
    if file is None:
        return
    try:
        status = entry.stat()
    except OSError as error:
        found.unreadable.append((path, f"it cannot be opened ({error.strerror or error})"))
        return
    if stat.S_ISREG(status.st_mode):
        yield file._replace(mtime_ns=status.st_mtime_ns, size=status.st_size)


def _is_hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def _source_roots(root: Path, patterns: tuple[str, ...]) -> Iterator[str]:
    """The source roots as POSIX paths relative to `root`, the longest first; empty for `root` itself."""
    found: set[str] = set()
    for pattern in patterns:
        clean = pattern.strip("/").removeprefix("./")
        if clean in (".", ""):
            found.add("")
        elif "*" in clean:
            # A pattern that makes no sense, such as `a**`, finds nothing.
            with contextlib.suppress(ValueError):
                found.update(path.relative_to(root).as_posix() for path in root.glob(clean) if path.is_dir())
        else:
            found.add(clean)
    yield from sorted(found, key=lambda path: (-len(path), path))
