"""The first reading of a repository, and every later reading of all of it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from time import perf_counter

from ringfence.adapters.source_files import Found, find_files
from ringfence.app import new_snapshot
from ringfence.lsp.client import Client
from ringfence.lsp.code_reading import read_data
from ringfence.lsp.indexing import START_METHOD, read_repository
from ringfence.lsp.progress import Progress
from ringfence.lsp.session import Session
from ringfence.lsp.threads import in_thread

_TITLE = "Ringfence: reading the workspace"
_READING = 70
"""The share of the progress that reading the files makes; judging them makes the rest."""

_LOG = logging.getLogger(__name__)


class Loading:
    """Reads a repository into its session: first which files there are, then what is in them."""

    def __init__(
        self, client: Client, files_known: Callable[[], Awaitable[None]], all_read: Callable[[], None]
    ) -> None:
        """`files_known` is awaited once the files are known, `all_read` is called when the session is complete."""
        self._client = client
        self._on_files_known = files_known
        self._on_all_read = all_read
        self._task: asyncio.Task[None] | None = None
        self._progress: Progress | None = None
        self.files_known = False
        """Whether the session knows which files there are."""
        self.given_up = False
        """Whether the user has stopped the last reading."""
        self.timings: dict[str, float] = {}
        """How long the last reading took, in seconds, and the judging after it; shown as debug information."""
        self._started = 0.0
        self._opened_judged = asyncio.Event()

    def start(self, session: Session, *, fresh: bool = False) -> None:
        """Read everything, anew if need be: the newest config counts. `fresh`: caches do not."""
        self.stop()
        self.given_up = False
        self._task = asyncio.get_running_loop().create_task(self._run(session, fresh))

    def stop(self) -> None:
        """Give up a reading that is under way."""
        if self._task is not None:
            self._task.cancel()
        self._end_progress()

    def end(self) -> None:
        """Nothing is to be read any more, and nobody has to wait for it."""
        self.stop()
        self._opened_judged.set()

    def give_up(self, token: str) -> None:
        """The user wants no more of what is shown under `token`: open files are checked as they are known now."""
        if self._progress is not None and self._progress.token == token:
            self.stop()
            self.given_up = True
            self._opened_judged.set()
            _LOG.warning("Reading was stopped, so only open files are checked. Restart the index to check all.")

    @property
    def busy(self) -> bool:
        """Whether a reading is under way."""
        return self._task is not None and not self._task.done()

    @property
    def shows(self) -> bool:
        """Whether a reading, or the judging after it, is under way."""
        return self.busy or self._progress is not None

    async def ready(self) -> None:
        """Wait until the files that were open at the start are judged, or cannot be."""
        await self._opened_judged.wait()

    def judged(self, left: int, of: int) -> None:
        """Say how many files are still to be judged after a reading."""
        if self._progress is not None and not self.busy:
            self._progress.report(100 - (100 - _READING) * min(left, of) // max(of, 1), "judging the files")

    def rest(self) -> None:
        """There is nothing to judge any more; after a reading, this is its end."""
        if self._progress is not None and not self.busy:
            self._end_progress()
            self.timings["reading and judging everything"] = perf_counter() - self._started
            # What is there now stays: the collector need not look at it again and again while somebody types.
            gc.freeze()

    async def _run(self, session: Session, fresh: bool) -> None:
        self._progress = Progress(_TITLE, self._client.create_progress, self._client.notify)
        # Hundreds of thousands of small tuples are made here, and none of them is garbage.
        gc.disable()
        self._started = perf_counter()
        try:
            await self._read(session, fresh)
            self.timings["reading everything"] = perf_counter() - self._started
            self._on_all_read()
        except Exception:
            _LOG.exception("Reading %s failed; only open files are checked.", session.root.folder)
            self._opened_judged.set()
            self._end_progress()

    async def _read(self, session: Session, fresh: bool) -> None:
        session.begin_reading()
        found = await _find(session)
        session.found_projects = tuple(found.projects)
        session.inner_projects = tuple(filter(session.is_code, found.projects))
        session.visited = tuple(found.folders)
        if not session.project.complete:
            session.take_found(found)
            self.files_known = True
            await self._on_files_known()
            self._opened_judged.set()
        known = None if fresh else session.records
        files, records = await read_repository(session.root.folder, found, known, self._report)
        config, today = session.wanted, session.project.today
        root = session.root.folder
        data = await in_thread(
            lambda: read_data(root, new_snapshot(config, files, today), found, records, START_METHOD)
        )
        session.take_index(files, records, data)

    def _report(self, done: int, of: int) -> None:
        if self._progress is not None:
            self._progress.report(_READING * done // max(of, 1), f"{done} of {of} files")

    def _end_progress(self) -> None:
        if self._progress is not None:
            self._progress.end()
            self._progress = None
            gc.enable()


async def _find(session: Session) -> Found:
    """The files of the project, those of projects inside of it left out that have become known meanwhile."""
    while True:
        projects, layout = session.projects, session.new_layout(session.wanted)
        found = await in_thread(lambda layout=layout: find_files(layout))  # type: ignore[misc]
        if session.projects == projects:
            return found
