"""The language server: construction, the life of the process, and who is told about what."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from ringfence import __version__
from ringfence.lsp.client import Channel, Client
from ringfence.lsp.client_settings import ClientSettings
from ringfence.lsp.commands.faults import Faults
from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.ending import end_in_vain
from ringfence.lsp.feature_registry import register_features
from ringfence.lsp.listeners import Listeners
from ringfence.lsp.log import Log
from ringfence.lsp.parent import watch_process
from ringfence.lsp.protocol import RingfenceProtocol
from ringfence.lsp.pull_channel import PullChannel
from ringfence.lsp.push_channel import PushChannel
from ringfence.lsp.repositories import Repositories
from ringfence.lsp.status import Status
from ringfence.lsp.synchronization import Synchronization
from ringfence.lsp.transport import Inbox
from ringfence.lsp.uris import file_of
from ringfence.lsp.watching import Watcher

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document belongs."""

    repository: Repository
    document: Document
    path: str


class RingfenceServer(LanguageServer):
    """One server process: open documents, and the repository that they belong to."""

    protocol: RingfenceProtocol

    def __init__(self) -> None:
        """Register every feature; nothing is read before the client is answered."""
        super().__init__("ringfence", __version__, protocol_cls=RingfenceProtocol)
        self.documents = Documents()
        self.inbox = Inbox(self.protocol.receive, lambda: self.protocol.is_shut_down)
        self.settings = ClientSettings(self)
        self.repositories = Repositories(self.documents, self._create_repository, self.settings.of)
        self.pull_channel = PullChannel(self._refresh_diagnostics)
        """Where a client finds its diagnostics that asks for them; empty for one that is told."""
        self.status = Status(self)
        self.watcher = Watcher(self.files_changed)
        self.exit_code: asyncio.Future[int] | None = None
        self.faults = Faults()
        self.log = Log(self)
        self.texts = Synchronization(self.documents, self.inbox.__len__, self.repositories, self.opened)
        self._reported: set[object] = set()
        register_features(self)

    # Documents

    def opened(self, document: Document) -> None:
        """The client has opened a document."""
        file = file_of(document.uri)
        if file is None:
            return
        self.texts.forget(document)
        self.documents.open(document)
        self.repositories.opened(document)

    def saved(self, uri: str) -> None:
        """The client has saved a document."""
        document = self.documents.get(uri)
        if document is not None:
            self.repositories.saved(document)

    def closed(self, uri: str) -> None:
        """The client has closed a document."""
        document = self.documents.close(uri)
        if document is not None:
            self.repositories.closed(document)
            self.texts.forget(document)
        self.pull_channel.forget(uri)

    def files_changed(self, files: list[Path]) -> None:
        """Files have changed on disk."""
        self.repositories.files_changed(files)
        # To gather the folders of ten thousand files takes longer than a key may wait.
        if not self.watcher.sees(files):
            self._watch()

    async def place_of(self, uri: str) -> Place | None:
        """An open document with its repository and project path; None when it has none.

        Waits for the first moments to pass, in which that is not known yet.
        """
        found = await self.repositories.place_of(uri)
        document = self.documents.get(uri)
        return Place(found[0], document, found[1]) if found is not None and document is not None else None

    # The client

    def begin(self, folders: list[Path], options: object) -> None:
        """The client has its answer to `initialize`: serve its folders. `options` are its `initializationOptions`."""
        self.log.begin(folders)
        self.settings.begin(options)
        self.repositories.settings_changed()
        self.status.wanted = self.settings.options.get("status") is True
        self.repositories.change_folders(folders, ())
        self.status.touch()

    @cached_property
    def client(self) -> Client:
        """The client as the repositories see it. Known from `initialize` on."""
        support = self.protocol.support
        create = self._create_progress if support.progress else None
        channel: Channel = self.pull_channel if support.pulls else PushChannel(support, self.protocol.notify_json)
        return Client(support, self.protocol.notify_json, channel, create)

    def _create_repository(self, folder: Path) -> Repository:
        # The client has its answer to `initialize` by now: what takes long to import is imported here.
        from ringfence.lsp.repository import Repository

        repository = Repository(folder, self.client, self.documents, date.today)
        repository.listeners = Listeners(
            gone=lambda: self._gone(repository),
            changed=self.status.touch,
            found=lambda: self._files_found(repository),
        )
        return repository

    def _gone(self, repository: Repository) -> None:
        self.repositories.gone(repository)
        self.status.touch()

    def _files_found(self, repository: Repository) -> None:
        self.repositories.serve_inner(repository)
        self._watch()

    def _watch(self) -> None:
        if not self.protocol.support.registers_watchers:
            self.watcher.watch(self.repositories.watched())

    def from_any_thread(self, call: Callable[[], None]) -> None:
        """Call something on the event loop, where everything that goes to the client is sent from."""
        if threading.current_thread() is threading.main_thread():
            call()
        elif self.exit_code is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the server ends
                self.exit_code.get_loop().call_soon_threadsafe(call)

    def _refresh_diagnostics(self) -> None:
        self.protocol.send_request(types.WORKSPACE_DIAGNOSTIC_REFRESH, None)

    def _create_progress(self, token: str) -> Future[Any]:
        params = types.WorkDoneProgressCreateParams(token=token)
        return self.protocol.send_request(types.WINDOW_WORK_DONE_PROGRESS_CREATE, params)

    # Life and death

    def stop(self, code: int) -> None:
        """End the process with an exit code, after the current message."""
        if self.exit_code is not None and not self.exit_code.done():
            self.exit_code.set_result(code)

    def report_server_error(self, error: BaseException, source: Any) -> None:
        """Log what went wrong, each mistake once; a popup in the editor would not help anybody."""
        where = traceback.extract_tb(error.__traceback__)[-1:]
        mistake = (type(error), *((frame.filename, frame.lineno) for frame in where))
        if mistake not in self._reported:
            self._reported.add(mistake)
            _LOG.error("%s failed. This is a mistake in Ringfence.", source, exc_info=error)

    def watch_client(self, process_id: int | None) -> None:
        """End when the client's process does, although somebody else may hold its pipes."""
        loop = asyncio.get_running_loop()

        def gone() -> None:
            loop.call_soon_threadsafe(self.stop, 1)
            end_in_vain(1)

        watch_process(process_id, gone)
