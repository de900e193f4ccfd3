"""Read the facts of a whole repository beside the event loop, in worker processes, so that typing never waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ringfence.adapters.fact_cache import FactRecord, read_cache, write_cache
from ringfence.adapters.indexing import index_files
from ringfence.adapters.source_files import Found
from ringfence.app import unopened
from ringfence.lsp.threads import in_thread, iterate_in_thread
from ringfence.model.project import SourceFile

Report = Callable[[int, int], None]
"""Called with the number of files that are ready, and of all."""

# A process with threads must not fork: https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
START_METHOD = "spawn"


async def read_repository(
    root: Path, found: Found, known: Mapping[str, FactRecord] | None, report: Report
) -> tuple[dict[str, SourceFile], dict[str, FactRecord]]:
    """The files of a repository with their facts, and the records to know them by next time.

    `known` are the records of an earlier reading in this process; without any, those of the cache on disk count, and
    with None every file is read.
    """
    files = {file.path: file for file in unopened(found.unreadable)}
    records: dict[str, FactRecord] = {}
    cache = {} if known is None else known or await in_thread(lambda: read_cache(root))

    async for batch in iterate_in_thread(lambda: index_files(root, found.files, cache, start_method=START_METHOD)):
        for indexed in batch:
            files[indexed.file.path] = indexed.file
            records[indexed.file.path] = indexed.record
        report(len(records), len(found.files))
    if records != cache:
        await in_thread(lambda: write_cache(root, records))
    return files, records
