"""The first snapshot: from a config and the facts of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

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
    python_modules = index_python_modules(files.values())
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


def index_python_modules(files: Iterable[SourceFile]) -> PythonModules:
    """Dotted name to path. A package wins over a single file of the same name, `.py` over `.pyi`."""
    paths: dict[str, str] = {}
    folders: set[str] = set()
    for file in files:
        known = paths.get(file.name)
        if known is None or _rank(file.path) < _rank(known):
            paths[file.name] = file.path
        folder = file.name if file.is_package else file.name.rpartition(".")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition(".")[0]
    return PythonModules(paths, frozenset(folders))


def _rank(path: str) -> tuple[bool, bool, str]:
    is_package = path.endswith(("/__init__.py", "/__init__.pyi"))
    return not is_package, path.endswith(".pyi"), path
