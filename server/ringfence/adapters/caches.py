"""What we have on disk about a repository: where, how much, and away with it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ringfence.adapters.fact_cache import FOLDER


def cache_folder(root: Path) -> Path:
    """Where the caches of the repository at `root` lie, whether there are any or not."""
    return root / FOLDER


def cache_size(root: Path) -> int:
    """How many bytes the caches of the repository at `root` take."""
    sizes = 0
    for file in _files(root):
        with contextlib.suppress(OSError):
            sizes += file.stat().st_size
    return sizes


def clear_caches(root: Path) -> None:
    """Delete the caches of the repository at `root`; what cannot be deleted stays."""
    for file in _files(root):
        with contextlib.suppress(OSError):
            file.unlink()


def _files(root: Path) -> Iterator[Path]:
    folder = cache_folder(root)
    # A link in a stranger's repository may lead anywhere.
    if not folder.is_symlink():
        with contextlib.suppress(OSError):
            yield from sorted(path for path in folder.iterdir() if path.suffix == ".msgpack")
