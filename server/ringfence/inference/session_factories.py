"""Global session factories: the names in `sessions.factories`, and what only passes their sessions on.

A function that returns or yields nothing but the session of a factory is a factory itself for whoever imports it, and
so is a module-level name that is bound to a factory, to a session of it, or to `Depends(factory)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from ringfence.inference.data.symbols import dotted, flat, globals_of, symbols_of
from ringfence.inference.names import bindings, definition_of, still_there
from ringfence.inference.session_factories_passing import may_wrap, sources_of
from ringfence.model import code
from ringfence.model.facts import Definition
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile

_PASSES_ON = frozenset(
    (
        *("next", "anext", "iter", "aiter", "contextmanager", "asynccontextmanager", "closing", "aclosing", "partial"),
        *("enter_context", "enter_async_context", "scoped_session", "async_scoped_session"),
        *("Depends", "Security", "Provide", "Inject", "FromDishka", "lru_cache", "cache"),
    )
)
"""Functions that give the session of the factory, or the factory, that they are given."""
_SAME = frozenset(("begin", "__call__", "__enter__", "__aenter__", "__next__", "__anext__"))
"""Methods of a factory, or of what it gives, that hand out its session."""
_FIRST, _SECOND = 0, 1
_GIVEN = "<given>"
"""Stands for an optional parameter: what it holds came from the caller, who has it already."""
_MOST_STEPS = 6
"""Through how many functions a session is followed."""


class Factory(NamedTuple):
    """What hands out sessions of a global factory."""

    name: str
    """The dotted name of its definition."""
    root: str
    """The factory in `sessions.factories` whose sessions they are; the same when it is one of these."""
    likely: bool = False
    """It hands out a session that it is given, and one of the factory only when it is given none."""

    @property
    def passes_on(self) -> bool:
        """Whether it is not listed itself, and hands out what comes from one that is."""
        return self.name != self.root


def listed_factories(project: Project) -> Mapping[str, int]:
    """The definitions of the factories in `sessions.factories`, each with its place in the list."""
    if not project.config.session_factories:
        return {}
    return project.memo.get("session factories", lambda: dict(_listed(project)))


def _listed(project: Project) -> Iterator[tuple[str, int]]:
    for index, name in enumerate(project.config.session_factories):
        yield definition_of(project, name), index


def factory_names(project: Project) -> frozenset[str]:
    """The factories in `sessions.factories`, as they are written there and by their definitions."""
    names = project.config.session_factories
    return project.memo.get("session factory names", lambda: frozenset((*names, *listed_factories(project))))


def factory_behind(project: Project, name: str) -> Factory | None:
    """The global session factory that dotted `name` stands for, through re-exports, aliases and wrappers."""
    listed = listed_factories(project)
    definition = definition_of(project, name)
    if definition in listed:
        return Factory(definition, definition)
    home = project.file_named(parent(definition))
    if home is None or not may_wrap(project, home, factory_names(project)):
        return None
    known = cast("_Known | None", project.resolution.peek(("session factory", name)))
    if known is not None and known.listed == listed and known.holds(project):
        return known.answer
    search = _Search(project)
    answer = search.factory(name)
    files = tuple(dict.fromkeys(search.consulted))
    codes = tuple(project.code.get(file.path) for file in files)
    project.resolution.put(("session factory", name), _Known(listed, files, codes, answer))
    return answer


class _Known(NamedTuple):
    """An answer with all that it rests on."""

    listed: Mapping[str, int]
    files: tuple[SourceFile, ...]
    codes: tuple[code.Code | None, ...]
    answer: Factory | None

    def holds(self, project: Project) -> bool:
        """Whether nothing that it rests on has changed."""
        codes = zip(self.files, self.codes, strict=True)
        return still_there(project, self.files) and all(project.code.get(file.path) is code for file, code in codes)


class _Search:
    """One look for a factory behind a name; functions that pass on what the other passes on end it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.listed = listed_factories(project)
        self.names = factory_names(project)
        self.consulted: list[SourceFile] = []
        self._seen: set[str] = set()

    def factory(self, name: str, depth: int = 0) -> Factory | None:
        definition = definition_of(self.project, name, self.consulted)
        if definition in self.listed:
            return Factory(definition, definition)
        if definition in self._seen or depth == _MOST_STEPS:
            return None
        self._seen.add(definition)
        sources = self._sources(definition)
        if "" in sources:
            return None
        roots = [self.factory(source, depth + 1) for source in dict.fromkeys(sources) if source != _GIVEN]
        found = [factory for factory in roots if factory is not None]
        if not found or len(found) < len(roots):
            return None
        likely = _GIVEN in sources or any(factory.likely for factory in found)
        return Factory(definition, found[0].root, likely)

    def _sources(self, definition: str) -> tuple[str, ...]:
        """The names of whatever a definition hands out; of one that hands out something else, empty ones too."""
        file = self.project.file_named(parent(definition))
        if file is None:
            return ()
        self.consulted.append(file)
        if not may_wrap(self.project, file, self.names):
            # That holds until one of these imports a factory.
            self.consulted.extend(sources_of(self.project, file))
            return ()
        known: dict[str, tuple[str, ...]] = file.memo.latest("handed out", self.project.code.get(file.path), dict)
        key = last(definition)
        if key not in known:
            known[key] = tuple(self._find_sources(file, last(definition)))
        return known[key]

    def _find_sources(self, file: SourceFile, name: str) -> list[str]:
        binding = bindings(file).get(name)
        if not isinstance(binding, Definition):
            return []
        symbol = symbols_of(self.project, file).get(name)
        if symbol is None:
            return self._bound(file, binding)
        return handed_out(file, symbol.node) if isinstance(symbol.node, code.Function) else []

    def _bound(self, file: SourceFile, binding: Definition) -> list[str]:
        own = self.project.code.get(file.path)
        if own is None:
            return [join(file.name, binding.alias_of)] if binding.alias_of else []
        values = [
            statement.value
            for statement, _ in globals_of(own)
            if isinstance(statement, code.Assign) and dotted(statement.target) == binding.name and statement.value
        ]
        return [_source(file, value, {}) for value in values if not _is_none(value)]


