"""Across functions: what a call of the project's own code returns, and what it does to what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ringfence.inference.data.model_types import FieldKind, Orm, owner_of
from ringfence.inference.data.operations import NOTHING, Effect, FunctionResult, OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.symbols import Symbol, dotted, symbol_named
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Instance,
    Many,
    Origin,
    Several,
    Value,
    element_of,
    join,
    one,
)
from ringfence.model import code
from ringfence.model.names import last, parent
from ringfence.model.ranges import FILE_START

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow
    from ringfence.inference.data.model_types import Models
    from ringfence.model.project import Project


class Passed(NamedTuple):
    """The arguments of a call, looked at once."""

    values: tuple[tuple[Value, bool], ...]
    """Each positional argument, and whether it stands for several (`*rows`)."""
    keywords: Mapping[str, Value]

    def at(self, position: int, *names: str) -> Value:
        """The argument at a position, or with one of these names."""
        if position < len(self.values):
            return self.values[position][0]
        return next((self.keywords[name] for name in names if name in self.keywords), UNKNOWN)

    def positional(self) -> Value:
        """Everything that is passed by position."""
        return join(*(value for value, _ in self.values))


_RUNNING = FunctionResult()
_MOST_NESTED = 24


def result_of(project: Project, models: Models, symbol: Symbol) -> FunctionResult:
    """What looking through a function gave: once for a snapshot. One that calls itself knows nothing of itself."""
    key = ("function", symbol.name)
    known = project.memo.peek(key)
    if known is not None:
        return known  # type: ignore[return-value]
    nested = project.memo.get("nested", lambda: [0])
    if nested[0] > _MOST_NESTED or not isinstance(symbol.node, code.Function):
        return NOTHING
    project.memo.put(key, _RUNNING)
    nested[0] += 1
    from ringfence.inference.data.flow import Flow

    class_name = parent(symbol.name) if "." in symbol.qualname else ""
    flow = Flow(project, models, symbol.file, symbol.qualname, symbol.line, class_name)
    result = flow.run(symbol.node)
    nested[0] -= 1
    project.memo.put(key, result)
    return result


def arguments_of(function: code.Function, passed: Passed, *, bound: bool) -> dict[str, Value]:
    """What each parameter of a function gets from a call."""
    names = [item.name for item in function.parameters if item.kind == ""][1 if bound else 0 :]
    rest = next((item.name for item in function.parameters if item.kind == "*"), "")
    found: dict[str, Value] = {}
    position = 0
    for value, starred in passed.values:
        if starred:
            for name in (*names[position:], *((rest,) if rest else ())):
                found[name] = join(found.get(name, UNKNOWN), value)
        elif position < len(names):
            found[names[position]] = value
            position += 1
        elif rest:
            found[rest] = join(found.get(rest, UNKNOWN), one(Many(value)))
    found.update((name, value) for name, value in passed.keywords.items() if name)
    return found


def returned_by(flow: Flow, function: str, receiver: Value, arguments: Mapping[str, Value]) -> Value:
    """What a function of the project gives back for these arguments, without noting what it does."""
    symbol = symbol_named(flow.project, function)
    if symbol is None or not isinstance(symbol.node, code.Function):
        return UNKNOWN
    result = result_of(flow.project, flow.models, symbol)
    found = result.returns
    if result.yields and not result.returns:
        managed = any("contextmanager" in last(dotted(item)) for item in symbol.node.decorators)
        found = one(Many(result.yields, "generator" if managed else "list"))
    return _substituted(flow, found, arguments)


def call_function(flow: Flow, function: str, passed: Passed, at: code.Place, receiver: Value) -> Value:
    """A call of the project's own code: what it does to its arguments counts as done here."""
    symbol = symbol_named(flow.project, function)
    if symbol is None or not isinstance(symbol.node, code.Function):
        return UNKNOWN
    static = any(last(dotted(item)) == "staticmethod" for item in symbol.node.decorators)
    bound = bool(receiver) and not static
    arguments = arguments_of(symbol.node, passed, bound=bound)
    result = result_of(flow.project, flow.models, symbol)
    fields: dict[tuple[Instance, OperationKind], list[str]] = {}
    for effect in result.effects:
        for atom in _reached(flow, arguments.get(effect.parameter, UNKNOWN), effect):
            _apply(flow, symbol, effect, atom, at, fields)
    for (row, kind), names in fields.items():
        record(flow, kind, row.model, at, fields=tuple(dict.fromkeys(n for n in names if n)), how="helper", row=row)
    for parameter, value in arguments.items():
        for atom in value:
            if isinstance(atom, Instance):
                flow.recorder.passes[symbol.name, parameter, atom.model] = None
    return returned_by(flow, function, receiver, arguments)


def _reached(flow: Flow, value: Value, effect: Effect) -> Value:
    """The rows that an effect on a parameter means, once it is known what is passed."""
    if effect.element:
        value = element_of(value)
    for name in effect.path:
        from ringfence.inference.data.attributes import attribute

        value = attribute(flow, code.Attribute(code.Name("", (0, 0, 0, 0)), name, (0, 0, 0, 0)), value)
    return value


def _apply(
    flow: Flow,
    symbol: Symbol,
    effect: Effect,
    atom: object,
    at: code.Place,
    fields: dict[tuple[Instance, OperationKind], list[str]],
) -> None:
    if isinstance(atom, Argument):
        flow.recorder.effects[effect._replace(parameter=atom.parameter, path=atom.path, element=atom.element)] = None
        return
    if not isinstance(atom, Instance):
        return
    model = flow.models.get(atom.model)
    if model is None:
        return
    owner = owner_of(flow.project, model)
    if owner is not None and owner is flow.project.modules.owner_of(symbol.file.name):
        # The owner's own code does it: that is what its interface is for.
        return
    if effect.how == "assign":
        _apply_assignment(flow, effect, atom, at, fields)
    elif effect.how == "add":
        flow.added.add(atom)
        fields.setdefault((atom, OperationKind.CREATE), [])
    else:
        fields.setdefault((atom, effect.kind), []).extend(effect.fields)


def _apply_assignment(
    flow: Flow,
    effect: Effect,
    row: Instance,
    at: code.Place,
    fields: dict[tuple[Instance, OperationKind], list[str]],
) -> None:
    model = flow.models.get(row.model)
    name = effect.fields[0] if effect.fields else ""
    known = model.fields.get(name) if model is not None and name else None
    if model is None or (name and (known is None or known.kind in (FieldKind.MANY, FieldKind.MANY_TO_MANY))):
        return
    waits = model.orm is Orm.DJANGO and not effect.saved
    if row.origin is Origin.NEW and row not in flow.added:
        waits = True
    if waits:
        flow.pending.setdefault(row, []).append((name, at))
    else:
        fields.setdefault((row, OperationKind.UPDATE), []).append(name)


def _substituted(flow: Flow, value: Value, arguments: Mapping[str, Value]) -> Value:
    """A returned value with what the caller passed in place of parameters."""
    found: list[Value] = []
    for atom in value:
        match atom:
            case Argument():
                effect = Effect(atom.parameter, atom.path, atom.element, OperationKind.READ, (), "", FILE_START)
                found.append(_reached(flow, arguments.get(atom.parameter, UNKNOWN), effect))
            case Many():
                found.append(one(Many(_substituted(flow, atom.element, arguments), atom.kind)))
            case Several():
                found.append(one(Several(tuple(_substituted(flow, item, arguments) for item in atom.items))))
            case _:
                found.append(one(atom))
    return join(*found)
