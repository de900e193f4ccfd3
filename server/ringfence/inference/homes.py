"""Where a name that may not be imported can be had instead: in contracts, as a DTO, or behind a port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from ringfence.inference.names import Binding, bindings, definition_of, still_there
from ringfence.model.facts import Definition
from ringfence.model.modules import Module
from ringfence.model.names import is_within, join
from ringfence.model.project import Project, SourceFile

_ORM_SUFFIXES = ("DB", "Model", "ORM", "Orm", "Entity", "Table", "Record", "Row")
_DTO_SUFFIXES = ("DTO", "Dto", "", "Data", "View")


class Home(NamedTuple):
    """A public place that offers a name."""

    module: Module
    python_module: str
    name: str
    match: str
    """`same` name, its `dto`, or a `port` that speaks of it."""

    @property
    def dotted(self) -> str:
        """The full dotted name."""
        return join(self.python_module, self.name)


def homes_in(project: Project, module: Module, symbol: str, avoid: str = "") -> tuple[Home, ...]:
    """What a module's public interface offers for `symbol`, best first.

    `avoid` is a dotted name that must not be proposed: the one that the import uses already.
    """
    offered = _offered(project, module)
    found = {home.dotted: home for home in reversed(list(_candidates(module, offered, symbol)))}
    return tuple(home for home in reversed(found.values()) if home.dotted != avoid)


def offered_names(project: Project, module: Module) -> tuple[str, ...]:
    """The dotted names that a module's public interface offers, those of the contract first."""
    return tuple(join(place, name) for name, (place, _) in _offered(project, module).items())


def best_of(homes: tuple[Home, ...]) -> Home | None:
    """The one home to prefer: the only one of the best kind (same name, then DTO, then port); None when unclear."""
    for match in ("same", "dto", "port"):
        of_kind = [home for home in homes if home.match == match]
        if of_kind:
            return of_kind[0] if len(of_kind) == 1 else None
    return None


def is_meant(project: Project, home: Home, definition: str) -> bool:
    """Whether a home surely offers what is meant: it passes on the same definition, or stands in a contract.

    Elsewhere two things of one name may have nothing to do with each other.
    """
    return home.python_module in home.module.contract_modules() or is_same(project, home, definition)


def is_same(project: Project, home: Home, definition: str) -> bool:
    """Whether a home passes on the very definition with this dotted name."""
    return definition_of(project, home.dotted) == definition


def homes_anywhere(project: Project, symbol: str) -> tuple[Home, ...]:
    """Every place in the contracts of all modules that offers exactly `symbol`, in the order of the modules.

    Constants do not count: two of one name (`DOMAIN`, `TIMEOUT`) are hardly ever the same thing.
    """
    return () if symbol.isupper() else _index(project).get(symbol, ())


def _index(project: Project) -> Mapping[str, tuple[Home, ...]]:
    """All homes by name: kept over snapshots, for as long as the files of the contracts stay the same."""
    known = cast("_Index | None", project.resolution.peek("homes"))
    if known is not None and still_there(project, known[0]):
        return known[1]
    found: dict[str, tuple[Home, ...]] = {}
    consulted: list[SourceFile] = []
    for module in project.modules:
        for name, (place, _) in _public_names(project, module, consulted).items():
            found[name] = (*found.get(name, ()), Home(module, place, name, "same"))
    project.resolution.put("homes", (tuple(dict.fromkeys(consulted)), found))
    return found


_Index = tuple[tuple[SourceFile, ...], Mapping[str, tuple[Home, ...]]]


def stem_of(symbol: str) -> str:
    """The name without what marks it as a database class: `Lead` for `LeadDB`."""
    for suffix in _ORM_SUFFIXES:
        if symbol.endswith(suffix) and len(symbol) > len(suffix):
            return symbol.removesuffix(suffix)
    return symbol


def _candidates(module: Module, offered: Mapping[str, tuple[str, Binding]], symbol: str) -> Iterator[Home]:
    if symbol in offered:
        yield Home(module, offered[symbol][0], symbol, "same")
    stem = stem_of(symbol)
    twins = [stem + suffix for suffix in _DTO_SUFFIXES if stem + suffix != symbol]
    for twin in twins:
        if twin in offered and twin[:1].isupper():
            yield Home(module, offered[twin][0], twin, "dto")
    speaks_of = {symbol, stem, *twins}
    for name, (place, binding) in offered.items():
        if isinstance(binding, Definition) and speaks_of & set(binding.mentions):
            yield Home(module, place, name, "port")


def _offered(project: Project, module: Module) -> Mapping[str, tuple[str, Binding]]:
    """The names of a module's public interface, each with the Python module to import it from."""
    return project.memo.get(("offered", module.name), lambda: _public_names(project, module, []))


def _public_names(project: Project, module: Module, consulted: list[SourceFile]) -> dict[str, tuple[str, Binding]]:
    found: dict[str, tuple[str, Binding]] = {}
    for place in _public_python_modules(project, module):
        file = project.file_named(place)
        if file is None:
            continue
        consulted.append(file)
        for name, binding in bindings(file).items():
            if name.startswith("_") or (name in found and not isinstance(binding, Definition)):
                continue
            known = found.get(name)
            if isinstance(binding, Definition):
                # The place that defines a name is a better home than one that passes it on.
                if known is None or not isinstance(known[1], Definition):
                    found[name] = (place, binding)
            elif _is_passed_on(project, module, file, join(place, name), binding, consulted):
                found[name] = (place, binding)
    return found


def _is_passed_on(
    project: Project, module: Module, file: SourceFile, name: str, binding: Binding, consulted: list[SourceFile]
) -> bool:
    """Whether an import in a public Python module is there to be offered, not just used.

    It is where it says so (`X as X`, `__all__`), and in a package or a contract, as long as the module defines it.
    """
    if not isinstance(binding, Definition) and binding[1].reexported:
        return True
    if not file.is_package and file.name not in module.contract_modules():
        return False
    owner = project.modules.owner_of(definition_of(project, name, consulted))
    return owner is module


def _public_python_modules(project: Project, module: Module) -> list[str]:
    """The Python modules of the public interface, those of the contract first."""
    return project.structure.get(("public python modules", module), lambda: _find_public(project, module))


def _find_public(project: Project, module: Module) -> list[str]:
    contract = [place for place in module.contract_modules() if place in project.python_modules.paths]
    below = _python_modules_of(project).get(module.name, ())
    # Where everything is public there is no contract to search.
    named = [entry for entry in module.public if "*" not in entry]
    others = [
        place
        for place in below
        if place not in contract and any(is_within(module.below_root(place), entry) for entry in named)
    ]
    return contract + (others if named else [])


def _python_modules_of(project: Project) -> dict[str, list[str]]:
    return project.structure.get("python modules of", lambda: _group(project))


def _group(project: Project) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in sorted(project.python_modules.paths):
        owner = project.modules.owner_of(name)
        if owner is not None and any(is_within(name, root) for root in owner.roots):
            groups.setdefault(owner.name, []).append(name)
    return groups
