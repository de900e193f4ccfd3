"""What a dotted name stands for: relative imports, re-exports and where a name is really defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from sys import intern
from typing import NamedTuple, cast

from ringfence.model.facts import Definition, DefinitionKind, ImportedName, ImportKind, ImportSite
from ringfence.model.names import join, parent
from ringfence.model.project import Project, SourceFile

Binding = Definition | tuple[ImportSite, ImportedName]


def absolute_base(file: SourceFile, site: ImportSite) -> str | None:
    """The absolute dotted name that a `from` import takes from.

    None when the dots lead above the source root: https://peps.python.org/pep-0328/.
    """
    if site.level <= 0:
        return site.base
    package = file.package
    for _ in range(site.level - 1):
        package = parent(package)
    # Without a package left, Python says "beyond top-level package".
    return join(package, site.base) if package else None


def target_of(file: SourceFile, site: ImportSite, name: ImportedName) -> str | None:
    """The absolute dotted name that one imported name stands for, as written; None above the source root.

    A star stands for the Python module itself.
    """
    if site.level < 0:
        return name.name
    base = absolute_base(file, site)
    if base is None:
        return None
    return base if name.name == "*" else join(base, name.name)


def imported_names(file: SourceFile) -> Iterator[str]:
    """Every absolute dotted name that a file imports, as written, and what each `from` import takes from."""
    for site in file.facts.imports:
        if site.level < 0:
            yield from (name.name for name in site.names)
            continue
        base = absolute_base(file, site)
        if base:
            yield base
            yield from (f"{base}.{name.name}" for name in site.names)


def imported_modules(file: SourceFile) -> tuple[str, ...]:
    """What `imported_names` gives, with the name around each: any may be a Python module. In no certain order."""
    return file.memo.get("imported modules", lambda: _imported_modules(file))


def _imported_modules(file: SourceFile) -> tuple[str, ...]:
    names = set(imported_names(file))
    # Most files import the same: one text for all of them is enough.
    return tuple(map(intern, names.union(map(parent, names)) - {""}))


def bindings(file: SourceFile) -> Mapping[str, Binding]:
    """What each module-level name of a file is bound by.

    An import wins over an assignment, which is a fallback more often than not, and over a function or class in another
    branch; not over a function or class further down that replaces what was imported.
    """
    return file.memo.get("bindings", lambda: _bindings(file))


def _bindings(file: SourceFile) -> dict[str, Binding]:
    found: dict[str, Binding] = {definition.name: definition for definition in file.facts.definitions}
    for site in file.facts.imports:
        if site.scope or site.kind in (ImportKind.FUNCTION, ImportKind.DYNAMIC):
            continue
        for name in site.names:
            known = found.get(name.bound)
            if name.name == "*" or (known is not None and site.kind is ImportKind.FALLBACK):
                continue
            if not (isinstance(known, Definition) and _replaces(known, site)):
                found[name.bound] = (site, name)
    return found


def _replaces(definition: Definition, site: ImportSite) -> bool:
    """Whether a function or class takes the place of what an import above it has bound, whatever happens."""
    unconditional = definition.column in _FIRST_COLUMN.get(definition.kind, ())
    conditional = site.attempt >= 0 or site.kind is ImportKind.TYPE_CHECKING
    return unconditional and not conditional and definition.line > site.range.end_line


_FIRST_COLUMN = {
    DefinitionKind.CLASS: (len("class "),),
    DefinitionKind.FUNCTION: (len("def "), len("async def ")),
}
"""Where the name stands when the statement begins in the first column."""


def definition_of(project: Project, name: str, consulted: list[SourceFile] | None = None) -> str:
    """The dotted name of the definition behind `name`, followed through re-exports.

    A name that the project does not define is returned as it is. As at run time, an attribute of a package
    wins over a submodule of the same name: https://docs.python.org/3/reference/import.html#submodules.
    The files on which the answer depends are added to `consulted`.
    """
    known = cast("_Known | None", project.resolution.peek(name))
    if known is None or not still_there(project, known[1]):
        files: list[SourceFile] = []
        known = (_follow(project, name, files), tuple(files))
        project.resolution.put(name, known)
    if consulted is not None:
        consulted.extend(known[1])
    return known[0]


def still_there(project: Project, files: tuple[SourceFile, ...]) -> bool:
    """Whether all these files are the same in this snapshot: what was read from them still holds."""
    return all(project.files.get(file.path) is file for file in files)


_Known = tuple[str, tuple[SourceFile, ...]]


def _follow(project: Project, name: str, consulted: list[SourceFile]) -> str:
    origin, seen = name, set[tuple[str, str]]()
    while hop := _next_hop(project, name, consulted):
        if hop.place in seen:
            # Files that re-export from each other what none of them defines.
            return origin
        seen.add(hop.place)
        name = hop.name
    return name


class _Hop(NamedTuple):
    """One step from a name to where it comes from."""

    place: tuple[str, str]
    """The file that re-exports, and the attribute."""
    name: str


def _next_hop(project: Project, name: str, consulted: list[SourceFile]) -> _Hop | None:
    """Where the first name after the Python module in `name` comes from; None when it is at home there."""
    module = parent(name)
    while module and module not in project.python_modules.paths:
        module = parent(module)
    file = project.file_named(module)
    if file is None:
        return None
    consulted.append(file)
    attribute, _, rest = name[len(module) + 1 :].partition(".")
    origin = _origin(project, file, attribute, consulted)
    if origin is None or origin == join(module, attribute):
        return None
    return _Hop((file.path, attribute), join(origin, rest))


def _origin(project: Project, file: SourceFile, attribute: str, consulted: list[SourceFile]) -> str | None:
    binding = bindings(file).get(attribute)
    if isinstance(binding, Definition):
        return _alias_target(project, file, binding, consulted)
    if binding is not None:
        site, name = binding
        if site.level < 0 and not name.alias:
            # `import a.b` binds `a`.
            return name.bound
        return target_of(file, site, name)
    if project.python_modules.exists(join(file.name, attribute)):
        return None
    return _star_origin(project, file, attribute, set(), consulted)


def _alias_target(
    project: Project, file: SourceFile, definition: Definition, consulted: list[SourceFile]
) -> str | None:
    """What `X = a.b` stands for when `a` is imported."""
    if not definition.alias_of:
        return None
    first, _, rest = definition.alias_of.partition(".")
    binding = bindings(file).get(first)
    if binding is None or isinstance(binding, Definition):
        return None
    origin = _origin(project, file, first, consulted)
    return join(origin, rest) if origin else None


def _star_sources(project: Project, file: SourceFile) -> Iterator[SourceFile]:
    """The files that a file imports everything from, the one that wins first: the last, fallbacks after all others."""
    stars = [site for site in file.facts.imports if site.names and site.names[0].name == "*" and not site.scope]
    for site in sorted(stars, key=lambda site: (site.kind is ImportKind.FALLBACK, -site.range.line)):
        base = absolute_base(file, site)
        source = project.file_named(base) if base else None
        if source is not None and source.path != file.path:
            yield source


def _star_origin(
    project: Project, file: SourceFile, attribute: str, seen: set[str], consulted: list[SourceFile]
) -> str | None:
    """What `attribute` of a file is by one of its star imports; each file is asked once, whichever star leads to it."""
    seen.add(file.path)
    for source in _star_sources(project, file):
        if source.path in seen:
            continue
        consulted.append(source)
        exports = source.facts.exports
        listed = exports is not None and attribute in exports
        if not listed and (attribute.startswith("_") or (exports is not None and "*" not in exports)):
            continue
        if attribute in bindings(source):
            return join(source.name, attribute)
        origin = _star_origin(project, source, attribute, seen, consulted)
        if origin or listed:
            return origin or join(source.name, attribute)
    return None
