"""From files on disk to facts: from the cache where it still holds, else by reading, in worker processes when many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from ringfence.adapters.fact_cache import FactRecord
from ringfence.adapters.source_files import FoundFile
from ringfence.adapters.workers import in_batches, run_batches
from ringfence.model.facts import NO_FACTS, ParseProblem
from ringfence.model.project import SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.syntax.decode import decode
from ringfence.syntax.extract import extract

_MAX_BYTES = 20_000_000
_BATCH_BYTES = 500_000

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[FactRecord])


class Indexed(NamedTuple):
    """One file with its facts, and the record to keep for next time."""

    file: SourceFile
    record: FactRecord


def source_file(found: FoundFile, record: FactRecord) -> SourceFile:
    """The snapshot's value for a file."""
    return SourceFile(found.path, found.name, found.is_package, record.facts, found.is_test, record.unreadable)


def index_files(
    root: Path, files: Iterable[FoundFile], cache: Mapping[str, FactRecord], *, start_method: str | None = None
) -> Iterator[list[Indexed]]:
    """The files with their facts, in batches as they become ready, cached ones first.

    `start_method` is how worker processes start (see `multiprocessing`); None chooses the fastest that is safe here.
    When it is given, the workers leave the processor to whoever is typing, and end when this process does.
    """
    fresh, stale = [], []
    for found in files:
        record = cache.get(found.path)
        # Whether a file can be opened does not show in its time and size.
        if record and not record.unreadable and (record.mtime_ns, record.size) == (found.mtime_ns, found.size):
            fresh.append(Indexed(source_file(found, record), record))
        else:
            stale.append(found)
    yield fresh
    yield from _read_all(root, stale, cache, start_method)


def _read_all(
    root: Path, files: list[FoundFile], cache: Mapping[str, FactRecord], start_method: str | None
) -> Iterator[list[Indexed]]:
    batches = list(in_batches(files, lambda found: found.size, _BATCH_BYTES))
    digests = [[cache[found.path].digest if found.path in cache else b"" for found in batch] for batch in batches]
    calls = [(str(root), *each) for each in zip(batches, digests, strict=True)]
    replies = run_batches(_read_batch, calls, sum(found.size for found in files), start_method)
    for batch, reply in zip(batches, replies, strict=True):
        yield _joined(batch, _DECODER.decode(reply), cache)


def _joined(batch: list[FoundFile], records: list[FactRecord], cache: Mapping[str, FactRecord]) -> list[Indexed]:
    """Put files and records together; an unchanged text keeps the facts that the cache has."""
    result = []
    for found, record in zip(batch, records, strict=True):
        known = cache.get(found.path)
        if known is not None and record.digest and known.digest == record.digest:
            record = record._replace(facts=known.facts)
        result.append(Indexed(source_file(found, record), record))
    return result


def _read_batch(root: str, batch: list[FoundFile], known: list[bytes]) -> bytes:
    return _ENCODER.encode([read_record(Path(root), *each) for each in zip(batch, known, strict=True)])


def read_record(root: Path, found: FoundFile, known_digest: bytes = b"") -> FactRecord:
    """Read one file. With `known_digest`, an unchanged text is not analysed again and comes back without facts."""
    try:
        if found.size > _MAX_BYTES:
            return _unreadable(found, f"it is larger than {_MAX_BYTES // 1_000_000} MB")
        data = (root / found.path).read_bytes()
    except OSError as error:
        return _unreadable(found, f"it cannot be opened ({error.strerror or error})")
    digest = hashlib.blake2b(data, digest_size=16).digest()
    if digest == known_digest:
        return FactRecord(found.mtime_ns, found.size, digest, "", NO_FACTS)
    decoded = decode(data)
    facts = extract(decoded.text)
    if decoded.problem:
        facts = facts._replace(problems=(ParseProblem(decoded.problem, FILE_START), *facts.problems))
    return FactRecord(found.mtime_ns, found.size, digest, "", facts)


def _unreadable(found: FoundFile, reason: str) -> FactRecord:
    return FactRecord(found.mtime_ns, found.size, b"", reason, NO_FACTS)
