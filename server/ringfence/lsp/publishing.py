"""Tell the client what was found, and only when it is something else than what it was told last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from ringfence.lsp.client import Client
from ringfence.lsp.documents import Document
from ringfence.lsp.to_lsp import DiagnosticWriter, Lines
from ringfence.lsp.uris import Root
from ringfence.model.diagnostic import Diagnostic, Severity


class Publisher:
    """The findings of one repository as the client knows them. One file may be open under several URIs."""

    def __init__(self, root: Root, client: Client, lines: Lines, changed: Callable[[], None]) -> None:
        """Publish for the repository at `root` to `client`; `lines` are those of its files.

        `changed` is called whenever the client is told something.
        """
        self.writer = DiagnosticWriter(client.support, self.uri_of, lines)
        self.counts: Counter[Severity] = Counter()
        """How many findings the client was told about."""
        self.only_open = False
        """Whether findings in files that are not open are kept back."""
        self._root = root
        self._channel = client.channel
        self._changed = changed
        self._documents: dict[str, list[Document]] = {}
        self._spelled: dict[str, str] = {}
        self._ended = False
        self._told: dict[str, tuple[Diagnostic, ...]] = {}

    def uri_of(self, path: str) -> str:
        """The URI of a project path: the client's own spelling once it has used one."""
        uri = self._spelled.get(path)
        if uri is None:
            uri = self._spelled[path] = self._root.uri(path)
        return uri

    def documents(self, path: str) -> tuple[Document, ...]:
        """The open documents of a project path, the one opened last at the end."""
        return tuple(self._documents.get(path, ()))

    def opened(self, path: str, document: Document) -> None:
        """Learn the client's spelling of a path; what it was told under another one is taken back."""
        if self._told.get(path) and self.uri_of(path) != document.uri and not self._documents.get(path):
            self._send(self.uri_of(path), [])
        self._spelled[path] = document.uri
        others = [other for other in self._documents.get(path, ()) if other.uri != document.uri]
        self._documents[path] = [*others, document]

    def closed(self, path: str, document: Document) -> None:
        """Forget a document; its findings stay, without a version."""
        left = [other for other in self._documents.get(path, ()) if other is not document]
        self._documents[path] = left
        if not left:
            del self._documents[path]
            if self.only_open:
                self.publish(path, ())
        elif self._told.get(path):
            self._send(document.uri, [])
            self._spelled[path] = left[-1].uri

    def publish(self, path: str, diagnostics: tuple[Diagnostic, ...], *, anyway: bool = False) -> None:
        """Tell the client about one file: when something has changed, or `anyway`."""
        if self._ended:
            return
        documents = self._documents.get(path)
        if self.only_open and not documents:
            diagnostics = ()
        if not anyway and self._told.get(path, ()) == diagnostics:
            return
        self._note(path, diagnostics)
        written = [self.writer.diagnostic(diagnostic) for diagnostic in diagnostics]
        if not documents:
            self._send(self.uri_of(path), written)
            return
        for document in documents:
            self._send(document.uri, written, document.version)

    def take_back(self) -> None:
        """Tell the client that nothing of this repository holds any more, and nothing else from now on."""
        self._ended = True
        for path in [*self._told]:
            for uri in [document.uri for document in self.documents(path)] or [self.uri_of(path)]:
                self._send(uri, [])
            self._note(path, ())

    def _note(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        before = self._told.pop(path, ())
        if diagnostics:
            self._told[path] = diagnostics
        if before != diagnostics:
            self.counts.subtract(each.severity for each in before)
            self.counts.update(each.severity for each in diagnostics)
            self._changed()

    def _send(self, uri: str, diagnostics: list[dict[str, Any]], version: int | None = None) -> None:
        self._channel.show(uri, diagnostics, version)
