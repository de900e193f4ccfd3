"""From the arguments to the repository: which `boundaries.yaml`, and which of its files are asked about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ringfence.app import find_config
from ringfence.cli.starter import starter_for
from ringfence.cli.stop import StopError
from ringfence.model.config import CONFIG_NAME


@dataclass(frozen=True, slots=True)
class Selection:
    """The files that are asked about."""

    paths: frozenset[str] | None = None
    """POSIX, relative to the root; the empty path is the root itself. None: everything."""

    def covers(self, path: str) -> bool:
        """Whether the file at POSIX `path` is asked about: named itself, or below a folder that is."""
        if self.paths is None or path in self.paths or "" in self.paths:
            return True
        parts = path.split("/")
        return any("/".join(parts[:count]) in self.paths for count in range(1, len(parts)))


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Place:
    """A repository, and the part of it that is asked about."""

    config: Path
    """Absolute."""
    selection: Selection


def find_place(paths: Sequence[str], config: str | None) -> Place:
    """The place that PATHS and `--config` mean. Raises `StopError` when there is none.

    Without `--config` the nearest `boundaries.yaml` around all PATHS counts, or the one around the current folder.
    """
    here = _current_folder()
    wanted = [here / path for path in paths]
    for path, written in zip(wanted, paths, strict=True):
        if not os.path.lexists(path):
            raise StopError(f"There is no file or folder {written}.")
    found = _configured(here / config, config) if config else _nearest_config(here, wanted)
    return Place(found, _selection(found.parent, wanted, paths))


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise StopError("The current folder does not exist any more. Change to another one.") from None


def _configured(path: Path, written: str) -> Path:
    path = Path(os.path.normpath(path))
    if path.is_dir():
        path /= CONFIG_NAME
        if not path.is_file():
            raise StopError(f"There is no {CONFIG_NAME} in the folder {written}.")
    if not path.is_file():
        raise StopError(f"There is no file {written} to read the boundaries from.")
    return path


def _nearest_config(here: Path, wanted: Sequence[Path]) -> Path:
    try:
        around = Path(os.path.commonpath([os.path.normpath(path) for path in wanted])) if wanted else here
    except ValueError:
        raise StopError("The paths lie on different drives. Check one repository at a time.") from None
    # Where only the current folder has one, the message says that PATHS lie outside of it.
    found = find_config(around) or find_config(here)
    if found is None:
        around = here if around.is_relative_to(here) else around
        raise StopError(
            f"There is no {CONFIG_NAME} in {around if around.is_dir() else around.parent} or above. "
            f"`ringfence init` writes one from the code. To start small, save this as {CONFIG_NAME} at the top of your "
            f"repository:\n\n{starter_for(around).rstrip()}"
        )
    return found


def _selection(root: Path, wanted: Iterable[Path], written: Iterable[str]) -> Selection:
    selected: set[str] = set()
    for path, name in zip(wanted, written, strict=True):
        inside = {
            _posix(os.path.relpath(one, folder))
            for one, folder in (
                (os.path.normpath(path), root),
                (os.path.realpath(path), os.path.realpath(root)),
            )
            if Path(one).is_relative_to(folder)
        }
        if not inside:
            raise StopError(f"{name} lies outside of {root}, the folder of {CONFIG_NAME}.")
        selected |= inside
    return Selection(frozenset(selected) if selected else None)


def _posix(path: str) -> str:
    return "" if path == os.curdir else path.replace(os.sep, "/")
