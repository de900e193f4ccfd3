"""What in `boundaries.yaml` is the name of a file or of a page on the web."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ringfence.engine.registry import all_rules
from ringfence.lsp.config.definition import contract_path
from ringfence.lsp.config.outline import Item, Outline, Role
from ringfence.lsp.to_lsp import DOCS_URL
from ringfence.model.ranges import Range

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository


def links(repository: Repository, outline: Outline) -> Iterator[tuple[Range, str]]:
    """The words that lead somewhere, each with a URI."""
    for item in outline.items:
        target = _page(item) or _file(repository, item)
        if target:
            inner = len(item.quote)
            where = item.range
            yield Range(where.line, where.column + inner, where.end_line, where.end_column - inner), target


def _page(item: Item) -> str:
    match item.key, item.role:
        case (("rules", str(rule)), Role.KEY) if rule in all_rules():
            return DOCS_URL.format(rule=rule)
        case (("allow", int(), "rule"), Role.VALUE) if item.text in all_rules():
            return DOCS_URL.format(rule=item.text)
    return ""


def _file(repository: Repository, item: Item) -> str:
    path = _path(repository, item)
    if path in repository.project.files:
        return repository.publisher.uri_of(path)
    # Of files that are no Python, only the disk knows.
    is_other = path and item.key == ("baseline",) and repository.root.file(path).is_file()
    return repository.root.uri(path) if is_other else ""


def _path(repository: Repository, item: Item) -> str:
    project = repository.project
    if item.role is not Role.VALUE:
        return ""
    match item.key:
        case ("harness", "path") | ("baseline",):
            return item.text.removeprefix("./")
        case ("modules", str(name), "contract", int()):
            module = project.modules.named(name)
            return contract_path(project, module, item.text) if module is not None else ""
        case ("modules", str(), "paths", int()):
            return project.python_modules.paths.get(item.text, "")
    return ""
