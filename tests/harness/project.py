"""Projects in memory: from texts to a snapshot, and from a fix to the texts after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ringfence.adapters.config_file import LoadedConfig, parse_config
from ringfence.adapters.grimp_graph import GrimpGraph
from ringfence.adapters.source_files import Layout
from ringfence.adapters.sql_reader import read_script, read_sql
from ringfence.engine.build import build_project
from ringfence.engine.check import check_all
from ringfence.engine.registry import all_rules
from ringfence.inference.data.reach import files_with_data
from ringfence.model.code import Code
from ringfence.model.config import CONFIG_NAME
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import FileEdit, WorkspaceEdit
from ringfence.model.facts import FileFacts
from ringfence.model.project import Codes, Project, SourceFile
from ringfence.model.sql import Script
from ringfence.syntax.code_reader import read_code
from ringfence.syntax.extract import extract

Texts = Mapping[str, str]
"""The whole project: texts by path, `boundaries.yaml` among them."""


def read_config(texts: Texts) -> LoadedConfig:
    """The config of a project, with what is wrong with it."""
    return _parse_config(texts.get(CONFIG_NAME, ""))


@lru_cache
def _parse_config(text: str) -> LoadedConfig:
    return parse_config(text.encode(), CONFIG_NAME, all_rules())


def source_file(layout: Layout, path: str, text: str) -> SourceFile | None:
    """One file as the project sees it; None when it is no Python file of the project."""
    found = layout.describe(path)
    if found is None:
        return None
    return SourceFile(path, found.name, found.is_package, _facts(text), found.is_test)


@lru_cache
def _facts(text: str) -> FileFacts:
    return extract(text)


def layout_of(project: Project) -> Layout:
    """Which paths belong to the project. Its folder is never looked into."""
    return Layout(Path("project"), project.config)


def project_of(texts: Texts, today: date) -> Project:
    """The snapshot of a project, whose config must be usable."""
    config = read_config(texts).config
    assert config is not None, "boundaries.yaml cannot be used at all"
    layout = layout_of(Project(config=config))
    files = (source_file(layout, path, text) for path, text in texts.items())
    project = build_project(config, {file.path: file for file in files if file}, today, graph=GrimpGraph, sql=read_sql)
    reach = files_with_data(project)
    codes = {path: reach.marked(path, _code(texts[path])) for path in reach.paths}
    return replace(project, code=Codes(codes), scripts=_scripts(layout, texts))


@lru_cache
def _code(text: str) -> Code:
    return read_code(text)


def _scripts(layout: Layout, texts: Texts) -> dict[str, Script]:
    found = (layout.describe_script(path) for path in texts)
    return {file.path: read_script(texts[file.path], None, file.name, is_test=file.is_test) for file in found if file}


def findings(texts: Texts, today: date) -> tuple[Diagnostic, ...]:
    """Everything that is found in a project, suppressed findings included."""
    loaded = read_config(texts)
    if loaded.config is None:
        return loaded.diagnostics
    return check_all(project_of(texts, today), all_rules(), loaded.diagnostics)


def apply_edit(texts: Texts, edit: WorkspaceEdit) -> dict[str, str]:
    """The project after a fix."""
    changed = dict(texts)
    for file in edit.files:
        assert file.creates is (file.path not in texts), f"{file.path}: `creates` does not fit what is there"
        changed[file.path] = apply_to_text(texts.get(file.path, ""), file)
    return changed


def apply_to_text(text: str, edit: FileEdit) -> str:
    """One text after the edits to it, which must lie inside it and must not overlap."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    result: list[str] = []
    behind = 0
    for change in sorted(edit.edits):
        where = change.range
        start, end = starts[where.line] + where.column, starts[where.end_line] + where.end_column
        assert behind <= start <= end <= len(text), f"{edit.path}: the edit at {where} lies outside or overlaps"
        result.extend((text[behind:start], change.text))
        behind = end
    return "".join((*result, text[behind:]))
