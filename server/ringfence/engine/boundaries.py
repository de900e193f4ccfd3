"""From what `boundaries.yaml` says and what Python modules exist to the modules of the project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ringfence.model.config import Config, DeclaredModule, ModuleKind
from ringfence.model.modules import Module, ModuleMap
from ringfence.model.names import is_within, last, matches, parent
from ringfence.model.project import PythonModules, SourceFile
from ringfence.model.ranges import Range

_KINDS_WITHOUT_INSIDE = (ModuleKind.SHARED, ModuleKind.EXTERNAL, ModuleKind.GOD, ModuleKind.LEGACY)


def resolve_modules(config: Config, python_modules: PythonModules, files: Iterable[SourceFile]) -> ModuleMap:
    """The modules in force: those declared, and those that `discover` finds beside them.

    A direct child that holds nothing but tests is no module.
    """
    found = _discovered(config, python_modules, files)
    claimed = {path for module in config.modules for path in module.paths or ()}
    free = {root: index for root, index in found.items() if not any(is_within(root, path) for path in claimed)}
    names = _names_of(free, {module.name for module in config.modules if module.paths})
    modules = [_declared(config, entry, names, python_modules) for entry in config.modules]
    taken = {root for module in modules for root in module.roots}
    for name, root in names.items():
        if root not in taken:
            place = config.range_of("discover", free[root])
            modules.append(_module(config, DeclaredModule(name), (root,), python_modules, place, declared=False))
    return ModuleMap(modules)


def _discovered(config: Config, python_modules: PythonModules, files: Iterable[SourceFile]) -> dict[str, int]:
    """The dotted names that `discover` finds, each with the number of its pattern."""
    if not config.discover:
        return {}
    tested = _only_tests(files)
    found: dict[str, int] = {}
    for name in sorted({*python_modules.paths, *python_modules.folders}):
        if last(name).startswith("__") or name in tested:
            continue
        for index, pattern in enumerate(config.discover):
            if name.count(".") == pattern.count(".") and matches(pattern, name):
                found.setdefault(name, index)
    return found


def _only_tests(files: Iterable[SourceFile]) -> set[str]:
    """The dotted names below which every Python module is a test."""
    tests: set[str] = set()
    others: set[str] = set()
    for file in files:
        names = tests if file.is_test else others
        name = file.name
        while name and name not in names:
            names.add(name)
            name = parent(name)
    return tests - others


def _names_of(roots: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """Module name to dotted root: the last component where that is unique and not `taken`, else the whole name."""
    by_last: dict[str, list[str]] = {}
    for root in roots:
        by_last.setdefault(last(root), []).append(root)
    return {
        (name if len(same) == 1 and name not in taken else root): root
        for name, same in by_last.items()
        for root in same
    }


def _declared(config: Config, entry: DeclaredModule, names: dict[str, str], python_modules: PythonModules) -> Module:
    place = config.range_of("modules", entry.name)
    roots = entry.paths or (_root_without_paths(config, entry, names),)
    return _module(config, entry, roots, python_modules, place, declared=True)


def _root_without_paths(config: Config, entry: DeclaredModule, names: dict[str, str]) -> str:
    """Where a module without `paths` lies: where `discover` found it, or would find it once it is there."""
    name = entry.name
    if name in names:
        return names[name]
    if name in names.values() or "." in name or not config.discover or entry.kind is ModuleKind.EXTERNAL:
        return name
    return f"{parent(config.discover[0])}.{name}".lstrip(".")


def _module(
    config: Config,
    entry: DeclaredModule,
    roots: tuple[str, ...],
    python_modules: PythonModules,
    place: Range,
    *,
    declared: bool,
) -> Module:
    defaults = config.defaults
    contract = entry.contract if entry.contract is not None else defaults.contract
    return Module(
        name=entry.name,
        roots=roots,
        kind=entry.kind,
        owner=entry.owner,
        public=tuple(_public(config, entry, roots, python_modules)),
        contract=tuple(path.removesuffix(".py").replace("/", ".") for path in contract),
        may_import=entry.may_import if entry.may_import is not None else defaults.may_import,
        must_not_import=entry.must_not_import,
        moved=dict(entry.moved),
        session=entry.session,
        owned_tables=entry.owned_tables,
        owned_models=entry.owned_models,
        declared=declared,
        range=place,
    )


def _public(
    config: Config, entry: DeclaredModule, roots: tuple[str, ...], python_modules: PythonModules
) -> Iterator[str]:
    if entry.public is not None:
        yield from entry.public
    elif entry.kind in _KINDS_WITHOUT_INSIDE:
        yield "**"
    elif all(_is_single_file(root, python_modules) for root in roots):
        # A single file has no `api` beside its code: it is its own interface.
        yield "*"
    else:
        yield from config.defaults.public


def _is_single_file(root: str, python_modules: PythonModules) -> bool:
    path = python_modules.paths.get(root, "")
    return bool(path) and not path.endswith(("/__init__.py", "/__init__.pyi"))
