"""The server from its repositories inwards, in this process, and clients on both channels, for random edits.

Everything is real but the pipes and the reading of messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from ringfence.lsp.client import Channel, Client
from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.listeners import Listeners
from ringfence.lsp.positions import Encoding
from ringfence.lsp.pull_channel import PullChannel
from ringfence.lsp.push_channel import PushChannel
from ringfence.lsp.repositories import Repositories
from ringfence.lsp.repository import Repository
from ringfence.lsp.settings import Settings

from tests.lsp.client import Json

TODAY = date(2026, 6, 1)
_SUPPORT = ClientSupport(encoding=Encoding.UTF32, related_information=True, progress=True, versions=True)


class Shown(Protocol):
    """What a client does with its channel."""

    channel: Channel

    def touched(self, uri: str, *, is_open: bool) -> None:
        """The user has opened, changed or closed a document."""

    async def catch_up(self) -> None:
        """Take all that there is to take."""


class Pushing:
    """A client that is told."""

    def __init__(self) -> None:
        self.published: dict[str, Json] = {}
        self.channel: Channel = PushChannel(_SUPPORT, self._told)

    def _told(self, _: str, params: Json) -> None:
        self.published[params["uri"]] = params

    def touched(self, uri: str, *, is_open: bool) -> None:
        """Nothing: it is told."""

    async def catch_up(self) -> None:
        """Nothing: it was told."""

    def seen(self) -> dict[str, list[Json]]:
        """What the user sees, by URI."""
        return {uri: said["diagnostics"] for uri, said in self.published.items() if said["diagnostics"]}

    def check_versions(self, documents: Documents) -> None:
        """What is shown of open documents speaks of their text as it is."""
        for document in documents:
            said = self.published.get(document.uri, {})
            # Findings of `boundaries.yaml` that an edit leaves as they were are not sent again.
            if said.get("diagnostics") and not document.uri.endswith(".yaml"):
                assert said["version"] == document.version


class Pulling:
    """A client that asks as Visual Studio Code does: for each document that was touched, and always for all others."""

    def __init__(self) -> None:
        self.refreshes = 0
        self._pull = PullChannel(self._refresh)
        self.channel: Channel = self._pull
        self._open: dict[str, Json] = {}
        self._others: dict[str, list[Json]] = {}
        self._known: dict[str, str] = {}
        self._held: asyncio.Task[list[Json]] | None = None
        self._is_told = False

    def _refresh(self) -> None:
        self.refreshes += 1
        self._is_told = True

    def touched(self, uri: str, *, is_open: bool) -> None:
        """Ask once more about a document."""
        before = self._open.get(uri)
        report = self._pull.document(uri, before["resultId"] if before else None, is_open=is_open)
        if report["kind"] == "full":
            self._open[uri] = report
        if not is_open:
            self._others[uri] = self._open.pop(uri)["items"]
            self._pull.forget(uri)

    async def catch_up(self) -> None:
        """Take the answer to the question that is held, and ask again if the server wishes so."""
        while True:
            if self._held is None:
                self._held = asyncio.create_task(self._pull.workspace(dict(self._known)))
            await asyncio.sleep(0.002)
            if not self._held.done() and not self._is_told:
                return
            if self._held.done():
                self._take(self._held.result())
                self._held = None
            if self._is_told:
                self._is_told = False
                for uri in self._open:
                    self.touched(uri, is_open=True)

    def _take(self, reports: list[Json]) -> None:
        assert len({report["uri"] for report in reports}) == len(reports)
        for report in reports:
            self._known[report["uri"]] = report["resultId"]
            self._others[report["uri"]] = report["items"]

    def seen(self) -> dict[str, list[Json]]:
        """What the user sees, by URI."""
        every = self._others | {uri: report["items"] for uri, report in self._open.items()}
        return {uri: items for uri, items in every.items() if items}

    def check_versions(self, _: Documents) -> None:
        """A report of an open document is always of its text as it is."""


class Editor:
    """Several repositories that are being edited. Make it inside of a running event loop."""

    def __init__(self, root: Path, client: Shown) -> None:
        self.root = root
        self.documents = Documents()
        self._client = client
        self._settings = Settings()
        self.repositories = Repositories(self.documents, self._create, lambda _: self._settings)

    def _create(self, folder: Path) -> Repository:
        client = Client(_SUPPORT, lambda *_: None, self._client.channel, _created)
        repository = Repository(folder, client, self.documents, lambda: TODAY)
        repository.listeners = Listeners(
            gone=lambda: self.repositories.gone(repository), found=lambda: self.repositories.serve_inner(repository)
        )
        return repository

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def repository_at(self, place: str) -> Repository:
        """The repository of a folder."""
        return next(each for each in self.repositories if each.root.folder == self.root / place)

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        self.repositories.change_folders(map(self.root.joinpath, added), map(self.root.joinpath, removed))

    def want(self, *, only_open: bool) -> None:
        self._settings = Settings(only_open=only_open)
        self.repositories.settings_changed()

    def open(self, path: str, text: str) -> None:
        document = Document(self.uri(path), 1, text)
        self.documents.open(document)
        self.repositories.opened(document)
        self._client.touched(document.uri, is_open=True)

    def change(self, path: str, text: str) -> None:
        document = self.documents.get(self.uri(path))
        assert document is not None
        document.change([{"text": text}], document.version + 1, Encoding.UTF32)
        self.repositories.changed(document)
        self._client.touched(document.uri, is_open=True)

    def save(self, path: str) -> None:
        document = self.documents.get(self.uri(path))
        assert document is not None
        self.repositories.saved(document)

    def close(self, path: str) -> None:
        document = self.documents.close(self.uri(path))
        assert document is not None
        self.repositories.closed(document)
        self._client.touched(document.uri, is_open=False)

    def disk_changed(self, *paths: str) -> None:
        self.repositories.files_changed([self.root / path for path in paths])

    async def settled(self) -> None:
        """Wait until there is nothing to do, and the client has all of it."""
        quiet = 0
        while quiet < 5:
            await asyncio.sleep(0.001)
            quiet = 0 if self.repositories.busy else quiet + 1
        await self._client.catch_up()

    def stop(self) -> None:
        self.repositories.stop()


def _created(_: str) -> Future[Any]:
    answer: Future[Any] = Future()
    answer.set_result(None)
    return answer
