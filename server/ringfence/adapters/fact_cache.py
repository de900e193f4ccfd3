"""Facts on disk, so that a text is read once in its life.

The format is MessagePack: reading it cannot execute code. The file is written to one side and moved into place, and a
damaged or foreign one is ignored.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from ringfence import __version__, model, syntax
from ringfence.model.facts import FileFacts

T = TypeVar("T")

FOLDER = ".ringfence_cache"
DAMAGED = (OSError, ValueError, msgspec.MsgspecError, RecursionError)
"""What reading a cache raises that is not there or not whole; `ValueError` is a text that is no UTF-8."""
_READERS = (Path(syntax.__path__[0]), Path(model.__path__[0]))


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


@cache
def cache_format() -> str:
    """Changes whenever the facts of a text can come out differently: with the version, or the code that reads texts."""
    return code_stamp(_READERS)


def code_stamp(folders: tuple[Path, ...]) -> str:
    """Our version, and a digest of when the code in some of our folders was last changed."""
    stamps = []
    with contextlib.suppress(OSError):
        for folder in folders:
            entries = [entry for entry in os.scandir(folder) if entry.name.endswith(".py")]
            stamps += [(entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries]
    return f"{__version__}/{hashlib.blake2b(repr(sorted(stamps)).encode(), digest_size=8).hexdigest()}"


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_CacheFile)


def read_cache(root: Path) -> dict[str, FactRecord]:
    """The records by path; empty when there is no cache that fits."""
    try:
        stored = _DECODER.decode(read_file(root, "facts.msgpack"))
    except DAMAGED:
        return {}
    return stored.records if stored.format == cache_format() else {}


def write_cache(root: Path, records: Mapping[str, FactRecord]) -> None:
    """Store the records. A folder that cannot be written to costs the cache, nothing else."""
    write_file(root, "facts.msgpack", _ENCODER.encode(_CacheFile(cache_format(), storable(records))))


def storable(records: Mapping[str, T]) -> dict[str, T]:
    """What a cache can hold: a file whose name is no text has no place in it, and is read anew each time."""
    return {path: record for path, record in records.items() if path.isascii() or _is_text(path)}


def _is_text(path: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in path)


def read_file(root: Path, name: str) -> bytes:
    """A file of the cache. Raises OSError when there is none."""
    return (_folder(root) / name).read_bytes()


def _folder(root: Path) -> Path:
    """The folder of the cache. Raises OSError for a link: in a stranger's repository it may lead anywhere."""
    folder = root / FOLDER
    if folder.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "the cache is a link", str(folder))
    return folder


def write_file(root: Path, name: str, data: bytes) -> None:
    """Put a file of the cache in its place in one step, or not at all."""
    with contextlib.suppress(OSError):
        folder = _folder(root)
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        handle, temporary = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
