"""A first `boundaries.yaml` from the code as it is: which modules there are, of what kind, and what they import now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ringfence.engine.build import build_project
from ringfence.inference.crossings import Verdict, crossings
from ringfence.inference.module_graph import module_imports
from ringfence.model.config import AllowEntry, Config, DeclaredModule, ModuleDefaults, ModuleKind, RuleSettings
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.modules import Module
from ringfence.model.names import is_within, join, last
from ringfence.model.project import Project, SourceFile

MOST_IMPORTERS = 12
"""The threshold of `god-module`."""
MOST_FINDINGS = 25
"""A rule with more findings than this starts switched off: nobody reads so many."""
_ALWAYS_ON = frozenset({"invalid-config", "not-analysed", "module-cycle"})
_OLD = ("legacy", "deprecated", "obsolete")
_TEST_REASON = "tests may look at everything for now"
Owner = Callable[[str], str]
"""Whom a module at a dotted root belongs to; empty for nobody in particular."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A config, and what there is to say about its parts."""

    config: Config
    module_notes: Mapping[str, str] = field(default_factory=dict)
    """By module: why it is what it is."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The same for other keys: `discover`, `public`, `contract`, or the id of a rule."""
    remarks: tuple[str, ...] = ()
    """What else to know, one line each: what could not be taken over, what to decide next."""


def draft_config(project: Project, owner_of: Owner) -> Draft:
    """The draft for a project whose source roots and `discover` are set; whatever is imported today is allowed."""
    open_config = replace(project.config, defaults=ModuleDefaults(("**",), (), ("*",)), modules=())
    found = _with(project, open_config)
    graph = _Graph(found)
    kinds = dict(_kinds(found, graph))
    public, contract, notes = _interface(found)
    defaults = ModuleDefaults(public, contract, ("shared",))
    modules = tuple(_modules(found, graph, kinds, owner_of))
    config = replace(project.config, defaults=defaults, modules=modules)
    judged = _with(project, config)
    config = replace(config, allow=tuple(_test_exceptions(judged)))
    notes["discover"] = _count(len(found.modules), "module")
    module_notes = {name: graph.note(name, kind) for name, kind in kinds.items() if kind is not ModuleKind.BUSINESS}
    return Draft(config, module_notes, notes, tuple(_remarks(graph, kinds)))


def quieted(draft: Draft, found: Iterable[Diagnostic]) -> Draft:
    """The draft with each rule switched off that has more findings in `found` than anybody reads on the first day."""
    counted = Counter(diagnostic.rule for diagnostic in found if diagnostic.rule not in _ALWAYS_ON)
    loud = {rule: count for rule, count in sorted(counted.items()) if count > MOST_FINDINGS}
    rules = {**draft.config.rules, **{rule: RuleSettings(Severity.OFF) for rule in loud}}
    notes = {**draft.notes, **{rule: f"{count} findings today" for rule, count in loud.items()}}
    return replace(draft, config=replace(draft.config, rules=rules), notes=notes)


def _with(project: Project, config: Config) -> Project:
    built = build_project(config, project.files, project.today, graph=project.graph, sql=project.sql)
    return replace(built, code=project.code, scripts=project.scripts)


class _Graph:
    """Who imports whom, tests left out."""

    def __init__(self, project: Project) -> None:
        self.imports: dict[str, set[str]] = {module.name: set() for module in project.modules}
        self.importers: dict[str, set[str]] = {module.name: set() for module in project.modules}
        for importer, imported in module_imports(project):
            self.imports[importer].add(imported)
            self.importers[imported].add(importer)

    def note(self, name: str, kind: ModuleKind) -> str:
        """Why a module is of its kind."""
        importers, imports = len(self.importers[name]), len(self.imports[name])
        if kind is ModuleKind.SHARED:
            beside = "imports nothing else" if not imports else "imports shared modules only"
            return f"{_importing(importers)} it, it {beside}"
        if kind is ModuleKind.ORCHESTRATION:
            return f"imports {_count(imports, 'module')}, {_importing(importers)} it"
        return "its name says so, and nobody imports it"


