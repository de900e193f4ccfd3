"""Write the first `boundaries.yaml` of a repository from its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ringfence.adapters.code_files import read_codes
from ringfence.adapters.code_owners import read_owners
from ringfence.adapters.config_file import parse_config
from ringfence.adapters.fact_cache import read_cache, write_cache
from ringfence.adapters.grimp_graph import GrimpGraph
from ringfence.adapters.indexing import Indexed, index_files
from ringfence.adapters.script_files import read_scripts
from ringfence.adapters.source_files import Layout, find_files
from ringfence.adapters.sql_reader import read_sql
from ringfence.engine.build import build_project
from ringfence.engine.change import ConfigChange, apply_change
from ringfence.engine.check import check_all
from ringfence.engine.config_draft import draft_config, quieted
from ringfence.engine.config_layout import corrected_roots, modules_of, source_roots_of
from ringfence.engine.config_translation import translate
from ringfence.engine.config_writer import write_config
from ringfence.engine.registry import all_rules
from ringfence.inference.data.reach import files_with_data
from ringfence.inference.places import folder_for
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.diagnostic import Status
from ringfence.model.project import Codes, Project

Progress = Callable[[int, int], None]

_TITLE = """\
The boundaries of {name}, as its code is today: whatever modules import now is allowed here.
To draw a boundary, take a name out of a list; `ringfence check` says what then crosses it."""


class NoCodeError(Exception):
    """There is nothing to write a config from. The text is a sentence for the user."""


def first_config(root: Path, today: date, start_method: str | None = None, progress: Progress | None = None) -> str:
    """The text of a `boundaries.yaml` for the repository at `root`. Nothing but the cache is written.

    `start_method` is how worker processes start; None: the usual way. `progress` is told how many files are read, and
    of how many. Raises `NoCodeError` where there is no code.
    """
    paths = [file.path for file in find_files(Layout(root, Config())).files]
    if not paths:
        raise NoCodeError(f"There is no Python file in {root} to write boundaries for.")
    project = _read(root, Config(source_roots=source_roots_of(paths)), today, start_method, progress)
    better = corrected_roots(project)
    if better != project.config.source_roots:
        project = _read(root, Config(source_roots=better), today, start_method, progress)
    project = replace(project, config=replace(project.config, discover=modules_of(project)))
    owners = read_owners(root)
    draft = draft_config(project, lambda name: owners(folder_for(project, name)))
    title = _TITLE.format(name=root.resolve().name or "this repository")
    found = check_all(_under(project, write_config(draft, title)), all_rules())
    return write_config(quieted(draft, [each for each in found if each.status is Status.NEW]), title)


def _read(root: Path, config: Config, today: date, start_method: str | None, progress: Progress | None) -> Project:
    found = find_files(Layout(root, config))
    cache = read_cache(root)
    indexed: list[Indexed] = []
    for batch in index_files(root, found.files, cache, start_method=start_method):
        indexed += batch
        if progress is not None:
            progress(len(indexed), len(found.files))
    records = {one.file.path: one.record for one in indexed}
    if records != cache:
        write_cache(root, records)
    files = {one.file.path: one.file for one in indexed}
    project = build_project(config, files, today, graph=GrimpGraph, sql=read_sql)
    codes = read_codes(root, files_with_data(project), records, start_method=start_method)
    return replace(project, code=Codes(codes), scripts=read_scripts(root, found.scripts, config.sql_dialect))


def _under(project: Project, text: str) -> Project:
    """The project under the config that a text says."""
    config = parse_config(text.encode(), CONFIG_NAME, all_rules()).config
    assert config is not None, "what we write can be read"
    return apply_change(project, ConfigChange(config), project.today)


def translated_config(root: Path, source: Path) -> str:
    """The text of a `boundaries.yaml` that says what another tool's settings at `source` say.

    Raises `NoCodeError` when there is nothing to take over.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise NoCodeError(f"{source.name} cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    paths = [file.path for file in find_files(Layout(root, Config())).files]
    roots = source_roots_of(paths)
    # Other tools look at packages only, and not at the tests beside them.
    draft = translate(source.name, text, roots[:-1] if roots[1:] and roots[-1] == "." else roots)
    if isinstance(draft, str):
        raise NoCodeError(draft)
    return write_config(draft, f"The boundaries that {source.name} says, taken over from there.")
