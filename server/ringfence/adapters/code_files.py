"""What data flow is read from: from the cache where it still holds, else by parsing, in worker processes when many.

The cache makes the same promises as that of the facts: no code in the format, written to one side, ignored when it does
not fit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from ringfence.adapters.fact_cache import DAMAGED, FactRecord, cache_format, read_file, storable, write_file
from ringfence.adapters.workers import in_batches, run_batches
from ringfence.inference.data.reach import Reach
from ringfence.model.code import Code
from ringfence.syntax.code_reader import read_code
from ringfence.syntax.decode import decode

_NAME = "code.msgpack"
_BATCH_BYTES = 300_000
_NO_CODE = Code()


class _Record(NamedTuple):
    digest: bytes
    """Of the file's bytes."""
    code: msgspec.Raw


class _CacheFile(NamedTuple):
    format: str
    records: dict[str, _Record]


_ENCODER = msgspec.msgpack.Encoder()
_CODES = msgspec.msgpack.Decoder(Code)
_RECORDS = msgspec.msgpack.Decoder(list[_Record])
_CACHE = msgspec.msgpack.Decoder(_CacheFile)


def read_codes(
    root: Path,
    reach: Reach,
    records: Mapping[str, FactRecord],
    *,
    start_method: str | None = None,
    use_cache: bool = True,
) -> dict[str, Code]:
    """The code of the files in `reach`, by path. `records` are those of the facts.

    A file that cannot be opened any more has none. `start_method`: see `workers.run_batches`.
    """
    cache = _read_cache(root) if use_cache else {}
    found: dict[str, Code] = {}
    stored: dict[str, _Record] = {}
    missing: list[str] = []
    for path in sorted(reach.paths):
        known, record = cache.get(path), records.get(path)
        if known is not None and record is not None and known.digest == record.digest:
            code = _decoded(known)
            if code is not None:
                stored[path], found[path] = known, code
                continue
        if record is not None and not record.unreadable:
            missing.append(path)
    for path, fresh in _read_all(root, missing, records, start_method):
        stored[path], found[path] = fresh, _CODES.decode(fresh.code)
    if use_cache and (stored.keys() != cache.keys() or missing):
        write_file(root, _NAME, _ENCODER.encode(_CacheFile(cache_format(), storable(stored))))
    return {path: reach.marked(path, code) for path, code in found.items()}


def _decoded(record: _Record) -> Code | None:
    """The code of a record from the cache; None when it is damaged."""
    try:
        return _CODES.decode(record.code)
    except DAMAGED:
        return None


def read_code_file(root: Path, path: str) -> Code | None:
    """The code of one file; None when it cannot be opened."""
    try:
        return read_code(decode((root / path).read_bytes()).text)
    except OSError:
        return None


def _read_cache(root: Path) -> dict[str, _Record]:
    try:
        stored = _CACHE.decode(read_file(root, _NAME))
    except DAMAGED:
        return {}
    return stored.records if stored.format == cache_format() else {}


def _read_all(
    root: Path, paths: list[str], records: Mapping[str, FactRecord], start_method: str | None
) -> Iterator[tuple[str, _Record]]:
    batches = list(in_batches(paths, lambda path: records[path].size, _BATCH_BYTES))
    size = sum(records[path].size for path in paths)
    replies = run_batches(_read_batch, [(str(root), batch) for batch in batches], size, start_method)
    for batch, reply in zip(batches, replies, strict=True):
        for path, record in zip(batch, _RECORDS.decode(reply), strict=True):
            if record.digest:
                yield path, record


def _read_batch(root: str, paths: list[str]) -> bytes:
    return _ENCODER.encode([_read_record(Path(root) / path) for path in paths])


def _read_record(path: Path) -> _Record:
    try:
        data = path.read_bytes()
    except OSError:
        return _Record(b"", msgspec.Raw(_ENCODER.encode(_NO_CODE)))
    code = read_code(decode(data).text)
    return _Record(hashlib.blake2b(data, digest_size=16).digest(), msgspec.Raw(_ENCODER.encode(code)))