def _kinds(project: Project, graph: _Graph) -> Iterator[tuple[str, ModuleKind]]:
    shared = _shared(graph)
    for module in project.modules:
        name = module.name
        imports = graph.imports[name] - shared
        if name in shared:
            yield name, ModuleKind.SHARED
        elif any(word in last(name).lower() for word in _OLD) and not graph.importers[name]:
            yield name, ModuleKind.LEGACY
        elif not graph.importers[name] and len(imports) >= max(4, len(graph.imports) // 4):
            yield name, ModuleKind.ORCHESTRATION
        else:
            yield name, ModuleKind.BUSINESS


def _shared(graph: _Graph) -> set[str]:
    """Modules that many import, and that import nothing but each other."""
    enough = min(MOST_IMPORTERS + 1, max(3, len(graph.imports) // 5))
    shared = {name for name, importers in graph.importers.items() if len(importers) >= enough}
    while True:
        kept = {name for name in shared if graph.imports[name] <= shared}
        if kept == shared:
            return shared
        shared = kept


def _interface(project: Project) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
    """What is public, and which files make a contract: what most modules have already, and most importers use."""
    packages = [module for module in project.modules if _is_package(project, module)]
    with_api = [module for module in packages if _exists(project, module, "api")]
    notes = {"contract": "files that each module must have, such as api/ports.py"}
    if not with_api or len(with_api) * 2 < len(packages) or not _is_used(project, with_api):
        return ("*",), (), notes | {"public": "every name without a leading underscore"}
    names = ("api/ports.py", "api/dtos.py", "api/events.py")
    contract = tuple(name for name in names if _share(project, with_api, name) >= 0.5)
    if contract:
        notes["contract"] = "what most of them have"
    return ("api",), contract, notes | {"public": f"{len(with_api)} of {_count(len(packages), 'module')} have it"}


def _is_used(project: Project, with_api: list[Module]) -> bool:
    """Whether others import these modules through their `api` more often than not."""
    names = {module.name for module in with_api}
    uses = [found for edge, imports in module_imports(project).items() if edge[1] in names for found in imports]
    through = sum(is_within(found.crossing.imported.below_root(found.target), "api") for found in uses)
    return through * 2 >= len(uses)


def _share(project: Project, modules: list[Module], file: str) -> float:
    having = sum(_exists(project, module, file.removesuffix(".py").replace("/", ".")) for module in modules)
    return having / len(modules)


def _exists(project: Project, module: Module, below: str) -> bool:
    return project.python_modules.exists(join(module.roots[0], below))


def _is_package(project: Project, module: Module) -> bool:
    return module.roots[0] in project.python_modules.folders


def _modules(
    project: Project, graph: _Graph, kinds: Mapping[str, ModuleKind], owner_of: Owner
) -> Iterator[DeclaredModule]:
    """An entry for each module that differs from the defaults."""
    shared = {name for name, kind in kinds.items() if kind is ModuleKind.SHARED}
    for module in project.modules:
        name, kind = module.name, kinds[module.name]
        owner = owner_of(module.roots[0]) or None
        listed = kind in (ModuleKind.BUSINESS, ModuleKind.LEGACY)
        imports = sorted(graph.imports[name] - shared) if listed else []
        may_import = (*imports, "shared") if imports and shared else tuple(imports) or None
        if owner or may_import or kind is not ModuleKind.BUSINESS:
            yield DeclaredModule(name, kind=kind, owner=owner, may_import=may_import)


def _test_exceptions(project: Project) -> Iterator[AllowEntry]:
    """Exceptions for the tests that import what the code of their module does not."""
    patterns = {
        _test_pattern(file)
        for file in project.files.values()
        if file.is_test and any(crossing.verdict is not Verdict.ALLOWED for crossing in crossings(project, file))
    }
    for pattern in sorted(patterns):
        yield AllowEntry(pattern, "*", None, _TEST_REASON)


def _test_pattern(file: SourceFile) -> str:
    """A pattern over the names of tests that lie as this one does."""
    parts = file.name.split(".")
    for index, part in enumerate(parts):
        if part in ("tests", "test", "testing"):
            return part if not index else f"**.{part}"
    return f"**.{'test_*' if parts[-1].startswith('test_') else '*_test' if parts[-1].endswith('_test') else parts[-1]}"


def _remarks(graph: _Graph, kinds: Mapping[str, ModuleKind]) -> Iterator[str]:
    for name, importers in sorted(graph.importers.items()):
        if len(importers) > MOST_IMPORTERS and kinds[name] is ModuleKind.BUSINESS:
            yield (
                f"{name} is imported by {_count(len(importers), 'module')}: "
                "once each of its names has an owner, make it `kind: god`."
            )


def _importing(number: int) -> str:
    return "no module imports" if not number else "1 module imports" if number == 1 else f"{number} modules import"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
