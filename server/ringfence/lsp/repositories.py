"""The client's folders and open documents, and one repository for each `boundaries.yaml` that concerns them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.lsp.disk_changes import with_contents
from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.settings import Settings
from ringfence.lsp.threads import in_thread
from ringfence.lsp.uris import file_of
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository

_DEPTH = 3
"""How many folders deep configs are looked for below a workspace folder that lies in no project."""
_MOST = 16
"""How many projects are served that nobody has opened a file of."""
_NOT_ENTERED = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})


class Repositories:
    """All projects of one client. Each file belongs to the project of the nearest `boundaries.yaml` above it."""

    def __init__(
        self, documents: Documents, create: Callable[[Path], Repository], settings_of: Callable[[Path], Settings]
    ) -> None:
        """Start without folders. `create` makes the repository of a folder, `settings_of` gives its settings."""
        self.folders: tuple[Path, ...] = ()
        self._documents = documents
        self._create = create
        self._settings_of = settings_of
        self._served: dict[str, Repository] = {}
        """By the real name of their folder."""
        self._real_folders: tuple[Path, ...] = ()
        self._lost: dict[Path, None] = {}
        """Folders below which projects are to be looked for."""
        self._search: asyncio.Task[None] | None = None

    def __iter__(self) -> Iterator[Repository]:
        """Every repository, the innermost ones first."""
        return iter(sorted(self._served.values(), key=lambda each: -len(each.root.folder.parts)))

    def __len__(self) -> int:
        """How many repositories there are."""
        return len(self._served)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be looked for, read, judged or told."""
        return self._search is not None or any(each.busy for each in self)

    def around(self, file: Path) -> tuple[Repository, ...]:
        """The repositories that a file or folder lies in, or is the root of; the nearest first."""
        return tuple(each for each in self if each.root.folder == file or each.root.paths(file))

    def first(self) -> Repository | None:
        """The one that is meant where nothing is said: the first that was served; None without any."""
        return next(iter(self._served.values()), None)

    async def place_of(self, uri: str) -> tuple[Repository, str] | None:
        """The repository and the project path of a document, open or not; None when it belongs to none.

        Waits for the first moments to pass, in which that is not known yet.
        """
        file = file_of(uri)
        for repository in self.around(file) if file is not None else ():
            await repository.ready()
            if repository not in self._served.values():
                return await self.place_of(uri)
            path = repository.path_of(uri) or repository.open_files.find(uri)
            if path is not None:
                return repository, path
        return None

    # Folders

    def change_folders(self, added: Iterable[Path], removed: Iterable[Path]) -> None:
        """The client has opened or closed workspace folders."""
        gone = set(removed)
        kept = [folder for folder in self.folders if folder not in gone]
        self.folders = tuple(dict.fromkeys([*kept, *added]))
        self._real_folders = tuple(Path(os.path.realpath(folder)) for folder in self.folders)
        if not self.folders:
            for repository in list(self) if gone else ():
                self._leave(repository)
        self.look()

    def look(self) -> None:
        """Serve every project that the folders or the open documents lie in, and none that has to do with neither."""
        texts = self._folders_with_open_config()
        nearest = {folder: _nearest(folder, texts) for folder in self.folders}
        if self.folders:
            around = {os.path.realpath(found) for found in nearest.values() if found is not None}
            for key, repository in list(self._served.items()):
                if key not in around and not self._is_ours(repository.root.folder):
                    self._leave(repository)
        for found in nearest.values():
            if found is not None:
                self._serve(found)
        for document in list(self._documents):
            self._look_around(document, texts)
        for repository in list(self):
            self.serve_inner(repository)
        # A project that could never be read does not say what is inside of it.
        unread = [repository.root.folder for repository in self if repository.session is None]
        self._look_below([*unread, *(folder for folder, found in nearest.items() if found is None)])

    def serve_inner(self, outer: Repository) -> None:
        """Serve the projects inside of another one, as far as they are few."""
        for folder in outer.inner_folders()[:_MOST]:
            if self._is_ours(folder) and (folder / CONFIG_NAME).is_file():
                self._serve(folder)

    def _look_around(self, document: Document, texts: set[Path]) -> None:
        file = file_of(document.uri)
        if file is not None and self._is_ours(file):
            found = _nearest(file.parent, texts)
            if found is not None:
                self._serve(found)

    def _folders_with_open_config(self) -> set[Path]:
        files = (file_of(document.uri) for document in self._documents if document.uri.endswith("/" + CONFIG_NAME))
        return {file.parent for file in files if file is not None and self._is_ours(file)}

    def _is_ours(self, file: Path) -> bool:
        """Whether a file or folder lies in a workspace folder; where the client has none, every file counts."""
        if not self.folders or any(file.is_relative_to(folder) for folder in self.folders):
            return True
        real = Path(os.path.realpath(file))
        return any(real.is_relative_to(folder) for folder in self._real_folders)

    def _look_below(self, folders: Iterable[Path]) -> None:
        self._lost.update(dict.fromkeys(folders))
        if self._lost and self._search is None:
            self._search = asyncio.get_running_loop().create_task(self._search_below())

    async def _search_below(self) -> None:
        try:
            while self._lost:
                folder = self._lost.popitem()[0]
                found = await in_thread(lambda folder=folder: list(_below(folder)))  # type: ignore[misc]
                for each in found:
                    if self.folders and self._is_ours(each):
                        self._serve(each)
        finally:
            self._search = None

    # Repositories

    def _serve(self, folder: Path) -> None:
        key = os.path.realpath(folder)
        if key in self._served:
            return
        for outer in self.around(folder):
            outer.give_up([folder])
        repository = self._create(folder)
        repository.take_settings(self._settings_of(folder))
        self._served[key] = repository
        repository.give_up(inner.root.folder for inner in self if inner is not repository)
        repository.start()

    def _take_new(self, folder: Path) -> None:
        """A `boundaries.yaml` has appeared on disk: serve it where it concerns the client's folders."""
        outer = next(iter(self.around(folder)), None)
        if self.folders and self._is_ours(folder) and (outer is None or _is_code(outer, folder)):
            self._serve(folder)

    def gone(self, repository: Repository) -> None:
        """The `boundaries.yaml` of a repository has disappeared: its files belong to the one around it again."""
        self._leave(repository)
        asyncio.get_running_loop().call_soon(self.look)

    def _leave(self, repository: Repository) -> None:
        self._served = {key: each for key, each in self._served.items() if each is not repository}
        repository.stop()
        for outer in self.around(repository.root.folder):
            outer.take_again(repository.root.folder)

    def watched(self) -> set[Path]:
        """The folders in which something may happen that matters."""
        found = set(self.folders)
        for repository in self:
            folders = repository.session.folders() if repository.session is not None else ("",)
            found.update(map(repository.root.file, folders))
        return found

    def settings_changed(self) -> None:
        """The settings are other ones now."""
        for repository in self:
            repository.take_settings(self._settings_of(repository.root.folder))

    def stop(self) -> None:
        """Do nothing any more."""
        if self._search is not None:
            self._search.cancel()
        for repository in self:
            repository.stop()

    # Documents and files

    def opened(self, document: Document) -> None:
        """A document was opened."""
        if document.uri.endswith("/" + CONFIG_NAME):
            self.look()
        else:
            self._look_around(document, self._folders_with_open_config())
        for repository in list(self):
            repository.opened(document)

    def changed(self, document: Document) -> None:
        """A document was changed."""
        for repository in list(self):
            repository.changed(document)

    def saved(self, document: Document) -> None:
        """A document was saved: a moment to look at the disk."""
        self.look()
        for repository in list(self):
            repository.saved(document)

    def closed(self, document: Document) -> None:
        """A document was closed."""
        for repository in list(self):
            repository.closed(document)

    def files_changed(self, files: list[Path]) -> None:
        """Files have changed, come or gone on disk, or folders have come or gone."""
        files = with_contents(files)
        if any(file.name == CONFIG_NAME for file in files) or not self._served:
            self.look()
            for file in files:
                if file.name == CONFIG_NAME and file.is_file():
                    self._take_new(file.parent)
        for repository in list(self):
            repository.disk_changed(files)


