"""What debug information says about one repository: config, settings, code, coverage, timings, cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from ringfence.adapters.caches import cache_folder
from ringfence.engine.check import has_failed
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.settings import Settings
    from ringfence.model.project import Project, SourceFile

_MEGABYTE = 1_000_000
_MOST_NAMED = 10


def about_repository(repository: Repository, settings: Settings, cache_size: int) -> Iterator[str]:
    """Line by line; `cache_size` in bytes."""
    yield from _config(repository)
    for field in fields(settings):
        yield f"setting {field.name}: {getattr(settings, field.name)!r}"
    yield from _code(repository)
    timings = repository.loading.timings
    yield from (f"{what} took {seconds * 1000:.0f} ms" for what, seconds in timings.items())
    yield f"cache of {cache_size / _MEGABYTE:.1f} MB in {cache_folder(repository.root.folder)}"


def _config(repository: Repository) -> Iterator[str]:
    project = repository.project
    yield f"in force: {repository.root.folder / CONFIG_NAME}"
    if not repository.findings.config_usable:
        yield "it cannot be used as it is: the last good one is in force"
    yield f"{len(repository.findings.config_findings)} findings while reading it"
    yield f"{len(project.modules)} modules, {sum(module.declared for module in project.modules)} of them declared"
    yield f"source roots: {', '.join(project.config.source_roots)}"


def _code(repository: Repository) -> Iterator[str]:
    project = repository.project
    state = "everything was read" if project.complete and repository.session else "not everything was read yet"
    yield f"{len(project.files)} Python files, {len(project.scripts)} SQL files: {state}"
    yield f"{len(project.code)} files have to do with data"
    yield from _coverage(project)
    findings = repository.findings
    yield f"findings in {len(findings.results)} files; {len(findings.agenda)} things to judge"
    if has_failed(project):
        yield "a rule failed, so findings may be missing: see the faults"


def _coverage(project: Project) -> Iterator[str]:
    left_out = [file for file in project.files.values() if file.unreadable or file.facts.problems]
    yield f"{len(project.files) - len(left_out)} files analysed, {len(left_out)} not or not completely"
    for file in sorted(left_out, key=lambda file: file.path)[:_MOST_NAMED]:
        yield f"  {file.path}: {_reason(file)}"
    if len(left_out) > _MOST_NAMED:
        yield f"  and {len(left_out) - _MOST_NAMED} more"


def _reason(file: SourceFile) -> str:
    if file.unreadable:
        return file.unreadable
    problem = file.facts.problems[0]
    return f"line {problem.range.line + 1}: {problem.message}"
