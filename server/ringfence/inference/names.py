"""What a dotted name stands for: relative imports, re-exports and where a name is really defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from ringfence.model.facts import Definition, ImportedName, ImportKind, ImportSite
from ringfence.model.names import join, parent
from ringfence.model.project import Project, SourceFile

_MAX_HOPS = 32

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


def bindings(file: SourceFile) -> Mapping[str, Binding]:
    """What each module-level name of a file is bound by; an import wins over a fallback definition."""
    return file.memo.get("bindings", lambda: _bindings(file))


def _bindings(file: SourceFile) -> dict[str, Binding]:
    found: dict[str, Binding] = {definition.name: definition for definition in file.facts.definitions}
    for site in file.facts.imports:
        if site.scope or site.kind in (ImportKind.FUNCTION, ImportKind.DYNAMIC):
            continue
        for name in site.names:
            if name.name != "*" and not (site.kind is ImportKind.FALLBACK and name.bound in found):
                found[name.bound] = (site, name)
    return found


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
    seen = {name}
    for _ in range(_MAX_HOPS):
        following = _next_hop(project, name, consulted)
        if following is None or following in seen:
            return name
        seen.add(following)
        name = following
    return name


def _next_hop(project: Project, name: str, consulted: list[SourceFile]) -> str | None:
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
    return join(origin, rest)


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
    return next(_star_origins(project, file, attribute, consulted), None)


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


def _star_origins(project: Project, file: SourceFile, attribute: str, consulted: list[SourceFile]) -> Iterator[str]:
    for source in _star_sources(project, file):
        consulted.append(source)
        if _offers_to_star(project, source, attribute, frozenset({file.path})):
            yield join(source.name, attribute)


def _star_sources(project: Project, file: SourceFile) -> Iterator[SourceFile]:
    for site in file.facts.imports:
        if site.names and site.names[0].name == "*" and not site.scope:
            base = absolute_base(file, site)
            source = project.file_named(base) if base else None
            if source is not None and source.path != file.path:
                yield source


def _offers_to_star(project: Project, file: SourceFile, attribute: str, seen: frozenset[str]) -> bool:
    """Whether `from file import *` binds `attribute`; `seen` guards against files that star-import each other."""
    exports = file.facts.exports
    if exports is not None and (attribute in exports or "*" not in exports):
        return attribute in exports
    if attribute.startswith("_") or file.path in seen:
        return False
    return attribute in bindings(file) or any(
        _offers_to_star(project, source, attribute, seen | {file.path}) for source in _star_sources(project, file)
    )
