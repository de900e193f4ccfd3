"""The dotted names of a project, level by level: packages, Python modules, and the names bound in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ringfence.inference.names import bindings
from ringfence.lsp.config.suggestion import Sort, Suggestion
from ringfence.model.facts import Definition, DefinitionKind
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project

_MOST = 500
_SORTS = {
    DefinitionKind.CLASS: Sort.CLASS,
    DefinitionKind.FUNCTION: Sort.FUNCTION,
    DefinitionKind.VARIABLE: Sort.VARIABLE,
}


def names_below(project: Project, above: str, *, symbols: bool = False, rank: int = 5) -> Iterator[Suggestion]:
    """What lies right below the dotted name `above`: Python modules and, with `symbols`, what is bound there."""
    for name in children(project).get(above, ())[:_MOST]:
        is_package = name in project.python_modules.folders
        yield Suggestion(name, Sort.FOLDER if is_package else Sort.FILE, _whose(project, name), rank=rank)
    file = project.file_named(above) if symbols and above else None
    if file is None:
        return
    for name, binding in list(bindings(file).items())[:_MOST]:
        if isinstance(binding, Definition) and not name.startswith("__"):
            yield Suggestion(join(above, name), _SORTS[binding.kind], rank=rank + 1)


def names_at(project: Project, typed: str, *, symbols: bool = False) -> Iterator[Suggestion]:
    """What a dotted name that is being typed can go on with.

    Below the part in front of its last dot and, without any dot, in the whole project: whose last part begins so.
    """
    above = parent(typed)
    yield from names_below(project, above, symbols=symbols)
    if not above and len(typed) > 1:
        begin = typed.casefold()
        deeper = (name for name in project.python_modules.paths if "." in name)
        found = [name for name in deeper if last(name).casefold().startswith(begin)]
        for name in found[:_MOST]:
            yield Suggestion(name, Sort.FILE, _whose(project, name), rank=8)


def children(project: Project) -> Mapping[str, Sequence[str]]:
    """The Python modules and folders of a project by the dotted name right above them."""
    return project.structure.get("children of names", lambda: _children(project))


def _children(project: Project) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted({*project.python_modules.paths, *project.python_modules.folders}):
        found.setdefault(parent(name), []).append(name)
    return found


def _whose(project: Project, name: str) -> str:
    owner = project.modules.owner_of(name)
    return owner.name if owner is not None and name not in owner.roots else ""
