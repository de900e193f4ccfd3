"""From files on disk to facts: from the cache where it still holds, else by reading, in worker processes when many."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from ringfence.adapters.fact_cache import FactRecord
from ringfence.adapters.source_files import FoundFile
from ringfence.model.facts import NO_FACTS, ParseProblem
from ringfence.model.project import SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.syntax.decode import decode
from ringfence.syntax.extract import extract

_MAX_BYTES = 20_000_000
_BATCH_BYTES = 500_000
_ALONE_BYTES = 2_000_000
"""Below this, starting a worker process takes longer than it saves."""

_LONGEST_WAIT = 20.0
"""Seconds. A batch takes a tenth of one; the server goes on alone when its workers have been silent for so long."""

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
    batches = list(_batches(files))
    digests = [[cache[found.path].digest if found.path in cache else b"" for found in batch] for batch in batches]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or sum(found.size for found in files) < _ALONE_BYTES:
        for batch, known in zip(batches, digests, strict=True):
            yield _joined(batch, _read_batch(str(root), batch, known), cache)
        return
    # Most runs find everything in the cache, and need none of this.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context(start_method or _start_method())
    prepare = _stay_in_the_background if start_method else None
    pool = ProcessPoolExecutor(min(cores, len(batches)), mp_context=context, initializer=prepare)
    wait = _LONGEST_WAIT if start_method else None
    try:
        replies = [pool.submit(_read_encoded, str(root), *each) for each in zip(batches, digests, strict=True)]
        for batch, reply in zip(batches, replies, strict=True):
            yield _joined(batch, _DECODER.decode(reply.result(wait)), cache)
    except BaseException:
        # A worker that was killed in the middle of an answer can leave the pool waiting for ever.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _stay_in_the_background() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A worker waits for work on a pipe that it holds open itself: it would wait for ever for a parent that was killed.
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start_method() -> str:
    # Forking is fastest, and safe as long as nothing else has started a thread.
    return "fork" if sys.platform == "linux" else "spawn"


def _batches(files: list[FoundFile]) -> Iterator[list[FoundFile]]:
    batch: list[FoundFile] = []
    size = 0
    for found in files:
        batch.append(found)
        size += found.size
        if size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _joined(batch: list[FoundFile], records: list[FactRecord], cache: Mapping[str, FactRecord]) -> list[Indexed]:
    """Put files and records together; an unchanged text keeps the facts that the cache has."""
    result = []
    for found, record in zip(batch, records, strict=True):
        known = cache.get(found.path)
        if known is not None and record.digest and known.digest == record.digest:
            record = record._replace(facts=known.facts)
        result.append(Indexed(source_file(found, record), record))
    return result


def _read_encoded(root: str, batch: list[FoundFile], known: list[bytes]) -> bytes:
    return _ENCODER.encode(_read_batch(root, batch, known))


def _read_batch(root: str, batch: list[FoundFile], known: list[bytes]) -> list[FactRecord]:
    return [read_record(Path(root), found, digest) for found, digest in zip(batch, known, strict=True)]


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
