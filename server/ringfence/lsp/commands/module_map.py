"""`ringfence.moduleMap`: the modules, their imports, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from ringfence.engine.module_map import MappedImport, MappedModule, MappedSite, Overview, make_map
from ringfence.lsp.commands.findings import root_of, shown_everywhere
from ringfence.lsp.commands.pieces import in_pieces
from ringfence.lsp.commands.repositories import Arguments, repository_for
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json


async def module_map(server: RingfenceServer, arguments: Arguments) -> Json:
    """The map of a repository, as `docs/protocol.md` says."""
    repository = repository_for(server, arguments)
    return await in_pieces(_map_of(repository))


def _map_of(repository: Repository) -> Generator[None, None, Json]:
    project = repository.project
    overview = yield from make_map(project, shown_everywhere(repository), dict(repository.findings.results))
    imports = yield from _imports(repository, overview)
    return root_of(repository) | {
        "config": repository.publisher.uri_of(CONFIG_NAME),
        "modules": [_module(repository, mapped) for mapped in overview.modules],
        "imports": imports,
        "cycles": [list(cycle) for cycle in overview.cycles],
    }


def _module(repository: Repository, mapped: MappedModule) -> Json:
    module = mapped.module
    return {
        "name": module.name,
        "roots": list(module.roots),
        "uri": _uri_of(repository, mapped.path),
        "kind": module.kind.value,
        "owner": module.owner,
        "layer": mapped.layer,
        "files": mapped.files,
        "importers": mapped.importers,
        "findings": dict(mapped.findings),
        "debt": mapped.debt,
    }


def _uri_of(repository: Repository, path: str) -> str | None:
    if not path:
        return None
    is_file = path in repository.project.files
    return repository.publisher.uri_of(path) if is_file else repository.root.uri(path)


def _imports(repository: Repository, overview: Overview) -> Generator[None, None, list[Json]]:
    written: list[Json] = []
    for edge in overview.imports:
        written.append(_import(repository, edge))
        yield
    return written


def _import(repository: Repository, edge: MappedImport) -> Json:
    return {
        "from": edge.importer,
        "to": edge.imported,
        "count": edge.count,
        "rules": list(edge.rules),
        "sites": [_site(repository, site) for site in edge.sites],
    }


def _site(repository: Repository, site: MappedSite) -> Json:
    where = repository.publisher.writer.location(site.path, site.range)
    return where | ({"rule": site.rule} if site.rule else {})
