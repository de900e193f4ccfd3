"""Notice what changes on disk, for clients that watch no files for us (Neovim on Linux is one).

Each folder with files of a project is watched by itself: a recursive watch would take in `node_modules`, and many
systems allow only so many. https://watchfiles.helpmanual.io
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from ringfence.lsp.disk_changes import folders_below, may_matter

Changed = Callable[[list[Path]], None]
"""Told, on the event loop, of files that have changed, come or gone, and of folders that have come or gone."""

_GATHER = 300
"""Milliseconds in which changes are gathered."""
_CHECK = 1000
"""Milliseconds between two looks whether the watching is to end, and whether it has begun."""

_LOG = logging.getLogger(__name__)


class Watcher:
    """Watches a set of folders, one thread for all of them."""

    def __init__(self, changed: Changed) -> None:
        """Watch nothing yet. `changed` may be told of a file twice, and of one that is as it was."""
        self.failed = False
        """Whether the system does not let us watch: then changes are seen only where somebody looks."""
        self._changed = changed
        self._folders: frozenset[Path] = frozenset()
        self._stop = threading.Event()
        self._began = False
        self._new: set[Path] = set()
        """Folders that have come since the start, with files in them or not yet."""

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch these folders from now on, and no others. Call it on the event loop."""
        wanted = frozenset(folders).union(folder for folder in self._new if folder.is_dir())
        if wanted == self._folders or self.failed:
            return
        new = sorted(wanted - self._folders) if self._began else []
        self._start(wanted, new)

    def _start(self, wanted: frozenset[Path], new: list[Path]) -> None:
        self._began = True
        self._folders = wanted
        self._stop.set()
        self._stop = threading.Event()
        loop = asyncio.get_running_loop()
        work = (loop, self._stop, wanted, new)
        threading.Thread(target=self._run, args=work, daemon=True, name="ringfence-watch").start()

    def sees(self, changed: Iterable[Path]) -> bool:
        """Whether all that has changed are files in watched folders, so that there is nothing more to watch."""
        return all(each.parent in self._folders and not each.is_dir() for each in changed)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._folders = frozenset()
        self._stop.set()

    def _run(
        self, loop: asyncio.AbstractEventLoop, stop: threading.Event, folders: Iterable[Path], new: list[Path]
    ) -> None:
        from watchfiles import watch

        def tell(call: Callable[..., None], *said: object) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the server ends
                loop.call_soon_threadsafe(call, *said)

        there = [folder for folder in folders if folder.is_dir()]
        if not there:
            return
        watching = watch(
            *there,
            watch_filter=lambda _, path: may_matter(path),
            debounce=_GATHER,
            stop_event=stop,
            rust_timeout=_CHECK,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=False,
            ignore_permission_denied=True,
        )
        try:
            for changes in watching:
                if new:
                    # Files may have come before their folder was watched.
                    tell(self._look_at, new)
                    new = []
                if changes:
                    tell(self._tell, [Path(path) for _, path in changes])
        except FileNotFoundError:
            # One of them went while they were being counted: the folder above it tells.
            tell(self._retry, stop, new)
        except (OSError, RuntimeError) as error:
            # Without a free watch or watcher of the system, the library raises the one or the other.
            tell(self._give_up, stop, error)

    def _retry(self, stop: threading.Event, new: list[Path]) -> None:
        if not stop.is_set():
            self._start(frozenset(folder for folder in self._folders if folder.is_dir()), new)

    def _give_up(self, stop: threading.Event, error: Exception) -> None:
        if not stop.is_set():
            self.failed = True
            _LOG.warning("Changes on disk cannot be watched (%s). Save a file to have the disk looked at.", error)

    def _tell(self, changed: list[Path]) -> None:
        # A watched folder that went, or came again under its name, has to be watched anew.
        if again := self._folders.intersection(changed):
            self._folders = frozenset(each for each in self._folders if again.isdisjoint((each, *each.parents)))
        self._look_at(changed)

    def _look_at(self, changed: list[Path]) -> None:
        self._new.update(folder for each in changed for folder in folders_below(each))
        self._changed(changed)