def _is_code(outer: Repository, folder: Path) -> bool:
    """Whether a folder counts as a project of the user's: not one that is excluded, or made for tests."""
    session = outer.session
    return session is None or any(session.is_code(path) for path in outer.root.paths(folder)[:1])


def _nearest(start: Path, texts: set[Path]) -> Path | None:
    """The nearest folder at or above `start` with a `boundaries.yaml` on disk, or open in the editor."""
    for folder in (start, *start.parents):
        if folder in texts or (folder / CONFIG_NAME).is_file():
            return folder
    return None


def _below(folder: Path) -> Iterator[Path]:
    """The outermost folders below `folder` with a `boundaries.yaml`, as far as they are few and not far down."""
    left = _MOST
    level = [folder]
    for _ in range(_DEPTH):
        level = [entry for each in level for entry in _folders_in(each)]
        found = [each for each in level if (each / CONFIG_NAME).is_file()]
        yield from found[:left]
        left -= min(left, len(found))
        level = [each for each in level if each not in found]


def _folders_in(folder: Path) -> list[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return []
    return [
        Path(entry.path)
        for entry in entries
        if not entry.name.startswith(".")
        and entry.name not in _NOT_ENTERED
        and entry.is_dir(follow_symlinks=False)
        and not (Path(entry.path) / "pyvenv.cfg").exists()
    ]
