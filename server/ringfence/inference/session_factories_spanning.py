"""Where the composition root lets a second module work inside a session that it got from a global factory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from ringfence.inference.crossings import importer_of
from ringfence.inference.data.symbols import Symbol, dotted, flat, symbols_of
from ringfence.inference.names import definition_of
from ringfence.inference.session_factories import Factory, factory_behind, listed_factories, locals_of
from ringfence.inference.session_factories_held import imports_factory
from ringfence.model import code
from ringfence.model.config import ModuleKind
from ringfence.model.modules import Module
from ringfence.model.names import join, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range

_WORK = frozenset(
    (
        *("query", "execute", "scalar", "scalars", "get", "add", "add_all", "merge", "delete", "exec"),
        *("bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings", "stream", "stream_scalars"),
    )
)
_SHARES_FREELY = (ModuleKind.SHARED, ModuleKind.ORCHESTRATION, ModuleKind.EXTERNAL)


class Span(NamedTuple):
    """A hand-over of a session to a second module."""

    factory: Factory
    first: Module
    """The module that works in the session already: the file's own, or the first that got it."""
    second: Module
    target: str
    """The dotted name of the function or class of the second module."""
    scope: str
    """The dotted name of the function that hands it over, below the file's."""
    range: Range


class _Step(NamedTuple):
    """One piece of work in a session."""

    session: str
    owner: Module
    target: str
    at: Range


def spans(project: Project, file: SourceFile) -> Iterator[Span]:
    """All hand-overs in a file of the composition root, one for each function, session and second module.

    Tests are left out: to put everything into one session is what a fixture is for.
    """
    importer = importer_of(project, file)
    if importer is None or importer.kind is not ModuleKind.ORCHESTRATION or file.is_test:
        return
    if not listed_factories(project) or not imports_factory(project, file):
        return
    for symbol in symbols_of(project, file).values():
        if isinstance(symbol.node, code.Function):
            yield from _Handing(project, file, importer, symbol, symbol.node).spans()


class _Handing:
    """One function, and what it hands its sessions to."""

    def __init__(
        self, project: Project, file: SourceFile, importer: Module, symbol: Symbol, function: code.Function
    ) -> None:
        self.project = project
        self.file = file
        self.importer = importer
        self.symbol = symbol
        self.function = function
        self.local = locals_of(file, function)
        self.types = {**self._own_types(), **self._types_in(function)}

    def spans(self) -> Iterator[Span]:
        """The first hand-over of each session to each second module."""
        for session, factory in self._sessions():
            steps = sorted(self._steps(session), key=lambda step: step.at)
            first = self.importer if any(step.owner is self.importer for step in steps) else None
            seen: set[Module] = set()
            for step in steps:
                first = first or step.owner
                if step.owner not in seen and step.owner is not first and step.owner.kind not in _SHARES_FREELY:
                    yield Span(factory, first, step.owner, step.target, self.symbol.qualname, step.at)
                seen.add(step.owner)

    def _sessions(self) -> Iterator[tuple[str, Factory]]:
        for name, source in self.local.items():
            factory = factory_behind(self.project, source) if source else None
            if factory is not None and name not in self._factories():
                yield name, factory

    def _factories(self) -> set[str]:
        """The variables that hold a factory, not a session of it."""
        return {
            statement.target.id
            for statement in flat(self.function.body)
            if isinstance(statement, code.Assign)
            and isinstance(statement.target, code.Name)
            and isinstance(statement.value, code.Name | code.Attribute)
        }

    def _steps(self, session: str) -> Iterator[_Step]:
        pending: list[object] = [self.function.body]
        while pending:
            node = pending.pop()
            match node:
                case code.Function() | code.Class() | code.Lambda():
                    continue
                case code.Call():
                    yield from self._call(session, node)
                case code.Assign(target=code.Attribute() as target, value=code.Name(id=name)) if name == session:
                    yield from self._step(session, self._class_of(dotted(target.value)), Range(*target.at))
            if isinstance(node, tuple):
                pending.extend(part for part in node if isinstance(part, tuple | msgspec.Struct))
            elif isinstance(node, msgspec.Struct):
                pending.extend(getattr(node, field) for field in node.__struct_fields__ if field != "at")

    def _call(self, session: str, call: code.Call) -> Iterator[_Step]:
        name = dotted(call.function)
        receiver, _, method = name.rpartition(".")
        if receiver == session and method in _WORK:
            yield _Step(session, self.importer, name, Range(*call.function.at).shifted(self.symbol.line))
        given = (*call.arguments, *(value for _, value in call.keywords))
        if name and any(isinstance(value, code.Name) and value.id == session for value in given):
            yield from self._step(session, self._callee(name), Range(*call.function.at))

    def _step(self, session: str, target: str, at: Range) -> Iterator[_Step]:
        owner = self.project.modules.owner_of(target) if target else None
        if owner is not None:
            yield _Step(session, owner, target, at.shifted(self.symbol.line))

    def _callee(self, name: str) -> str:
        """The dotted name of the function, or of the class of the object, that is called."""
        first, _, rest = name.partition(".")
        if first == "self" and "." not in rest:
            return join(self.file.name, self.symbol.qualname)
        if first == "self" or first in self.local:
            return self._class_of(parent(name))
        return self._defined(join(self.file.name, name))

    def _class_of(self, name: str) -> str:
        """The dotted name of the class of a variable or of an attribute of `self`; empty when it is not known."""
        return self._defined(join(self.file.name, self.types.get(name, ""))) if self.types.get(name) else ""

    def _defined(self, name: str) -> str:
        """The definition behind a name, if the project has it."""
        found = definition_of(self.project, name)
        return found if self.project.file_named(parent(found)) is not None else ""

    def _own_types(self) -> Mapping[str, str]:
        """The classes of the attributes that the constructor sets: by annotation, or made there."""
        outer = parent(self.symbol.qualname)
        maker = symbols_of(self.project, self.file).get(join(outer, "__init__")) if outer else None
        if maker is None or not isinstance(maker.node, code.Function):
            return {}
        known = self._types_in(maker.node)
        found = {}
        for statement in flat(maker.node.body):
            if isinstance(statement, code.Assign) and dotted(statement.target).startswith("self."):
                given = dotted(statement.value)
                found[dotted(statement.target)] = known.get(given, "") if given else _made(statement.value)
        return found

    @staticmethod
    def _types_in(function: code.Function) -> dict[str, str]:
        """The classes of parameters by their annotations, and of variables that are made by a call of a class."""
        found = {each.name: dotted(each.annotation) for each in function.parameters}
        for statement in flat(function.body):
            if isinstance(statement, code.Assign) and isinstance(statement.target, code.Name):
                name = statement.target.id
                made = _made(statement.value)
                found[name] = made if found.get(name, made) == made else ""
        return found


def _made(value: code.Expression | None) -> str:
    return dotted(value.function) if isinstance(value, code.Call) else ""
