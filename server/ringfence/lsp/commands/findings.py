"""`ringfence.findings`: what is wrong, by the module that has to act on it."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from ringfence.engine.module_findings import NO_MODULE, by_module, counts, debt_of, module_of
from ringfence.lsp.commands.pieces import in_pieces
from ringfence.lsp.commands.repositories import Arguments, repository_for
from ringfence.lsp.uris import uri_of
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json
    from ringfence.model.diagnostic import Diagnostic


async def findings(server: RingfenceServer, arguments: Arguments) -> Json:
    """The findings of a repository, as `docs/protocol.md` says."""
    repository = repository_for(server, arguments)
    return await in_pieces(_findings_of(repository))


def root_of(repository: Repository) -> Json:
    """Which repository an answer is about, and whether all of it was read."""
    complete = repository.session is not None and repository.project.complete
    return {"root": uri_of(repository.root.folder), "complete": complete}


def shown_everywhere(repository: Repository) -> list[Diagnostic]:
    """All findings that the client is to see, in the order of their paths, those in `boundaries.yaml` first."""
    paths = [CONFIG_NAME, *sorted(repository.findings.results)]
    return [diagnostic for path in paths for diagnostic in repository.shown(path)]


def _findings_of(repository: Repository) -> Generator[None, None, Json]:
    project = repository.project
    grouped = by_module(project, shown_everywhere(repository))
    debt: dict[str, int] = {}
    for path, result in list(repository.findings.results.items()):
        name = module_of(project, path)
        debt[name] = debt.get(name, 0) + debt_of(project, path, result)
        yield
    modules: list[Json] = []
    for name in sorted({*(module.name for module in project.modules), *grouped, NO_MODULE}):
        module = project.modules.named(name)
        written: list[Json] = []
        for diagnostic in grouped.get(name, ()):
            written.append(_finding(repository, diagnostic))
            yield
        entry = {"name": name, "owner": module.owner if module else None, "findings": written}
        modules.append(entry | {"counts": dict(counts(grouped.get(name, ()))), "debt": debt.get(name, 0)})
    return root_of(repository) | {"modules": modules}


def _finding(repository: Repository, diagnostic: Diagnostic) -> Json:
    where = repository.publisher.writer.location(diagnostic.path, diagnostic.range)
    severity = diagnostic.severity.value
    return where | {"rule": diagnostic.rule, "severity": severity, "message": diagnostic.message}
