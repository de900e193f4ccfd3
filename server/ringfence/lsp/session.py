"""The server's holder of one repository's snapshot: texts and files go in, the next snapshot comes out.

It knows neither the protocol nor the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ringfence.adapters.fact_cache import FactRecord
from ringfence.adapters.indexing import read_record, source_file
from ringfence.adapters.script_files import read_script_file
from ringfence.adapters.source_files import Found, FoundFile, Layout, find_file, find_script
from ringfence.app import new_snapshot, unopened
from ringfence.engine.change import ConfigChange, FileChange, ScriptChange, apply_change, face_changed
from ringfence.lsp.code_reading import CodeReading, Data
from ringfence.lsp.nearby import files_behind
from ringfence.lsp.uris import Root
from ringfence.model.code import Code
from ringfence.model.config import Config
from ringfence.model.facts import NO_FACTS, FileFacts
from ringfence.model.project import Codes, Files, Memo, SourceFile
from ringfence.syntax.reread import Reading, read, reread

_NEARBY_ROUNDS = 8
_NEARBY_FILES = 200
"""How far an open file's imports are followed while the rest of the repository is unread."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What some edits mean for the files that were not edited."""

    everything: bool = False
    """A file came or went, or has another name: every file may be judged differently."""
    faces: tuple[str, ...] = ()
    """Files in which a name or an import came or went: all that depend on these have to be judged again."""
    moved: tuple[str, ...] = ()
    """Files in which only places have moved: findings elsewhere that point there have to follow."""
    code: bool = False
    """What code does with models may be something else than before."""


