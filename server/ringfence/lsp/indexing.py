"""Read the facts of a whole repository beside the event loop, in worker processes, so that typing never waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ringfence.adapters.fact_cache import FactRecord, read_cache, write_cache
from ringfence.adapters.indexing import Indexed, index_files, read_record, source_file
from ringfence.adapters.source_files import Found
from ringfence.app import unopened
from ringfence.lsp.threads import in_thread, iterate_in_thread
from ringfence.model.project import SourceFile

Report = Callable[[int, int], None]
"""Called with the number of files that are ready, and of all."""

# A process with threads must not fork: https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
START_METHOD = "spawn"

_LOG = logging.getLogger(__name__)


async def read_repository(
    root: Path, found: Found, known: Mapping[str, FactRecord], report: Report
) -> tuple[dict[str, SourceFile], dict[str, FactRecord]]:
    """The files of a repository with their facts, and the records to know them by next time.

    `known` are the records of an earlier reading in this process; without any, those of the cache on disk count.
    """
    files = {file.path: file for file in unopened(found.unreadable)}
    records: dict[str, FactRecord] = {}
    cache = known or await in_thread(lambda: read_cache(root))

    async for batch in iterate_in_thread(lambda: _batches(root, found, cache)):
        for indexed in batch:
            files[indexed.file.path] = indexed.file
            records[indexed.file.path] = indexed.record
        report(len(records), len(found.files))
    if records != cache:
        await in_thread(lambda: write_cache(root, records))
    return files, records


def _batches(root: Path, found: Found, cache: Mapping[str, FactRecord]) -> Iterator[list[Indexed]]:
    """The files with their facts in worker processes and, where these cannot run or are killed, without them."""
    done: set[str] = set()
    try:
        for batch in index_files(root, found.files, cache, start_method=START_METHOD):
            done.update(indexed.file.path for indexed in batch)
            yield batch
    except (OSError, RuntimeError) as error:
        _LOG.warning("Worker processes failed (%s). The rest is read more slowly, without them.", error)
        for file in found.files:
            if file.path not in done:
                record = read_record(root, file)
                yield [Indexed(source_file(file, record), record)]
