"""Facts on disk, so that a text is read once in its life.

The format is MessagePack: reading it cannot execute code. The file is written to one side and moved into place, and a
damaged or foreign one is ignored.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from ringfence import __version__
from ringfence.model.facts import FileFacts

FOLDER = ".ringfence_cache"
_FORMAT = f"{__version__}/1"
"""Changes whenever the facts of a text can come out differently."""


class FactRecord(NamedTuple):
    """The facts of one file, and what they were read from."""

    mtime_ns: int
    size: int
    digest: bytes
    """Of the bytes."""
    unreadable: str
    facts: FileFacts


class _CacheFile(NamedTuple):
    format: str
    records: dict[str, FactRecord]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_CacheFile)


def read_cache(root: Path) -> dict[str, FactRecord]:
    """The records by path; empty when there is no cache that fits."""
    try:
        stored = _DECODER.decode((root / FOLDER / "facts.msgpack").read_bytes())
    except (OSError, msgspec.MsgspecError, RecursionError):
        return {}
    return stored.records if stored.format == _FORMAT else {}


def write_cache(root: Path, records: Mapping[str, FactRecord]) -> None:
    """Store the records. A folder that cannot be written to costs the cache, nothing else."""
    folder = root / FOLDER
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        data = _ENCODER.encode(_CacheFile(_FORMAT, dict(records)))
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(folder / "facts.msgpack")
