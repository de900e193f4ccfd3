"""What data flow is read from, while texts are edited: read again where the text has changed, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ringfence.adapters.code_files import read_code_file, read_codes
from ringfence.adapters.fact_cache import FactRecord
from ringfence.adapters.script_files import read_scripts
from ringfence.adapters.source_files import Found
from ringfence.inference.data.reach import Reach, files_with_data, still_holds
from ringfence.model.code import Code
from ringfence.model.facts import BY_NAME, DEFINES
from ringfence.model.project import Project, SourceFile
from ringfence.model.sql import Script
from ringfence.syntax.code_reader import CodeSnapshot, read_snapshot, update


class Data(NamedTuple):
    """All that a repository holds about models and tables, beside the facts of its files."""

    codes: Mapping[str, Code]
    scripts: Mapping[str, Script]


def read_data(root: Path, project: Project, found: Found, records: Mapping[str, FactRecord], start_method: str) -> Data:
    """The code and the scripts of a repository whose facts are in `project`."""
    codes = read_codes(root, files_with_data(project), records, start_method=start_method)
    return Data(codes, read_scripts(root, found.scripts, project.config.sql_dialect))


class CodeReading:
    """Which files have code, and what was read in the texts that the client holds."""

    def __init__(self) -> None:
        """No file has code."""
        self._reach = Reach()
        self._open: dict[str, CodeSnapshot] = {}

    def code_of(self, path: str, text: str, marks: int) -> Code | None:
        """The code of an open text; None when it has nothing to do with models and tables, as far as is known."""
        # What an import that is being typed leads to is found out in the next pause.
        if not marks & (DEFINES | BY_NAME) and path not in self._reach:
            self._open.pop(path, None)
            return None
        before = self._open.get(path)
        snapshot = self._open[path] = read_snapshot(text) if before is None else update(before, text)
        return self._reach.marked(path, snapshot.code)

    def close(self, path: str) -> None:
        """The client lets go of a text."""
        self._open.pop(path, None)

    def on_disk(self, root: Path, path: str) -> Code | None:
        """The code of a file on disk; None when it cannot be opened."""
        code = read_code_file(root, path)
        return self._reach.marked(path, code) if code is not None else None

    def take(self, codes: Mapping[str, Code]) -> None:
        """Take over which files have code."""
        helpers = frozenset(path for path, code in codes.items() if code.is_helper)
        self._reach = Reach(frozenset(codes) - helpers, helpers)

    def is_settled(self, project: Project, edited: Mapping[str, SourceFile | None]) -> bool:
        """Whether edits leave it as it is which files have code; `edited` holds the files as they were, by path."""
        # A text that is open was read as soon as it spoke of models, whether any are reached or not.
        fit = all((path in project.code) is (path in self._reach) for path in edited)
        return fit and still_holds(self._reach, project, edited)

    def settle(self, root: Path, project: Project, texts: Mapping[str, str]) -> Iterator[tuple[str, Code | None]]:
        """After edits: the files that have code now, or have none any more, with what they have.

        `texts` are those that the client holds.
        """
        self._reach = files_with_data(project)
        for path in project.code.keys() - self._reach.paths:
            yield path, None
        for path in self._reach.paths:
            known = project.code.get(path)
            if known is not None:
                yield path, self._reach.marked(path, known)
            elif path in texts:
                yield path, self.code_of(path, texts[path], DEFINES)
            else:
                yield path, self.on_disk(root, path)
