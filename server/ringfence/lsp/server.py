"""The language server: construction, the life of the process, and who is told about what."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import multiprocessing
import os
import sys
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from ringfence import __version__
from ringfence.lsp.client import Client
from ringfence.lsp.commands.faults import Faults
from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.features import (
    code_action_resolve,
    initialized,
    text_document_code_action,
    text_document_completion,
    text_document_did_save,
    text_document_hover,
    workspace_did_change_watched_files,
    workspace_execute_command,
)
from ringfence.lsp.protocol import Json, RingfenceProtocol
from ringfence.lsp.transport import Inbox, PipeWriter, claim_pipes
from ringfence.lsp.uris import file_of
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository

_CHUNK = 1 << 16

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
        self.inbox = Inbox(self.protocol.receive)
        self.repository: Repository | None = None
        self.exit_code: asyncio.Future[int] | None = None
        self.faults = Faults()
        self.timings: dict[str, float] = {}
        """How long the last work of each kind took, in seconds; shown as debug information."""
        self._folders: list[Path] = []
        self._behind: dict[str, Document] = {}
        for feature in (
            initialized,
            text_document_did_save,
            text_document_code_action,
            code_action_resolve,
            text_document_hover,
            text_document_completion,
            workspace_did_change_watched_files,
            workspace_execute_command,
        ):
            feature.register(self)

    # Documents

    def opened(self, document: Document) -> None:
        """The client has opened a document."""
        file = file_of(document.uri)
        if file is None:
            return
        self.documents.open(document)
        if self.repository is None:
            self.look_for_repository([file.parent])
        else:
            self.repository.opened(document)

    def changed(self, params: Json) -> None:
        """The client has changed a document. `params` are those of `textDocument/didChange`, as JSON."""
        identifier = params["textDocument"]
        document = self.documents.get(identifier["uri"])
        if document is None:
            return
        document.change(params["contentChanges"], identifier["version"], self.protocol.support.encoding)
        if len(self.inbox):
            # More is on its way, often the next key: only the last text of a burst is worth judging.
            self._behind[document.uri] = document
            asyncio.get_running_loop().call_soon(self.catch_up)
        else:
            self._behind.pop(document.uri, None)
            self._judge(document)

    def catch_up(self) -> None:
        """Judge the documents whose last changes were not judged yet."""
        behind, self._behind = self._behind, {}
        for document in behind.values():
            self._judge(document)

    def _judge(self, document: Document) -> None:
        if self.repository is not None:
            self.repository.changed(document)
        elif document.uri.endswith(CONFIG_NAME):
            self.look_for_repository([])

    def saved(self, uri: str) -> None:
        """The client has saved a document."""
        document = self.documents.get(uri)
        if document is None:
            return
        if self.repository is not None:
            self.repository.saved(document)
        else:
            self.look_for_repository([])

    def closed(self, uri: str) -> None:
        """The client has closed a document."""
        document = self.documents.close(uri)
        if document is not None and self.repository is not None:
            self.repository.closed(document)

    def files_changed(self, files: list[Path]) -> None:
        """Files have changed on disk."""
        if self.repository is not None:
            self.repository.disk_changed(files)
        else:
            self.look_for_repository([])

    async def place_of(self, uri: str) -> Place | None:
        """An open document with its repository and project path; None when it has none.

        Waits for the first moments to pass, in which that is not known yet.
        """
        document, repository = self.documents.get(uri), self.repository
        if document is None or repository is None:
            return None
        await repository.ready()
        path = repository.path_of(uri)
        return Place(repository, document, path) if path is not None else None

    # The repository

    def open_folders(self, folders: list[Path]) -> None:
        """Serve the repository around the client's folders."""
        self._folders = folders
        self.look_for_repository([])

    def look_for_repository(self, folders: list[Path]) -> None:
        """Find the nearest `boundaries.yaml` at or above the client's folders, else `folders`, else open documents."""
        if self.repository is not None:
            return
        opened = [file for file in (file_of(document.uri) for document in self.documents) if file is not None]
        texts = {file.parent for file in opened if file.name == CONFIG_NAME}
        for start in (*self._folders, *folders, *(file.parent for file in opened)):
            for folder in (start, *start.parents):
                if folder in texts or (folder / CONFIG_NAME).is_file():
                    self._serve(folder)
                    return

    def _serve(self, folder: Path) -> None:
        # The client has its answer to `initialize` by now: what takes long to import is imported here.
        from ringfence.lsp.repository import Repository

        create = self._create_progress if self.protocol.support.progress else None
        client = Client(self.protocol.support, self.protocol.notify_json, create)
        self.repository = Repository(folder, client, self.documents, date.today, self._gone)
        self.repository.start()

    def _gone(self) -> None:
        self.repository = None
        # There may be another one further up.
        asyncio.get_running_loop().call_soon(self.look_for_repository, [])

    def _create_progress(self, token: str) -> Future[Any]:
        params = types.WorkDoneProgressCreateParams(token=token)
        return self.protocol.send_request(types.WINDOW_WORK_DONE_PROGRESS_CREATE, params)

    # Life and death

    def stop(self, code: int) -> None:
        """End the process with an exit code, after the current message."""
        if self.exit_code is not None and not self.exit_code.done():
            self.exit_code.set_result(code)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong; a popup in the editor would not help anybody."""
        _LOG.error("%s: %s", getattr(source, "__name__", source), error)

    async def run_stdio(self) -> int:
        """Serve standard input and output; returns the exit code."""
        loop = asyncio.get_running_loop()
        self.exit_code = loop.create_future()
        incoming, outgoing = claim_pipes()
        self.protocol.set_writer(PipeWriter(outgoing))
        self.inbox.read_from(incoming, loop, lambda: self.stop(1))
        return await self.exit_code

    async def run_tcp(self, host: str, port: int) -> int:
        """Serve one connection to a TCP address; returns the exit code."""
        self.exit_code = asyncio.get_running_loop().create_future()
        connected = asyncio.Lock()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if connected.locked():
                writer.close()
                return
            async with connected:
                self.protocol.set_writer(writer)
                with contextlib.suppress(ConnectionError):
                    while data := await reader.read(_CHUNK):
                        self.inbox.take(data)
                self.stop(1)

        async with await asyncio.start_server(serve, host, port) as listening:
            address = listening.sockets[0].getsockname()
            print(f"ringfence: listening on {address[0]}:{address[1]}", file=sys.stderr, flush=True)
            return await self.exit_code


def serve_stdio() -> None:
    """Serve over standard input and output until the client says goodbye or is gone. Ends the process."""
    _end(asyncio.run(_start().run_stdio()))


def serve_tcp(host: str, port: int) -> None:
    """Serve one client on a TCP address, for debugging. Ends the process when that client is gone."""
    _end(asyncio.run(_start().run_tcp(host, port)))


def _start() -> RingfenceServer:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="ringfence: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = RingfenceServer()
    # The hundreds of thousands of objects that the imports have left live for ever: the collector may pass them over.
    gc.freeze()
    return server


def _end(code: int) -> None:
    """End this process now: threads and worker processes that are in the middle of something must not keep it."""
    for child in multiprocessing.active_children():
        with contextlib.suppress(OSError):
            child.kill()
    sys.stderr.flush()
    os._exit(code)
