"""`ringfence.debugInformation`: what somebody who looks for a fault wants to know, as plain text.

It names files and settings of the workspace; it holds no environment variables and no text of any file.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from ringfence import __version__
from ringfence.adapters.caches import cache_folder, cache_size
from ringfence.lsp.commands.memory import memory_in_use
from ringfence.lsp.commands.repositories import Arguments, folders_of
from ringfence.lsp.threads import in_thread
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import RingfenceServer
    from ringfence.model.project import Project, SourceFile

_PACKAGES = ("pygls", "lsprotocol", "grimp", "tree-sitter", "tree-sitter-python", "sqlglot", "msgspec", "PyYAML")
_MEGABYTE = 1_000_000
_MOST_NAMED = 10


async def debug_information(server: RingfenceServer, _: Arguments) -> str:
    """All of it, section by section."""
    repository = server.repositories.first()
    size = await in_thread(lambda: cache_size(repository.root.folder)) if repository else 0
    sections = [
        ("Versions", _versions()),
        ("Client", _client(server)),
        ("Settings", _settings(server)),
        ("Configuration", _configuration(server, repository)),
        ("Code", _code(repository)),
        ("Timings", _timings(server)),
        ("Memory", [memory_in_use()]),
        ("Cache", [f"{cache_folder(repository.root.folder)}, {_megabytes(size)}"] if repository else ["none"]),
        ("Faults", _faults(server)),
    ]
    return "\n\n".join("\n".join([f"{title}:", *(f"  {line}" for line in lines)]) for title, lines in sections) + "\n"


def _versions() -> Iterator[str]:
    yield f"ringfence {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()}, {sys.executable})"
    yield platform.platform()
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} is not installed"


def _client(server: RingfenceServer) -> Iterator[str]:
    info = server.protocol.client_info
    yield f"{info.name} {info.version or ''}".rstrip() if info else "it has not said its name"
    support = server.protocol.support
    for field in fields(support):
        value = getattr(support, field.name)
        yield f"{field.name}: {str(getattr(value, 'value', value)).lower()}"


def _settings(server: RingfenceServer) -> Iterator[str]:
    settings = server.settings.base
    for field in fields(settings):
        yield f"{field.name}: {getattr(settings, field.name)!r}"


def _configuration(server: RingfenceServer, repository: Repository | None) -> Iterator[str]:
    for folder in folders_of(server):
        yield f"workspace folder {folder}"
        for looked in _looked_at(folder):
            yield f"  {'found' if (looked / CONFIG_NAME).is_file() else 'looked for'} {looked / CONFIG_NAME}"
    if repository is None:
        yield f"no {CONFIG_NAME} was found, so nothing is checked"
        return
    project = repository.project
    yield f"in force: {repository.root.folder / CONFIG_NAME}"
    if not repository.findings.config_usable:
        yield "it cannot be used as it is: the last good one is in force"
    yield f"{len(repository.findings.config_findings)} findings while reading it"
    yield f"{len(project.modules)} modules, {sum(module.declared for module in project.modules)} of them declared"


def _looked_at(folder: Path) -> Iterator[Path]:
    """The folders in which a `boundaries.yaml` is looked for, up to the one that has it."""
    for looked in (folder, *folder.parents):
        yield looked
        if (looked / CONFIG_NAME).is_file():
            return


def _code(repository: Repository | None) -> Iterator[str]:
    if repository is None:
        yield "nothing was read"
        return
    project = repository.project
    state = "everything was read" if project.complete and repository.session else "still reading"
    yield f"{len(project.files)} Python files, {len(project.scripts)} SQL files: {state}"
    yield f"{len(project.code)} files have to do with data"
    yield from _coverage(project)
    results = repository.findings.results
    yield f"findings in {len(results)} files; {len(repository.findings.agenda)} things to judge"


def _coverage(project: Project) -> Iterator[str]:
    left_out = [file for file in project.files.values() if file.unreadable or file.facts.problems]
    analysed = len(project.files) - len(left_out)
    yield f"{analysed} files analysed, {len(left_out)} not or not completely"
    for file in sorted(left_out, key=lambda file: file.path)[:_MOST_NAMED]:
        yield f"  {file.path}: {_reason(file)}"
    if len(left_out) > _MOST_NAMED:
        yield f"  and {len(left_out) - _MOST_NAMED} more"


def _reason(file: SourceFile) -> str:
    if file.unreadable:
        return file.unreadable
    problem = file.facts.problems[0]
    return f"line {problem.range.line + 1}: {problem.message}"


def _timings(server: RingfenceServer) -> Iterator[str]:
    for what, seconds in server.timings.items():
        yield f"{what}: {seconds * 1000:.0f} ms"
    if not server.timings:
        yield "none were taken"


def _faults(server: RingfenceServer) -> Iterator[str]:
    yield f"{server.faults.count} since the start"
    yield from server.faults.lines


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB"
