"""One repository as the editor sees it: open documents and the disk feed the session, findings go to the client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from ringfence.lsp.background import Background
from ringfence.lsp.client import Client
from ringfence.lsp.config_source import ConfigSource
from ringfence.lsp.documents import Document, Documents
from ringfence.lsp.findings import Findings
from ringfence.lsp.lines import LineIndex, current_texts
from ringfence.lsp.loading import Loading
from ringfence.lsp.publishing import Publisher
from ringfence.lsp.session import Session
from ringfence.lsp.uris import Root, file_of
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.project import Project
from ringfence.model.rule import Texts

_CONFIG_PAUSE = 0.1
"""Seconds without a change after which a `boundaries.yaml` that is being edited is read again."""
_MANY = 100
"""From so many files on that change at once, the whole repository is read again: it was switched to another state."""


class Repository:
    """One repository, from the moment that its `boundaries.yaml` was seen until that is gone."""

    def __init__(
        self, folder: Path, client: Client, documents: Documents, today: Callable[[], date], gone: Callable[[], None]
    ) -> None:
        """Serve the repository whose `boundaries.yaml` lies in `folder` (in the client's spelling) to `client`.

        `gone` is called when that file has disappeared, after everything was taken back.
        """
        self.root = Root(folder)
        self.session: Session | None = None
        self.findings = Findings()
        lines = LineIndex(self.root, client.support.encoding, self.document_at, self._state_of, CONFIG_NAME)
        self.publisher = Publisher(self.root, client.support, client.notify, lines)
        self._client = client
        self._documents = documents
        self._today = today
        self._gone = gone
        self._stopped = False
        self._paths: dict[str, str] = {}
        self._config = ConfigSource(self.root)
        self._config_timer: asyncio.Handle | None = None
        self._background = Background(self._begin_work, self._step, self._rest)
        self._loading = Loading(client, self._files_known, self._all_read)

    # What is known

    @property
    def project(self) -> Project:
        """The snapshot; an empty one until there has been a usable config."""
        return self.session.project if self.session else Project(config=Config(path=CONFIG_NAME), today=self._today())

    def path_of(self, uri: str) -> str | None:
        """The project path of an open document; None when it is not part of the repository."""
        return self._paths.get(uri)

    def document_at(self, path: str) -> Document | None:
        """The open document of a project path; the one opened last, when there are several."""
        documents = self.publisher.documents(path)
        return documents[-1] if documents else None

    def shown(self, path: str) -> tuple[Diagnostic, ...]:
        """What the client is to see in one file."""
        return self.findings.shown(self.project, path)

    def texts(self) -> Texts:
        """The current texts by path: unsaved ones first, and from disk all as of one moment."""
        return current_texts(self.root, self.document_at, CONFIG_NAME)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be read, judged or told."""
        return self._config_timer is not None or self._loading.busy or self._background.busy

    async def ready(self) -> None:
        """Wait until what is asked about open documents can be answered; at once but for the first moments."""
        if self.session is not None:
            await self._loading.ready()

    def _state_of(self, path: str) -> object:
        return self.project.config if path == CONFIG_NAME else self.project.files.get(path)

    # boundaries.yaml

    def start(self) -> None:
        """Read `boundaries.yaml` and everything that it speaks of."""
        for document in self._documents:
            self._adopt(document)
        self._take_config()

    def stop(self) -> None:
        """Take back everything that the client was told, and do nothing any more."""
        self._stopped = True
        self._loading.stop()
        self._background.stop()
        if self._config_timer is not None:
            self._config_timer.cancel()
        self.publisher.take_back()

    def _take_config_soon(self) -> None:
        if self._config_timer is not None:
            self._config_timer.cancel()
        self._config_timer = asyncio.get_running_loop().call_later(_CONFIG_PAUSE, self._take_config)

    def _take_config(self) -> None:
        self._config_timer = None
        loaded = self._config.read(self.document_at(CONFIG_NAME))
        if loaded is None:
            self.stop()
            self._gone()
            return
        self.findings.config_findings = loaded.diagnostics
        self.findings.config_usable = loaded.config is not None
        self.findings.agenda.config = True
        if loaded.config is not None:
            self._put_config(loaded.config)
        self._background.wake()

    def _put_config(self, config: Config) -> None:
        if self.session is None:
            self.session = Session(self.root, config, self._today)
            self._loading.start(self.session)
        elif config != self.session.wanted:
            if self.session.put_config(config):
                self._judge_everything()
            else:
                self._loading.start(self.session)

    # Documents

    def opened(self, document: Document) -> None:
        """A document was opened: its text counts from now on."""
        if not self._is_there():
            return
        path = self._adopt(document)
        if path == CONFIG_NAME:
            self._take_config()
        elif path is not None:
            self._judge_opened(path, document)

    def changed(self, document: Document) -> None:
        """The text of a document has changed: judge it, and tell the client, at once."""
        path = self._paths.get(document.uri)
        if path is None:
            return
        if path == CONFIG_NAME:
            self._take_config_soon()
            return
        session = self.session
        if session is None:
            return
        news = session.put_text(path, document.source)
        if news:
            session.read_nearby(path)
            self.findings.judge(session.project, path)
            self._background.hold()
        # A client that counts versions may drop what speaks of an old one. Where a column is no code point,
        # places can move although the facts do not.
        anyway = self._client.support.versions or not document.text.isascii()
        if news or anyway:
            self.publisher.publish(path, self.findings.shown(session.project, path), anyway=anyway)

    def saved(self, document: Document) -> None:
        """A document was saved."""
        if self._paths.get(document.uri) == CONFIG_NAME:
            self._take_config()
        else:
            self._is_there()

    def closed(self, document: Document) -> None:
        """A document was closed: what is on disk counts again."""
        path = self._paths.pop(document.uri, None)
        if path is None:
            return
        self.publisher.closed(path, document)
        other = self.document_at(path)
        if other is not None:
            self.changed(other)
        elif path == CONFIG_NAME:
            self._take_config()
        elif self.session is not None:
            self.session.close(path)
            self.findings.judge(self.session.project, path)
            self.publisher.publish(path, self.shown(path))
            self._background.hold()

    def _adopt(self, document: Document) -> str | None:
        """Find the path of a document; None when it has none, or when the files of the repository are unknown yet."""
        file = file_of(document.uri)
        candidates = self.root.paths(file) if file is not None else ()
        if CONFIG_NAME in candidates:
            path: str | None = CONFIG_NAME
        else:
            path = self._project_path(candidates)
        if path is not None:
            self._paths[document.uri] = path
            self.publisher.opened(path, document)
        return path

    def _project_path(self, candidates: Iterable[str]) -> str | None:
        session = self.session
        if session is None or not self._loading.files_known:
            return None
        known = [path for path in candidates if path in session.project.files]
        return next((path for path in known or candidates if session.belongs(path)), None)

    def _judge_opened(self, path: str, document: Document) -> None:
        session = self.session
        assert session is not None, "a document has a path only in a session"
        session.put_text(path, document.source)
        session.read_nearby(path)
        self.findings.judge(session.project, path)
        self.publisher.publish(path, self.shown(path), anyway=True)
        self._background.hold()

    # The disk

    def disk_changed(self, files: Iterable[Path]) -> None:
        """Files have changed, come or gone on disk."""
        session = self.session
        if not self._is_there() or session is None or not self._loading.files_known:
            return
        every = {path for file in files for path in self.root.paths(file)[:1]}
        for path in sorted(every):
            if path.endswith(".sql"):
                session.put_script(path)
        paths = {path for path in every if path.endswith((".py", ".pyi"))}
        closed = sorted(paths.difference(session.open))
        if len(closed) > _MANY:
            self._loading.start(session)
            return
        self.findings.agenda.first(path for path in closed if session.put_disk(path))
        self._background.hold()

    def _is_there(self) -> bool:
        """Look whether `boundaries.yaml` has changed on disk, and say whether it is still there."""
        if self.document_at(CONFIG_NAME) is None and self._config.differs_on_disk():
            self._take_config()
        return not self._stopped

    # Reading and judging everything

    async def _files_known(self) -> None:
        """The files are known but not read: open documents are judged before all others."""
        for document in self._documents:
            if self._paths.get(document.uri) != CONFIG_NAME:
                path = self._adopt(document)
                if path is not None:
                    self._judge_opened(path, document)
                    await asyncio.sleep(0)

    def _all_read(self) -> None:
        for document in self._documents:
            if document.uri not in self._paths:
                self.opened(document)
        self._judge_everything()

    def _judge_everything(self) -> None:
        session = self.session
        assert session is not None, "only a session can be judged"
        session.settle()
        self.findings.judge_everything(session.project, reversed(session.open))
        self._background.wake()

    def _begin_work(self) -> None:
        session = self.session
        if session is None:
            return
        effects = session.settle()
        if effects.everything:
            self.findings.judge_everything(session.project, reversed(session.open))
        elif effects.faces or effects.moved:
            self.findings.judge_affected(effects.faces, effects.moved)
            self.findings.agenda.hurry(reversed(session.open))
            if session.project.complete:
                self.findings.judge_rules()
        if effects.code:
            self.findings.judge_code(session.project)

    def _step(self) -> bool:
        project = self.project
        path = self.findings.step(project)
        if path:
            self.publisher.publish(path, self.findings.shown(project, path))
            self._loading.judged(len(self.findings.agenda), len(project.files))
        return path is not None

    def _rest(self) -> None:
        self._loading.rest()
