"""The composition root: plain calls that put the parts together. Both edges start here."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ringfence.adapters.code_files import read_codes
from ringfence.adapters.config_file import parse_config
from ringfence.adapters.config_text import read_bytes
from ringfence.adapters.disk_texts import DiskTexts
from ringfence.adapters.fact_cache import FactRecord, read_cache, write_cache
from ringfence.adapters.finding_cache import finding_key, read_findings, write_findings
from ringfence.adapters.grimp_graph import GrimpGraph
from ringfence.adapters.indexing import index_files
from ringfence.adapters.on_demand import OnDemand
from ringfence.adapters.script_files import read_scripts
from ringfence.adapters.source_files import Found, Layout, find_files
from ringfence.adapters.sql_reader import read_sql
from ringfence.engine.build import build_project
from ringfence.engine.check import check_all, has_failed
from ringfence.engine.registry import all_rules
from ringfence.inference.data.reach import files_with_data
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.facts import NO_FACTS
from ringfence.model.project import Codes, Project, SourceFile

Progress = Callable[[int, int], None]
"""Called with the number of files that are ready, and of all."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A repository as it was found on disk."""

    root: Path
    """The folder of `boundaries.yaml`; all paths in diagnostics are relative to it."""
    project: Project
    config_findings: tuple[Diagnostic, ...] = ()
    usable: bool = True
    """False when `boundaries.yaml` could not be read at all; the project then is empty."""
    records: dict[str, FactRecord] = field(default_factory=dict, repr=False)
    key: bytes = b""
    """What the findings depend on; empty when nothing may come from a cache."""


def find_config(start: Path) -> Path | None:
    """The nearest `boundaries.yaml` in `start` or a folder above it; None when there is none."""
    for folder in (start, *start.parents):
        candidate = folder / CONFIG_NAME
        if candidate.is_file():
            return candidate
    return None


def load_config(path: Path) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Read `boundaries.yaml`. Raises OSError when it cannot be opened."""
    return _parse(path, read_bytes(path))


def _parse(path: Path, data: bytes) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    loaded = parse_config(data, path.name, all_rules())
    return loaded.config, loaded.diagnostics


def load_repository(
    config_path: Path, today: date, *, use_cache: bool = True, progress: Progress | None = None
) -> Loaded:
    """Read a whole repository: config, and the facts of every file. Raises OSError when the config cannot be opened."""
    root = config_path.parent
    data = read_bytes(config_path)
    config, findings = _parse(config_path, data)
    if config is None:
        return Loaded(root, Project(config=Config(path=config_path.name), today=today), findings, usable=False)
    found = find_files(Layout(root, config))
    # Hundreds of thousands of small tuples are made here, and none of them is garbage.
    gc.disable()
    cache = read_cache(root) if use_cache else {}
    files, records = _index(root, found, cache, progress)
    gc.enable()
    gc.freeze()
    if use_cache and records != cache:
        write_cache(root, records)
    key = finding_key(data, records, (sorted(found.unreadable), found.scripts), today) if use_cache else b""
    project = new_snapshot(config, files, today)
    codes = OnDemand(lambda: read_codes(root, files_with_data(project), records, use_cache=use_cache))
    scripts = OnDemand(lambda: read_scripts(root, found.scripts, config.sql_dialect))
    return Loaded(root, replace(project, code=Codes(codes), scripts=scripts), findings, records=records, key=key)


def new_snapshot(config: Config, files: Mapping[str, SourceFile], today: date, *, complete: bool = True) -> Project:
    """A snapshot of `files` (by path), with the adapters that its rules may ask."""
    return build_project(config, files, today, graph=GrimpGraph, sql=read_sql, complete=complete)


def check_repository(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """Every finding, sorted: those of the last check when nothing has changed since."""
    known = read_findings(loaded.root, loaded.key) if loaded.key else None
    if known is not None:
        return known
    # What data flow is read from, and what it gives, is no garbage either.
    gc.disable()
    found = check_all(loaded.project, all_rules(), loaded.config_findings)
    gc.enable()
    if loaded.key and not has_failed(loaded.project):
        write_findings(loaded.root, loaded.key, found)
    return found


def disk_texts(loaded: Loaded) -> DiskTexts:
    """The texts of a repository as they stand on disk, each read when it is first asked for."""
    return DiskTexts(loaded.root, loaded.project.config.path)


def source_roots(loaded: Loaded) -> tuple[str, ...]:
    """The folders that Python modules are found below: POSIX, relative to the root; empty for the root itself."""
    return Layout(loaded.root, loaded.project.config).source_roots


def _index(
    root: Path, found: Found, cache: dict[str, FactRecord], progress: Progress | None
) -> tuple[dict[str, SourceFile], dict[str, FactRecord]]:
    files = {file.path: file for file in unopened(found.unreadable)}
    records: dict[str, FactRecord] = {}
    for batch in index_files(root, found.files, cache):
        for indexed in batch:
            files[indexed.file.path] = indexed.file
            records[indexed.file.path] = indexed.record
        if progress:
            progress(len(files), len(found.files))
    return files, records


def unopened(unreadable: Iterable[tuple[str, str]]) -> Iterable[SourceFile]:
    """Stand-ins for what could not be opened, so that it is reported."""
    for path, reason in unreadable:
        name = path.removesuffix(".py").replace("/", ".")
        yield SourceFile(path, name, is_package=False, facts=NO_FACTS, unreadable=reason)
