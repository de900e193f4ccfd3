"""Which of the client's documents belong to a repository, and as what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.publishing import Publisher
from ringfence.lsp.uris import Root, file_of
from ringfence.model.config import CONFIG_NAME

Belongs = Callable[[str], bool | None]
"""Whether a project path is one of the project's files, None: it would be, if it was saved."""


class OpenFiles:
    """The open documents of one repository, by the URI that the client uses."""

    def __init__(self, root: Root, documents: Documents, publisher: Publisher, belongs: Belongs) -> None:
        """Choose among `documents` those of the repository at `root`."""
        self._root = root
        self._documents = documents
        self._publisher = publisher
        self._belongs = belongs
        self._paths: dict[str, str] = {}
        self._inner: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Document]:
        """Every document of the client, of this repository or not."""
        return iter(self._documents)

    def path_of(self, uri: str) -> str | None:
        """The project path of an open document; None when it is not part of the repository."""
        return self._paths.get(uri)

    def adopt(self, document: Document) -> str | None:
        """Find the path of a document; None when it has none, or when the files of the repository are unknown yet."""
        path = self.find(document.uri)
        if path is not None:
            self._paths[document.uri] = path
            self._publisher.opened(path, document)
        return path

    def find(self, uri: str) -> str | None:
        """The project path of a document, open or not; None when it has none, as far as is known."""
        file = file_of(uri)
        candidates = self._root.paths(file) if file is not None else ()
        if CONFIG_NAME in candidates:
            return CONFIG_NAME
        candidates = tuple(path for path in candidates if not self.is_inner(path))
        known = [path for path in candidates if self._belongs(path)]
        return next((path for path in known or candidates if self._belongs(path) is not False), None)

    def release(self, document: Document) -> str | None:
        """The document is closed: its path, when it has one."""
        path = self._paths.pop(document.uri, None)
        if path is not None:
            self._publisher.closed(path, document)
        return path

    # Projects inside of this one

    @property
    def inner(self) -> frozenset[str]:
        """The folders below the root that are projects by themselves, as far as the client has to do with them."""
        return self._inner

    def is_inner(self, path: str) -> bool:
        """Whether a project path lies in a project inside of this one."""
        return bool(self._inner) and any(path.startswith(folder + "/") for folder in self._inner)

    def take_inner(self, folders: Iterable[str]) -> list[str]:
        """Take other folders as projects by themselves; returns the paths of the documents that are let go."""
        self._inner = frozenset(folders)
        let_go = []
        for document in list(self._documents):
            path = self._paths.get(document.uri)
            if path is not None and self.is_inner(path):
                self.release(document)
                let_go.append(path)
        return let_go
