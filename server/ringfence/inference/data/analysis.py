"""What is known across files: the results of functions, the attributes of objects, the values of module-level names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ringfence.inference.data.assumptions import Passes, passes_of
from ringfence.inference.data.class_index import ClassInfo, global_values, lineage
from ringfence.inference.data.joins import join, says_something
from ringfence.inference.data.model_types import Models
from ringfence.inference.data.operations import NOTHING, FunctionResult, Pass
from ringfence.inference.data.solver import Solver
from ringfence.inference.data.symbols import Symbol, dotted, flat, symbol_named, symbols_of
from ringfence.inference.data.values import UNKNOWN, Value
from ringfence.model import code
from ringfence.model.names import join as join_names
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_MOST_RECEIVERS = 1_000
"""For so many classes of `self` a method is looked through anew, and"""
_MOST_VARIANTS = 40
"""for each of them so many combinations of what is passed."""


class Context(NamedTuple):
    """What a function is looked through for: by itself, or for the callers that pass something special."""

    receiver: str = ""
    """The class of `self` when that is not the class that defines the method."""
    types: tuple[str, ...] = ()
    """The models that the class of `self` was given in brackets."""
    given: tuple[tuple[str, Value], ...] = ()
    """What some parameters are."""
    is_assumed: bool = False
    """Parameters without a type are what the calls of the whole project pass."""


PLAIN = Context()


class Analysis:
    """Answers for one snapshot, worked out when they are asked for."""

    def __init__(self, project: Project, models: Models, flow: type[Flow]) -> None:
        """`flow` is how a function is looked through."""
        self.project, self.models = project, models
        self.solver = Solver()
        self.methods: dict[tuple[str, str, str], Symbol | None] = {}
        """Methods that were looked up: by class, name, and the class that `super()` starts after."""
        self._flow = flow
        self._variants: dict[tuple[str, str], set[Context]] = {}

    def flow(self, file: SourceFile, scope: str, line: int, class_name: str = "", context: Context = PLAIN) -> Flow:
        """A fresh look at some code of a file."""
        return self._flow(self, file, scope, line, class_name, context)

    def result_of(self, symbol: Symbol, context: Context = PLAIN) -> FunctionResult:
        """What looking through a function gave; nothing while that is going on, as in a recursion."""
        node = symbol.node
        if not isinstance(node, code.Function):
            return NOTHING
        if context != PLAIN and not self._is_worth(symbol.name, context):
            context = PLAIN

        def run() -> FunctionResult:
            class_name = parent(symbol.name) if "." in symbol.qualname else ""
            return self.flow(symbol.file, symbol.qualname, symbol.line, class_name, context).run(node)

        return self.solver.ask(("function", symbol.name, context), run, NOTHING)

    def _is_worth(self, function: str, context: Context) -> bool:
        """Whether there is room for one more variant of a function."""
        key = (function, context.receiver if context.given else "")
        variants = self._variants.setdefault(key, set())
        if context not in variants and len(variants) < (_MOST_VARIANTS if context.given else _MOST_RECEIVERS):
            variants.add(context)
        return context in variants

    def attribute_of(self, class_name: str, name: str, types: tuple[str, ...] = ()) -> Value:
        """What an attribute of an object may be: as its class declares it, or as its methods assign it."""
        return self.solver.ask(
            ("attribute", class_name, name, types), lambda: self._attribute(class_name, name, types), UNKNOWN
        )

    def _attribute(self, class_name: str, name: str, types: tuple[str, ...]) -> Value:
        found: list[Value] = []
        annotated: list[Value] = []
        for info in lineage(self.project, class_name):
            in_body = self._declared(info, class_name, name, types)
            if in_body:
                return in_body
            receiver = class_name if class_name != info.name else ""
            for method in assigning_methods(info).get(name, ()):
                symbol = symbol_named(self.project, join_names(info.name, method))
                if symbol is not None:
                    result = self.result_of(symbol, Context(receiver, types))
                    found.append(dict(result.assigned).get(name, UNKNOWN))
                    annotated.append(dict(result.declared).get(name, UNKNOWN))
        assigned = join(found)
        # What is really assigned is nearer to the truth than an annotation beside `None`.
        return assigned if says_something(assigned) else join([assigned, *annotated])

    def _declared(self, info: ClassInfo, class_name: str, name: str, types: tuple[str, ...]) -> Value:
        assign = info.attributes.get(name)
        if assign is None:
            return UNKNOWN
        context = Context(class_name if class_name != info.name else "", types)
        flow = self.flow(info.symbol.file, info.symbol.qualname, info.symbol.line, info.name, context)
        return flow.declared(assign)

    @cached_property
    def passes(self) -> Passes:
        """What all calls of the project pass to parameters without a type."""
        found: list[Pass] = []
        for path in sorted(self.project.code):
            file = self.project.files.get(path)
            for symbol in symbols_of(self.project, file).values() if file is not None else ():
                found.extend(self.result_of(symbol).passes)
        return passes_of(found)

    def value_of(self, name: str) -> Value:
        """What a module-level name of the project may be; UNKNOWN for a function, a class, or an unknown name."""
        file = self.project.file_named(parent(name))
        if file is None or file.path not in self.project.code:
            return UNKNOWN
        values = global_values(self.project, name)
        if not values:
            return UNKNOWN

        def evaluate() -> Value:
            return join([self.flow(file, "", line).declared(assign) for assign, line in values])

        return self.solver.ask(("global", name), evaluate, UNKNOWN)


def assigning_methods(info: ClassInfo) -> Mapping[str, tuple[str, ...]]:
    """For each attribute of `self`, the methods of a class that set it, or put something into it."""
    return info.symbol.file.memo.get(("assigning", info.symbol.line, info.name), lambda: _assigning_methods(info))


def _assigning_methods(info: ClassInfo) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for method in info.node.body:
        if isinstance(method, code.Function) and method.parameters:
            for name in _assigned_names(method):
                if method.name not in found.get(name, ()):
                    found[name] = (*found.get(name, ()), method.name)
    return found


def _assigned_names(method: code.Function) -> set[str]:
    receiver = method.parameters[0].name
    found: set[str] = set()
    for statement in flat(method.body):
        match statement:
            case code.Assign(target=target) | code.Augment(target=target):
                found.update(_attributes_in(target, receiver))
            case code.With(items=items):
                for _, target in items:
                    found.update(_attributes_in(target, receiver))
            case code.Loop(target=target):
                found.update(_attributes_in(target, receiver))
            case code.Evaluate(value=code.Call(function=code.Attribute(value=target))):
                found.update(_attributes_in(target, receiver))
    return found


def _attributes_in(target: code.Expression | None, receiver: str) -> set[str]:
    """The attributes of `self` that a target names: `self.a`, `self.a[key]`, `(self.a, self.b)`."""
    match target:
        case code.Attribute() if dotted(target.value) == receiver:
            return {target.name}
        case code.Subscript():
            return _attributes_in(target.value, receiver)
        case code.Items():
            return set().union(*[_attributes_in(item, receiver) for item in target.items])
        case code.Await():
            return _attributes_in(target.value, receiver)
    return set()


def method_of_class(analysis: Analysis, class_name: str, name: str, *, after: str = "") -> Symbol | None:
    """The code of a method, own or inherited; with `after`, what `super()` in that class finds."""
    key = (class_name, name, after)
    try:
        return analysis.methods[key]
    except KeyError:
        found = analysis.methods[key] = _method_of_class(analysis, class_name, name, after)
        return found


def _method_of_class(analysis: Analysis, class_name: str, name: str, after: str) -> Symbol | None:
    found_start = not after
    for info in lineage(analysis.project, class_name):
        if found_start:
            symbol = symbol_named(analysis.project, join_names(info.name, name))
            if symbol is not None and isinstance(symbol.node, code.Function):
                return symbol
        found_start = found_start or info.name == after
    return None


def decorator_names(function: code.Function) -> set[str]:
    """The last names of the decorators of a function."""
    return {last(dotted(item.function if isinstance(item, code.Call) else item)) for item in function.decorators}
