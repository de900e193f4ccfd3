"""The first snapshot: from a config and the facts of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from ringfence.engine.boundaries import resolve_modules
from ringfence.model.config import Config
from ringfence.model.graph import GraphBuilder
from ringfence.model.project import Files, Project, PythonModules, SourceFile
from ringfence.model.sql import SqlReader


def build_project(
    config: Config,
    files: Mapping[str, SourceFile],
    today: date,
    *,
    graph: GraphBuilder | None = None,
    sql: SqlReader | None = None,
    complete: bool = True,
) -> Project:
    """A snapshot of `files` (by path) under `config`, judged on the day `today`."""
    python_modules = index_python_modules(files.values(), config.source_roots)
    return Project(
        config=config,
        files=files if isinstance(files, Files) else Files(files),
        python_modules=python_modules,
        modules=resolve_modules(config, python_modules, files.values()),
        today=today,
        graph=graph,
        sql=sql,
        complete=complete,
    )


def index_python_modules(files: Iterable[SourceFile], source_roots: tuple[str, ...] = ()) -> PythonModules:
    """Dotted name to path, and the folders on the way.

    Of several files of one name, the one in the source root that is named first wins, as on the import path; in one
    source root a package wins over a single file, and `.py` over `.pyi`.
    """
    paths: dict[str, str] = {}
    folders: set[str] = set()
    for file in files:
        known = paths.get(file.name)
        if known is None or _rank(file.path, source_roots) < _rank(known, source_roots):
            paths[file.name] = file.path
        folder = file.name if file.is_package else file.name.rpartition(".")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition(".")[0]
    return PythonModules(paths, frozenset(folders))


def _rank(path: str, source_roots: tuple[str, ...]) -> tuple[int, bool, bool, str]:
    is_package = path.endswith(("/__init__.py", "/__init__.pyi"))
    return _position(path, source_roots), not is_package, path.endswith(".pyi"), path


def _position(path: str, source_roots: tuple[str, ...]) -> int:
    """The place in the config of the source root that a path lies in: of several, that of the longest."""
    parts = PurePosixPath(path).parts[:-1]
    found = [
        (-len(root.parts), index)
        for index, root in enumerate(map(PurePosixPath, source_roots))
        if len(root.parts) <= len(parts) and all(map(fnmatchcase, parts, root.parts))
    ]
    return min(found)[1] if found else len(source_roots)
