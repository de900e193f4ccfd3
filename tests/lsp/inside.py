"""The server from its repository inwards, in this process: for tests that need hundreds of projects or edits.

Everything is real but the pipes: what would go to the client is kept here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

from ringfence.lsp.client import Client
from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.listeners import Listeners
from ringfence.lsp.positions import Encoding
from ringfence.lsp.push_channel import PushChannel
from ringfence.lsp.repository import Repository

from tests.lsp.client import TIMEOUT, Json

SUPPORT = ClientSupport(encoding=Encoding.UTF32, related_information=True, progress=True)
"""Code points, so that places can be compared with those of the command line."""


class Inside:
    """One repository that is being edited. Make it inside of a running event loop."""

    def __init__(self, root: Path, today: date) -> None:
        self.root = root
        self.published: dict[str, list[Json]] = {}
        """The last diagnostics of each path, empty ones left out."""
        self.gone = False
        self._documents = Documents()
        self._changed = asyncio.Event()
        self._ended = 0
        client = Client(SUPPORT, self._notify, PushChannel(SUPPORT, self._notify), _created)
        self.repository = Repository(root, client, self._documents, lambda: today)
        self.repository.listeners = Listeners(gone=self._note_gone)

    async def start(self, *, usable: bool = True) -> None:
        """Read and judge everything; with a config that is not usable, that is only the config."""
        self.repository.start()
        await self.until(lambda: self._ended > 0 if usable else bool(self.published))

    def open(self, path: str, text: str) -> None:
        document = Document(self._uri(path), 1, text)
        self._documents.open(document)
        self.repository.opened(document)

    def change(self, path: str, text: str) -> None:
        document = self._documents.get(self._uri(path))
        assert document is not None
        document.change([{"text": text}], document.version + 1, Encoding.UTF32)
        self.repository.changed(document)

    def close(self, path: str) -> None:
        document = self._documents.close(self._uri(path))
        assert document is not None
        self.repository.closed(document)

    def disk_changed(self, *paths: str) -> None:
        self.repository.disk_changed([self.root / path for path in paths])

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that changes with what is sent to the client."""
        async with asyncio.timeout(TIMEOUT):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    def stop(self) -> None:
        self.repository.stop()

    def _uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def _notify(self, method: str, params: Json) -> None:
        if method == "textDocument/publishDiagnostics":
            prefix = self.root.as_uri() + "/"
            assert params["uri"].startswith(prefix)
            path = params["uri"].removeprefix(prefix)
            self.published.pop(path, None)
            if params["diagnostics"]:
                self.published[path] = params["diagnostics"]
        elif params["value"]["kind"] == "end":
            self._ended += 1
        self._changed.set()

    def _note_gone(self) -> None:
        self.gone = True


def _created(_: str) -> Future[Any]:
    answer: Future[Any] = Future()
    answer.set_result(None)
    return answer
