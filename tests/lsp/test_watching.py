"""The server's own look at what changes on disk, where the system has its limits."""

from __future__ import annotations

import asyncio
import logging
import resource
from pathlib import Path

import pytest
import watchfiles  # noqa: F401  (it could not be opened under the limit)
from ringfence.lsp.watching import Watcher

from tests.lsp.client import TIMEOUT


async def test_a_system_that_lets_nobody_watch_is_named_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    watcher = Watcher(lambda _: None)
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with caplog.at_level(logging.WARNING, "ringfence"):
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/dev/fd").iterdir())) - 1, before[1]))
        try:
            watcher.watch([tmp_path])
            async with asyncio.timeout(TIMEOUT):
                while not watcher.failed:
                    await asyncio.sleep(0.01)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
        watcher.watch([tmp_path, tmp_path.parent])
    assert ["cannot be watched" in entry.getMessage() for entry in caplog.records] == [True]


async def test_only_a_file_in_a_watched_folder_brings_nothing_more_to_watch(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    watcher = Watcher(lambda _: None)
    watcher.watch([tmp_path])
    assert watcher.sees([tmp_path / "file.py", tmp_path / "gone.py"])
    assert not watcher.sees([tmp_path / "file.py", tmp_path / "folder"])
    assert not watcher.sees([tmp_path / "folder/file.py"])
    watcher.stop()
