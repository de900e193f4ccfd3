"""One repository as the editor sees it: open documents and the disk feed the session, findings go to the client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from ringfence.lsp.background import Background
from ringfence.lsp.client import Client
from ringfence.lsp.config_source import ConfigSource
from ringfence.lsp.disk_changes import sort_out
from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.findings import Findings
from ringfence.lsp.lines import LineIndex, current_texts
from ringfence.lsp.listeners import Listeners
from ringfence.lsp.loading import Loading
from ringfence.lsp.open_files import OpenFiles
from ringfence.lsp.publishing import Publisher
from ringfence.lsp.session import Session
from ringfence.lsp.settings import Settings
from ringfence.lsp.uris import Root
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.project import Project
from ringfence.model.rule import Texts


class Repository:
    """One repository, from the moment that its `boundaries.yaml` was seen until that is gone."""

    def __init__(self, folder: Path, client: Client, documents: Documents, today: Callable[[], date]) -> None:
        """Serve the repository whose `boundaries.yaml` lies in `folder` (in the client's spelling) to `client`."""
        self.root = Root(folder)
        self.session: Session | None = None
        self.findings = Findings()
        self.settings = Settings()
        self.listeners = Listeners()
        lines = LineIndex(self.root, client.support.encoding, self.document_at, self._state_of, CONFIG_NAME)
        self.publisher = Publisher(self.root, client, lines, lambda: self.listeners.changed())
        self.open_files = OpenFiles(self.root, documents, self.publisher, self._belongs)
        self._client = client
        self._today = today
        self._stopped = False
        self._config = ConfigSource(self.root, self._take_config)
        self._background = Background(self._begin_work, self._step, self._rest)
        self.loading = Loading(client, self._files_known, self._all_read)

    # What is known

    @property
    def project(self) -> Project:
        """The snapshot; an empty one until there has been a usable config."""
        return self.session.project if self.session else Project(config=Config(path=CONFIG_NAME), today=self._today())

    def path_of(self, uri: str) -> str | None:
        """The project path of an open document; None when it is not part of the repository."""
        return self.open_files.path_of(uri)

    def document_at(self, path: str) -> Document | None:
        """The open document of a project path; the one opened last, when there are several."""
        documents = self.publisher.documents(path)
        return documents[-1] if documents else None

    def shown(self, path: str) -> tuple[Diagnostic, ...]:
        """What the client is to see in one file."""
        return () if self.open_files.is_inner(path) else self.findings.shown(self.project, path)

    def texts(self) -> Texts:
        """The current texts by path: unsaved ones first, and from disk all as of one moment."""
        return current_texts(self.root, self.document_at, CONFIG_NAME)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be read, judged or told."""
        return self._config.waits or self.loading.busy or self._background.busy

    async def ready(self) -> None:
        """Wait until what is asked about open documents can be answered; at once but for the first moments."""
        if self.session is not None:
            await self.loading.ready()

    def _state_of(self, path: str) -> object:
        return self.project.config if path == CONFIG_NAME else self.project.files.get(path)

    def _belongs(self, path: str) -> bool | None:
        if self.session is None or not self.loading.files_known:
            return False
        return path in self.session.project.files or (None if self.session.belongs(path) else False)

    # boundaries.yaml

    def start(self) -> None:
        """Read `boundaries.yaml` and everything that it speaks of."""
        for document in self.open_files:
            self.open_files.adopt(document)
        self._take_config()

    def stop(self) -> None:
        """Take back everything that the client was told, and do nothing any more."""
        self._stopped = True
        self.loading.end()
        self._background.stop()
        self._config.stop()
        self.publisher.take_back()

    def _take_config(self) -> None:
        loaded = self._config.read(self.document_at(CONFIG_NAME))
        if loaded is None:
            self.stop()
            self.listeners.gone()
            return
        self.findings.config_findings = loaded.diagnostics
        self.findings.config_usable = loaded.config is not None
        self.findings.agenda.config = True
        if loaded.config is not None:
            self._put_config(loaded.config)
        self._background.wake()
        self.listeners.changed()

    def _put_config(self, config: Config) -> None:
        if self.session is None:
            self.session = Session(self.root, config, self._today)
            self.session.put_projects(self.open_files.inner)
            self.loading.start(self.session)
        elif config != self.session.wanted:
            if self.session.put_config(config):
                self._judge_everything()
            else:
                self.loading.start(self.session)

    # Documents

    def opened(self, document: Document) -> None:
        """A document was opened: its text counts from now on."""
        if not self._is_there():
            return
        path = self.open_files.adopt(document)
        if path == CONFIG_NAME:
            self._take_config()
        elif path is not None:
            self._judge_opened(path, document)

    def changed(self, document: Document) -> None:
        """The text of a document has changed: judge it, and tell the client, at once."""
        path = self.path_of(document.uri)
        if path is None:
            return
        if path == CONFIG_NAME:
            self._config.read_soon()
            return
        if self.session is None:
            return
        # A client that counts versions may drop what speaks of an old one. Where a column is no code point,
        # places can move although the facts do not.
        anyway = self._client.support.versions or not document.text.isascii()
        if self.session.put_text(path, document.source):
            self.session.read_nearby(path)
            self._judge(self.session, path, anyway=anyway)
        elif anyway:
            self.publisher.publish(path, self.shown(path), anyway=True)

    def saved(self, document: Document) -> None:
        """A document was saved."""
        if self.path_of(document.uri) == CONFIG_NAME:
            self._take_config()
        else:
            self._is_there()

    def closed(self, document: Document) -> None:
        """A document was closed: what is on disk counts again."""
        path = self.open_files.release(document)
        if path is None:
            return
        other = self.document_at(path)
        if other is not None:
            self.changed(other)
        elif path == CONFIG_NAME:
            self._take_config()
        elif self.session is not None:
            self.session.close(path)
            self._judge(self.session, path)

    def _judge_opened(self, path: str, document: Document) -> None:
        assert self.session is not None, "a document has a path only in a session"
        self.session.put_text(path, document.source)
        self.session.read_nearby(path)
        self._judge(self.session, path, anyway=True)

    def _judge(self, session: Session, path: str, *, anyway: bool = False) -> None:
        self.findings.judge(session.project, path)
        self.publisher.publish(path, self.shown(path), anyway=anyway)
        self._background.hold()

    # The disk

    def disk_changed(self, files: Iterable[Path]) -> None:
        """Files have changed, come or gone on disk."""
        if not self._is_there() or (session := self.session) is None or not self.loading.files_known:
            return
        known = [*session.project.files, *session.project.scripts]
        # While the disk is being looked at, nobody knows which projects that look will have seen.
        changes = sort_out(files, self.root, known, session.open, () if self.loading.busy else session.found_projects)
        if changes.is_other_state:
            self.loading.start(session)
            return
        for path in changes.scripts:
            session.put_script(path)
        self.findings.agenda.first(path for path in changes.sources if session.put_disk(path))
        self._background.hold()

    def _is_there(self) -> bool:
        """Look whether `boundaries.yaml` has changed on disk, and say whether it is still there."""
        if self.document_at(CONFIG_NAME) is None and self._config.differs_on_disk():
            self._take_config()
        return not self._stopped

    # Projects inside of this one, and what the user wants

    def give_up(self, folders: Iterable[Path]) -> None:
        """These folders are projects by themselves from now on, each with a repository of its own."""
        self._take_inner(self.open_files.inner.union(path for each in folders for path in self.root.paths(each)[:1]))

    def inner_folders(self) -> list[Path]:
        """The projects inside of this one that the last look at the disk has shown; those in tests left out."""
        return [self.root.file(path) for path in self.session.inner_projects] if self.session else []

    def take_again(self, folder: Path) -> None:
        """A folder is no project by itself any more."""
        self._take_inner(self.open_files.inner.difference(self.root.paths(folder)))

    def _take_inner(self, folders: frozenset[str]) -> None:
        if folders == self.open_files.inner:
            return
        let_go = self.open_files.take_inner(folders)
        self._publish_all()
        if self.session is not None:
            for path in let_go:
                self.session.close(path)
            if self.session.put_projects(folders):
                self.loading.start(self.session)

    def take_settings(self, settings: Settings) -> None:
        """The user wants something else."""
        self.settings = settings
        if settings.only_open is not self.publisher.only_open:
            self.publisher.only_open = settings.only_open
            self._publish_all()

    def reload(self) -> None:
        """Read everything again, whatever is known of it and whatever the caches say."""
        if self.session is not None:
            self.loading.start(self.session, fresh=True)

    def _publish_all(self) -> None:
        for path in self.findings.paths(self.project):
            self.publisher.publish(path, self.shown(path))

    # Reading and judging everything

    async def _files_known(self) -> None:
        """The files are known but not read: open documents are judged before all others."""
        self.listeners.found()
        for document in self.open_files:
            path = self.open_files.adopt(document)
            if path not in (None, CONFIG_NAME):
                self._judge_opened(path, document)
                await asyncio.sleep(0)

    def _all_read(self) -> None:
        self.listeners.found()
        for document in self.open_files:
            if self.path_of(document.uri) is None:
                self.opened(document)
        self._judge_everything()

    def _judge_everything(self) -> None:
        assert self.session is not None, "only a session can be judged"
        self.session.settle()
        self.findings.judge_everything(self.session.project, reversed(self.session.open))
        self._background.wake()

    def _begin_work(self) -> None:
        if self.session is not None:
            self.findings.follow(self.session.settle(), self.session.project, [*reversed(self.session.open)])

    def _step(self) -> bool:
        project = self.project
        path = self.findings.step(project, self.session.open if self.session is not None else ())
        if path:
            # What was read of a config that has been edited since would go out under the version of the later text.
            if path != CONFIG_NAME or not self._config.waits:
                self.publisher.publish(path, self.shown(path))
            self.loading.judged(len(self.findings.agenda), len(project.files))
        return path is not None

    def _rest(self) -> None:
        self.loading.rest()
        self.listeners.changed()