class Session:
    """One repository while it is being edited."""

    def __init__(self, root: Root, config: Config, today: Callable[[], date]) -> None:
        """Start with a config and without any file; `today` is asked with every change."""
        self.root = root
        self.projects: frozenset[str] = frozenset()
        """Folders that are projects by themselves, as far as the client says so."""
        self.found_projects: tuple[str, ...] = ()
        """Folders that are projects by themselves, as the last look at the disk has shown."""
        self.inner_projects: tuple[str, ...] = ()
        """Those of them that are neither excluded nor made for tests."""
        self.visited: tuple[str, ...] = ()
        """Every folder that was entered then, whether there are files in it or not."""
        self.layout = self.new_layout(config)
        self.project = new_snapshot(config, {}, today(), complete=False)
        self.records: dict[str, FactRecord] = {}
        """What the whole repository was last read as, by path."""
        self.open: dict[str, Reading] = {}
        """What was read in the texts that the client holds, by path, the one opened last at the end."""
        self.codes = CodeReading()
        self.wanted = config
        """The newest config; the snapshot's own is older while files are found anew for it."""
        self._today = today
        self._unread: dict[str, FoundFile] = {}
        self._touched: set[str] = set()
        self._edited: dict[str, SourceFile | None] = {}
        """Files that have changed since `settle`, as they were then."""
        self._is_code_new = self._is_reach_open = False

    # The whole repository

    def new_layout(self, config: Config) -> Layout:
        """Which paths belong to the project with a config."""
        return Layout(self.root.folder, config, self.projects)

    def is_code(self, folder: str) -> bool:
        """Whether a folder is neither excluded nor one of tests."""
        return not self.layout.excludes(folder + "/") and not self.layout.is_test(folder + "/x.py")

    def folders(self) -> set[str]:
        """The folders that the last look at the disk has entered, and those of all files, with all above them."""
        found = {"", *self.visited}
        for path in (*self.project.files, *self.project.scripts):
            folder = path.rpartition("/")[0]
            while folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return found

    def put_projects(self, projects: frozenset[str]) -> bool:
        """Take other folders as projects by themselves. Returns whether files have to be found anew for that."""
        changed = self.projects ^ projects
        self.projects = projects
        self.layout = self.new_layout(self.wanted)
        is_given_back = any(folder not in projects for folder in changed)
        return is_given_back or any(_is_below(path, changed) for path in self.project.files)

    def take_found(self, found: Found) -> None:
        """Learn which files there are, before any of them has been read."""
        self.layout = self.new_layout(self.wanted)
        files = {file.path: _file_at(file, NO_FACTS) for file in found.files}
        files |= {file.path: file for file in unopened(found.unreadable)}
        self._unread = {file.path: file for file in found.files}
        self.project = new_snapshot(self.wanted, files, self._today(), complete=False)

    def begin_reading(self) -> None:
        """Remember from now on which files change while the whole repository is being read."""
        self._touched.clear()

    def take_index(self, files: dict[str, SourceFile], records: dict[str, FactRecord], data: Data) -> None:
        """Take over the facts of the whole repository; open texts, and files touched meanwhile, stay as they are."""
        config = self.wanted
        self.layout = self.new_layout(config)
        known = {path: (file.facts, file.unreadable) for path, file in self._touched_files()}
        known |= {path: (reading.facts, "") for path, reading in self.open.items()}
        for path in {*self._touched, *self.open}:
            place = find_file(self.layout, path) if path in known else None
            if place is None:
                files.pop(path, None)
            else:
                files[path] = _file_at(place, *known[path])
        self.records = records
        self._unread = {}
        if config is self.project.config and files.keys() == self.project.files.keys():
            self.project = replace(self.project, files=Files(files), complete=True, today=self._today())
        else:
            self.project = new_snapshot(config, files, self._today())
        self._edited.clear()
        self.codes.take(data.codes)
        kept = {path: code for path, code in data.codes.items() if path not in self._touched}
        project = replace(self.project, code=Codes(kept), scripts=data.scripts, in_pieces=True)
        # What was worked out without any code does not hold for this snapshot.
        self.project = replace(project, memo=Memo(), resolution=Memo())
        for path, reading in self.open.items():
            self._put_code(path, self.codes.code_of(path, reading.text, reading.facts.marks))
        # What was read from disk does not say where the texts that the client holds lead to.
        self._is_reach_open = bool(self._touched or self.open)
        self._is_code_new = True

    def _touched_files(self) -> Iterator[tuple[str, SourceFile]]:
        yield from ((path, self.project.files[path]) for path in self._touched if path in self.project.files)

    def put_config(self, config: Config) -> bool:
        """Take another config. Returns False when it concerns other files, so that they have to be found anew."""
        before, self.wanted = self.wanted, config
        same_files = _read_with(config) == _read_with(before)
        self._is_reach_open |= config.session_factories != before.session_factories
        if same_files and before is self.project.config:
            self.project = apply_change(self.project, ConfigChange(config), self._today())
        return same_files

    # One file

    def belongs(self, path: str) -> bool:
        """Whether a path is a file of the project, or would be if it was saved."""
        return path in self.project.files or find_file(self.layout, path) is not None

    def put_text(self, path: str, text: str) -> bool:
        """Take the unsaved text of a file. Returns whether its facts are other ones than before."""
        before = self.open.get(path)
        reading = self.open[path] = read(text) if before is None else reread(before, text)
        code = self.codes.code_of(path, reading.text, reading.facts.marks) if self.project.complete else None
        return self._put_facts(path, reading.facts, "", code)

    def close(self, path: str) -> bool:
        """The client lets go of a text: take what is on disk. Returns whether that is something else."""
        self.open.pop(path, None)
        self.codes.close(path)
        return self.put_disk(path)

    def put_disk(self, path: str) -> bool:
        """Take what is on disk at a path. Returns whether that is something else than before."""
        place = find_file(self.layout, path)
        if place is None or not self.root.file(path).is_file():
            if path not in self.project.files:
                return False
            self._put(path, None)
            return True
        record = read_record(self.root.folder, place)
        is_code = self.project.complete and path in self.project.code
        code = self.codes.on_disk(self.root.folder, path) if is_code else None
        return self._put_facts(path, record.facts, record.unreadable, code)

    def put_script(self, path: str) -> bool:
        """Take what is on disk at the path of a `.sql` file. Returns whether it is one of the project."""
        place = find_script(self.layout, path)
        script = read_script_file(self.root.folder, place, self.project.config.sql_dialect) if place else None
        if script is None and path not in self.project.scripts:
            return False
        self.project = apply_change(self.project, ScriptChange(path, script), self._today())
        self._is_code_new = True
        return True

    def _put_facts(self, path: str, facts: FileFacts, unreadable: str, code: Code | None) -> bool:
        before = self.project.files.get(path)
        if before is None:
            place = find_file(self.layout, path)
            if place is not None:
                self._put(path, _file_at(place, facts, unreadable), code)
            return place is not None
        if before.facts == facts and before.unreadable == unreadable and path not in self._unread:
            return self._put_code(path, code)
        file = SourceFile(path, before.name, before.is_package, facts, before.is_test, unreadable)
        self._put(path, file, code)
        return True

    def _put(self, path: str, file: SourceFile | None, code: Code | None = None) -> None:
        self._edited.setdefault(path, self.project.files.get(path))
        self._touched.add(path)
        self._unread.pop(path, None)
        self._is_code_new = self._is_code_new or code is not self.project.code.get(path)
        self.project = apply_change(self.project, FileChange(path, file, code), self._today())

    def _put_code(self, path: str, code: Code | None) -> bool:
        """Take the code of a file whose facts are what they were. Returns whether it is other code."""
        before = self.project.code.get(path)
        if before is code or (before is not None and before == code):
            return False
        self._touched.add(path)
        self._is_code_new = True
        change = FileChange(path, self.project.files.get(path), code)
        self.project = apply_change(self.project, change, self._today())
        return True

    def read_nearby(self, path: str) -> None:
        """Read the files that the findings in one file rest on, as far as they are unread."""
        left = _NEARBY_FILES
        for _ in range(_NEARBY_ROUNDS):
            file = self.project.files.get(path)
            if file is None or not self._unread:
                return
            missing = [each for each in dict.fromkeys(files_behind(self.project, file)) if each in self._unread]
            for each in missing[:left]:
                found = self._unread.pop(each)
                read = source_file(found, read_record(self.root.folder, found))
                self.project = apply_change(self.project, FileChange(each, read), self._today())
            left -= len(missing)
            if not missing or left <= 0:
                return

    def settle(self) -> Effects:
        """What the edits since the last call mean for other files."""
        edited, self._edited = self._edited, {}
        telling = {path: before for path, before in edited.items() if self._may_change_reach(path, before)}
        if self.project.complete and (self._is_reach_open or not self.codes.is_settled(self.project, telling)):
            self._is_reach_open = False
            texts = {path: reading.text for path, reading in self.open.items()}
            for path, code in list(self.codes.settle(self.root.folder, self.project, texts)):
                self._put_code(path, code)
        is_code_new, self._is_code_new = self._is_code_new, False
        faces: list[str] = []
        moved: list[str] = []
        for path, before in edited.items():
            after = self.project.files.get(path)
            if before is after:
                continue
            if before is None or after is None or before.name != after.name:
                return Effects(everything=True, code=is_code_new)
            (faces if face_changed(before, after) else moved).append(path)
        return Effects(faces=tuple(faces), moved=tuple(moved), code=is_code_new)

    def _may_change_reach(self, path: str, before: SourceFile | None) -> bool:
        after = self.project.files.get(path)
        if before is None or after is None:
            return before is not after
        return face_changed(before, after) or before.facts.marks != after.facts.marks


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(path.startswith(folder + "/") for folder in folders)


def _read_with(config: Config) -> tuple[object, ...]:
    """What decides which files are read, and how."""
    return config.source_roots, config.exclude, config.tests, config.sql_dialect


def _file_at(place: FoundFile, facts: FileFacts, unreadable: str = "") -> SourceFile:
    return SourceFile(place.path, place.name, place.is_package, facts, place.is_test, unreadable)
