"""Where in the code is what a line of `boundaries.yaml` speaks of: imports, findings, what is accepted, definitions."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING

from ringfence.engine.check import run_file_rules
from ringfence.engine.exceptions import Exceptions
from ringfence.engine.registry import all_rules
from ringfence.inference.crossings import Crossing, crossings
from ringfence.inference.names import bindings
from ringfence.inference.reports import definition_place
from ringfence.lsp.config.outline import Outline
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.facts import Definition
from ringfence.model.modules import Module
from ringfence.model.names import is_pattern, is_within, join, last
from ringfence.model.project import Project
from ringfence.model.ranges import FILE_START, Range

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.to_lsp import DiagnosticWriter, Json

Site = tuple[str, Range]
"""A project path, and the place in it."""
Search = Generator[None, None, list[Site]]
"""A search through the whole project, in small steps: whoever runs it may do something else after each."""


def imports_where(project: Project, is_meant: Callable[[Crossing], bool]) -> Search:
    """The imports that cross a boundary and are meant, in the order of path and line."""
    found: list[Site] = []
    for path in sorted(project.files):
        found += [(path, each.range) for each in crossings(project, project.files[path]) if is_meant(each)]
        yield
    return found


def findings_where(repository: Repository, is_meant: Callable[[Diagnostic], bool]) -> Search:
    """The findings shown that are meant, those on `boundaries.yaml` itself left out."""
    found: list[Site] = []
    for path in sorted(repository.findings.results):
        found += [(path, each.range) for each in repository.shown(path) if is_meant(each)]
        yield
    return found


def accepted_by(repository: Repository, number: int) -> Search:
    """The findings that the `allow` entry with a number accepts, which nobody is shown."""
    project = repository.project
    exceptions, rules = Exceptions(project), all_rules()
    found: list[Site] = []
    for path, result in sorted(dict(repository.findings.results).items()):
        file = project.files.get(path)
        if number in result.allows_used and file is not None:
            raw = run_file_rules(project, file, rules)
            found += [(path, each.range) for each in raw if exceptions.entry_for(each) == number]
        yield
    return sorted(set(found))


def nothing() -> Search:
    """A search for what is nowhere."""
    yield
    return []


def located(writer: DiagnosticWriter, sites: Iterable[Site]) -> Generator[None, None, list[Json]]:
    """Places as the client knows them."""
    found: list[Json] = []
    for path, where in sites:
        found.append(writer.location(path, where))
        yield
    return found


def allow_number(project: Project, outline: Outline, index: int) -> int | None:
    """The number in the config of the `allow` entry that stands at `index` in the text; None when it is not in force.

    The text may be newer than the config, and entries that could not be used stand at the end of it.
    """
    source, target = (outline.value(("allow", index, word)) for word in ("from", "to"))
    if source is None or target is None:
        return None
    said = (source.text.replace("/", "."), target.text.replace("/", "."))
    same = [number for number, entry in enumerate(project.config.allow) if (entry.source, entry.target) == said]
    before = [
        number
        for number in range(index)
        if all(
            (item := outline.value(("allow", number, word))) is not None and item.text.replace("/", ".") == name
            for word, name in zip(("from", "to"), said, strict=True)
        )
    ]
    return same[len(before)] if len(before) < len(same) else None


def module_place(project: Project, module: Module) -> Iterator[Site]:
    """The file that a module begins with, for each of its roots: its package, the single file, or the first in it."""
    paths = project.python_modules.paths
    for root in module.roots:
        path = paths.get(root)
        if path is None and root in project.python_modules.folders:
            path = min((paths[name] for name in paths if is_within(name, root)), default=None)
        if path is not None:
            yield path, FILE_START


def name_place(project: Project, name: str) -> Iterator[Site]:
    """Where a dotted name is defined; of a pattern, what stands in front of its first wildcard."""
    front = name.partition("*")[0].rstrip(".") if is_pattern(name) else name
    found = [(related.path, related.range) for related in definition_place(project, front, "")] if front else []
    if not found and front in project.python_modules.folders:
        paths = project.python_modules.paths
        found = [(min(paths[each] for each in paths if is_within(each, front)), FILE_START)]
    yield from found


def moved_place(project: Project, module: Module, name: str) -> Iterator[Site]:
    """Where a god module defines a name that moves."""
    for each, path in sorted(project.python_modules.paths.items()):
        file = project.files.get(path)
        if file is None or not any(is_within(each, root) for root in module.roots):
            continue
        binding = bindings(file).get(last(name))
        if isinstance(binding, Definition) and join(each, last(name)).endswith(name):
            yield path, binding.range