def handed_out(file: SourceFile, function: code.Function) -> list[str]:
    """The dotted names of what a function returns or yields, by way of its local variables.

    Empty ones stand for what has no name; `None` does not count.
    """
    local = locals_of(file, function)
    names = {each.name for each in function.parameters if each.default and _is_none(each.default)}
    local.update(dict.fromkeys((name for name in names if not local.get(name)), _GIVEN))
    found: list[str] = []
    for value in _results(function):
        found += _sources_of(file, value, local)
        # `session = session or factory()` gives an optional parameter its other value.
        bound = (other for target, other in _bound_in(function.body) if dotted(target) == dotted(value) in names)
        found += [source for other in bound for source in _sources_of(file, other, local)]
    return found


def _sources_of(file: SourceFile, value: code.Expression, local: Mapping[str, str]) -> list[str]:
    options = value.options if isinstance(value, code.Choice) else (value,)
    return [_source(file, option, local) for option in options if not _is_none(option)]


def _results(function: code.Function) -> Iterator[code.Expression]:
    for statement in flat(function.body):
        match statement:
            case code.Return(value=value) if value is not None:
                yield value
            case code.Evaluate(value=code.Await(kind="yield" | "yield from", value=value)):
                yield value
            case code.Assign(value=code.Await(kind="yield" | "yield from", value=value)):
                yield value


def _is_none(value: code.Expression) -> bool:
    return isinstance(value, code.Constant) and value.value == "None"


def locals_of(file: SourceFile, function: code.Function) -> dict[str, str]:
    """The dotted name of what each local variable holds, or was made by; empty where it can be anything else."""
    local = {parameter.name: _injected(file, parameter) for parameter in function.parameters}
    for statement in flat(function.body):
        if isinstance(statement, code.Import):
            local.update(_imported(file, statement))
    for target, value in _bound_in(function.body):
        if not isinstance(target, code.Name) or _is_none(value):
            continue
        source = _source(file, value, local)
        known = local.get(target.id, source)
        local[target.id] = source if known == source else ""
    return local


def _injected(file: SourceFile, parameter: code.Parameter) -> str:
    """What a framework passes for `session=Depends(get_session)`."""
    for given in (parameter.default, parameter.annotation):
        if isinstance(given, code.Call | code.Subscript):
            source = _source(file, given, {})
            if source and (isinstance(given, code.Subscript) or last(dotted(given.function)) in _PASSES_ON):
                return source
    return ""


def _imported(file: SourceFile, statement: code.Import) -> Iterator[tuple[str, str]]:
    package = file.package
    for _ in range(statement.level - 1):
        package = parent(package)
    base = join(package, statement.base) if statement.level > 0 else statement.base
    for name, alias in statement.names:
        if statement.level >= 0:
            yield alias or name, join(base, name)
        else:
            yield (alias, name) if alias else (name.partition(".")[0], name.partition(".")[0])


def _bound_in(body: tuple[code.Statement, ...]) -> Iterator[tuple[code.Expression, code.Expression]]:
    """Each target with what it is bound to."""
    for statement in flat(body):
        match statement:
            case code.Assign(target=target, value=value) if value is not None:
                yield target, value
            case code.Loop(target=target, iterable=iterable) if target is not None:
                yield target, iterable
            case code.With(items=items):
                yield from ((target, value) for value, target in items if target is not None)


def _source(file: SourceFile, value: code.Expression, local: Mapping[str, str]) -> str:
    """The dotted name of what a value, or the session in it, comes from; empty when that has no name."""
    match value:
        case code.Name() | code.Attribute():
            return _absolute(file, dotted(value), local)
        case code.Call(function=code.Attribute(value=inner, name=name)) if name in _SAME:
            return _source(file, inner, local)
        case code.Call(function=function, arguments=arguments):
            if last(dotted(function)) in _PASSES_ON and arguments:
                return _source(file, arguments[_FIRST], local)
            # A function that stands in the call's place hands out what it is called for.
            return _source(file, function, local)
        case code.Await(value=inner) | code.Walrus(value=inner):
            return _source(file, inner, local)
        case code.Choice(options=options):
            return _only(_source(file, option, local) for option in options)
        case code.Subscript(value=head, index=code.Items(items=items)) if last(dotted(head)) == "Annotated":
            calls = [item for item in items[_SECOND:] if isinstance(item, code.Call)]
            return next((source for call in calls if (source := _source(file, call, local))), "")
    return ""


def _only(sources: Iterable[str]) -> str:
    found = set(sources)
    return found.pop() if len(found) == 1 else ""


def _absolute(file: SourceFile, name: str, local: Mapping[str, str]) -> str:
    first, _, rest = name.partition(".")
    if first in local:
        if local[first] == _GIVEN:
            return "" if rest else _GIVEN
        return join(local[first], rest) if local[first] else ""
    return join(file.name, name) if name else ""
