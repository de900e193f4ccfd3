"""The texts of the client, kept as it has them; and what is done when nobody knows any more whether they are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.positions import Encoding
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.ranges import FILE_START

if TYPE_CHECKING:
    from ringfence.lsp.repositories import Repositories
    from ringfence.lsp.repository import Repository

_MESSAGE = "The editor and Ringfence disagree about this text: what is on disk was checked. Save it, or open it again."

_LOG = logging.getLogger(__name__)


class Synchronization:
    """Takes the changes of open documents, and hands on those whose text is known.

    An edit that arrives damaged leaves a text that nobody knows, and the protocol has no way to ask for it. Until it
    comes as a whole (with a save, a change of everything, or when it is opened again), the file is judged as it is on
    disk, and says so in its first line.
    """

    def __init__(
        self,
        documents: Documents,
        waiting: Callable[[], int],
        repositories: Repositories,
        reopen: Callable[[Document], None],
    ) -> None:
        """Change `documents`, and tell the `repositories`. `waiting` says how many messages wait.

        `reopen` takes a document whose text was not known, and is again.
        """
        self._documents = documents
        self._waiting = waiting
        self._repositories = repositories
        self._reopen = reopen
        self._behind: dict[str, Document] = {}
        self._logged: set[str] = set()
        self._doubted: dict[str, tuple[Repository, str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def changed(self, params: object, encoding: Encoding) -> None:
        """The client has changed a document. `params` are those of `textDocument/didChange`, as JSON."""
        match params:
            case {"textDocument": {"uri": str(uri), **other}, **rest}:
                document = self._documents.held(uri)
            case _:
                self._doubt(self._documents)
                return
        if document is None:
            _LOG.debug("A document that is not open was changed: %s", uri)
            return
        was_unsure = document.unsure
        document.change(rest.get("contentChanges"), other.get("version"), encoding)
        if document.unsure or was_unsure:
            self._settle(document, was_unsure)
        elif self._waiting():
            # More is on its way, often the next key: only the last text of a burst is worth judging.
            self._behind[document.uri] = document
            asyncio.get_running_loop().call_soon(self.catch_up)
        else:
            self._behind.pop(document.uri, None)
            self._repositories.changed(document)

    def catch_up(self) -> None:
        """Judge the documents whose last changes were not judged yet."""
        behind, self._behind = self._behind, {}
        for document in behind.values():
            self._repositories.changed(document)

    def sent_again(self, uri: str, text: str) -> None:
        """The client has sent the whole text of a document: what came before does not matter any more."""
        document = self._documents.held(uri)
        if document is None or (document.text == text and not document.unsure):
            return
        was_unsure = document.unsure
        if not was_unsure:
            self._log(document)
        document.put(text)
        self._settle(document, was_unsure)

    def unreadable(self, message: bytes) -> None:
        """A message could not be read: the texts that it may have changed are not known any more."""
        if b"didChange" in message or b"contentChanges" in message:
            plain = message.replace(b"\\/", b"/")
            self._doubt([each for each in self._documents if each.uri.encode() in plain] or self._documents)

    def forget(self, document: Document) -> None:
        """Say nothing any more about a document that is closed, or comes anew."""
        self._behind.pop(document.uri, None)
        if document.uri in self._doubted:
            repository, path = self._doubted.pop(document.uri)
            del repository.findings.doubted[path]
            repository.publisher.publish(path, repository.shown(path))

    def _doubt(self, documents: Iterable[Document]) -> None:
        for document in documents:
            document.unsure = True
            self._settle(document, False)

    def _settle(self, document: Document, was_unsure: bool) -> None:
        self._behind.pop(document.uri, None)
        if not document.unsure:
            (self._reopen if was_unsure else self._repositories.changed)(document)
        elif not was_unsure:
            self._log(document)
            self._repositories.closed(document)
            task = asyncio.get_running_loop().create_task(self._show(document))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _show(self, document: Document) -> None:
        """Say in a file that the text of its document is not known."""
        place = await self._repositories.place_of(document.uri)
        if place is not None and document.unsure and self._documents.held(document.uri) is document:
            repository, path = self._doubted[document.uri] = place
            repository.findings.doubted[path] = Diagnostic(path, FILE_START, "not-analysed", _MESSAGE, Severity.INFO)
            repository.publisher.publish(path, repository.shown(path))

    def _log(self, document: Document) -> None:
        if document.uri not in self._logged:
            self._logged.add(document.uri)
            _LOG.warning("An edit of %s arrived damaged: its text was lost, until it is sent again.", document.uri)
