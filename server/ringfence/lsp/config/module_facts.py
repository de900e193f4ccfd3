"""What is known about a module beyond its entry: who imports it, what is wrong in it, what was accepted."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.engine.module_findings import debt_of, module_of
from ringfence.inference.module_graph import module_imports, read_imports
from ringfence.model.diagnostic import Status
from ringfence.model.modules import Module
from ringfence.model.project import Project

if TYPE_CHECKING:
    from ringfence.lsp.config.sites import Site
    from ringfence.lsp.repository import Repository

_MOST = 12
_MOST_SITES = 1000


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """The figures of one module."""

    importers: tuple[str, ...]
    """The other modules that import it, by name."""
    findings: int
    """New ones in its files."""
    debt: int
    """Accepted ones in its files."""


def facts_of(repository: Repository, module: Module) -> Generator[None, None, ModuleFacts]:
    """The figures of a module as of now, found in small steps."""
    project = repository.project
    yield from read_imports(project)
    importers = sorted(importer for importer, imported in module_imports(project) if imported == module.name)
    findings = debt = 0
    for path, result in dict(repository.findings.results).items():
        for diagnostic in result.diagnostics:
            is_new = diagnostic.status is Status.NEW
            findings += is_new and module_of(project, path, diagnostic) == module.name
        if module_of(project, path) == module.name:
            debt += debt_of(project, path, result)
        yield
    return ModuleFacts(tuple(importers), findings, debt)


def sites_of(project: Project, module: Module) -> list[Site]:
    """Where other modules import a module, as far as anybody can look at that."""
    edges = module_imports(project)
    found = [each for (_, imported), imports in sorted(edges.items()) if imported == module.name for each in imports]
    return [(each.path, each.range) for each in found[:_MOST_SITES]]


def told(facts: ModuleFacts) -> str:
    """The figures in sentences."""
    names = ", ".join(facts.importers[:_MOST])
    more = f" and {len(facts.importers) - _MOST} more" if len(facts.importers) > _MOST else ""
    importers = f"Imported by {names}{more}." if names else "No other module imports it."
    findings = "1 finding" if facts.findings == 1 else f"{facts.findings} findings"
    return f"{importers} {findings}, debt {facts.debt}."
