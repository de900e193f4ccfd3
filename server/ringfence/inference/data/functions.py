"""Across functions: what a call of the project's own code returns, and what it does to what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ringfence.inference.data.analysis import PLAIN, Context, decorator_names
from ringfence.inference.data.arguments import Site, arguments_of
from ringfence.inference.data.concerns import concerns_data
from ringfence.inference.data.django_rows import forget_reads_before
from ringfence.inference.data.effects import apply_effects
from ringfence.inference.data.joins import assumed, both, element_of, join, many, one, says_something, several, step
from ringfence.inference.data.joins import record as record_of
from ringfence.inference.data.model_types import Orm, owner_of
from ringfence.inference.data.operations import FunctionResult, Operation, OperationKind, Pass
from ringfence.inference.data.record import record, wait
from ringfence.inference.data.results import leaving
from ringfence.inference.data.symbols import Symbol
from ringfence.inference.data.values import (
    ELEMENT,
    NO_MODEL,
    UNKNOWN,
    Argument,
    Atom,
    Collection,
    Instance,
    Manager,
    Many,
    Method,
    ModelClass,
    Object,
    Origin,
    Other,
    Partial,
    Query,
    Record,
    Reference,
    Session,
    Several,
    Sql,
    Value,
)
from ringfence.model import code
from ringfence.model.diagnostic import Certainty
from ringfence.model.names import parent
from ringfence.model.ranges import Range

if TYPE_CHECKING:
    from ringfence.inference.data.closures import Local
    from ringfence.inference.data.flow import Flow

_TELLING_WHAT = (ModelClass, Query, Manager, Object, Method, Partial)
_MOST_MODELS = 2
_DEEPEST = 3
_NOT_PASSED_ON = (Session, Sql, Other)


def call_symbol(flow: Flow, symbol: Symbol, site: Site, receiver: Atom | None, *, likely: bool = False) -> Value:
    """A call of the project's own code: what it does to its arguments counts as done here."""
    node = symbol.node
    if not isinstance(node, code.Function):
        return UNKNOWN
    arguments = arguments_of(node.parameters, site.passed, is_bound=_is_bound(node, receiver))
    if flow.analysis.is_helper(symbol.file) and not concerns_data(receiver, arguments):
        return UNKNOWN
    context = _context(flow, symbol, receiver, arguments)
    result = flow.analysis.result_of(symbol, context)
    for name, value in result.fallbacks:
        if name in arguments and not says_something(arguments[name]):
            arguments[name] = both(arguments[name], value)
    apply_effects(flow, symbol.name, result.effects, arguments, site.at, likely=likely)
    if context != PLAIN:
        _record_more(flow, symbol, result, site, receiver, likely=likely)
    if result.deep:
        _look_deeper(flow, symbol, result, context, arguments, site, likely=likely)
    record_passes(flow, symbol.name, arguments)
    found = substituted(flow, returned(node, result), symbol.name, arguments, flow.place(site.expression.at))
    if len(_models_in(found)) > _MOST_MODELS:
        # A function that gives rows of many models gives those of one to each of its callers.
        found = assumed(found)
    return flow.known(found)


def call_local(flow: Flow, local: Local, site: Site, *, likely: bool = False) -> Value:
    """A call of a function or lambda inside this one: what it does by itself was seen where it stands."""
    arguments = arguments_of(local.parameters, site.passed, is_bound=False)
    effects = [effect for effect in flow.recorder.effects if effect.argument.function == local.name]
    apply_effects(flow, local.name, effects, arguments, site.at, likely=likely)
    record_passes(flow, local.name, arguments)
    return substituted(flow, local.returns, local.name, arguments, flow.place(site.expression.at))


def returned_by(flow: Flow, method: Symbol, receiver: Value) -> Value:
    """What a property, or a method without arguments, gives for a receiver."""
    found: list[Value] = []
    for atom in receiver:
        context = _context(flow, method, atom, {})
        if isinstance(method.node, code.Function):
            found.append(returned(method.node, flow.analysis.result_of(method, context)))
    return flow.known(join(found))


def returned(node: code.Function, result: FunctionResult) -> Value:
    """What a call gives: the values of `return`, a generator of those of `yield`, a context with one of them."""
    is_context = any(name.endswith("contextmanager") for name in decorator_names(node))
    if is_context:
        inside = result.yields if result.yields else element_of(result.returns)
        return many(inside, "generator")
    if result.yields and not says_something(result.returns):
        return many(result.yields)
    return result.returns


def _is_bound(node: code.Function, receiver: Atom | None) -> bool:
    """Whether the first parameter is `self` or `cls`, and given by the receiver."""
    decorators = decorator_names(node)
    if receiver is None or "staticmethod" in decorators:
        return False
    return "classmethod" in decorators or not isinstance(receiver, Reference | ModelClass)


def _context(flow: Flow, symbol: Symbol, receiver: Atom | None, arguments: Mapping[str, Value]) -> Context:
    """What is special about a call, beyond the rows that it passes."""
    class_name, types = _class_of(flow, receiver, symbol)
    if class_name == parent(symbol.name):
        class_name = ""
    context = Context(class_name, types) if class_name or types else PLAIN
    wants = flow.analysis.result_of(symbol, context).wants
    given: list[tuple[str, Value]] = []
    for name in sorted(wants & arguments.keys()):
        flow.recorder.wants.update(atom for atom in arguments[name] if isinstance(atom, Argument))
        what = _telling_what(flow, arguments[name])
        if what:
            given.append((name, what))
    return context._replace(given=tuple(given)) if given else context


def _class_of(flow: Flow, receiver: Atom | None, symbol: Symbol) -> tuple[str, tuple[str, ...]]:
    match receiver:
        case Manager() | Query():
            return _class_with(flow, receiver, symbol), (receiver.model or NO_MODEL,)
        case Object():
            return receiver.class_name, receiver.types
        case Instance() | ModelClass():
            return receiver.model, ()
        case Reference():
            return receiver.name, receiver.types
    return "", ()


def _class_with(flow: Flow, receiver: Manager | Query, symbol: Symbol) -> str:
    """Which of the classes of a manager or queryset gives it a method."""
    for name in receiver.classes:
        method = flow.analysis.method(name, symbol.node.name)
        if method is not None and method.name == symbol.name:
            return name
    return ""


def _telling_what(flow: Flow, value: Value) -> Value:
    """The parts of a value by which a function could do something else than with another value."""
    return leaving(flow, frozenset([atom for atom in value if _is_telling_what(flow, atom)]))


def _is_telling_what(flow: Flow, atom: Atom) -> bool:
    if isinstance(atom, Reference):
        return flow.analysis.symbol(atom.name) is not None
    return isinstance(atom, _TELLING_WHAT)


def _models_in(value: Value) -> set[str]:
    """The models of rows, also of those in lists of lists."""
    found: set[str] = set()
    for _ in range(_DEEPEST):
        found.update(atom.model for atom in value if isinstance(atom, Instance))
        value = element_of(value)
    return found


def _record_more(
    flow: Flow, symbol: Symbol, result: FunctionResult, site: Site, receiver: Atom | None = None, *, likely: bool
) -> None:
    """The writes that a function does only for calls like this one are done by the call."""
    plain = {_key(operation) for operation in flow.analysis.result_of(symbol).operations}
    module = flow.project.modules.owner_of(symbol.file.name)
    more = [item for item in result.operations if item.is_write and _key(item) not in plain]
    whole = {item.model for item in more if not item.fields}
    for operation in more:
        model = flow.analysis.model(operation.model)
        if model is None or (operation.fields and operation.model in whole):
            continue
        if module is not None and owner_of(flow.project, model) is module:
            continue
        if isinstance(receiver, Instance) and _is_to_be_stored(flow, receiver, operation):
            for name in operation.fields or ("",):
                wait(flow, receiver, name, site.at)
        else:
            maybe = likely or operation.certainty is not Certainty.CERTAIN
            forget_reads_before(flow, model.name, site)
            record(flow, operation.kind, model.name, site.at, fields=operation.fields, how="helper", likely=maybe)


def _is_to_be_stored(flow: Flow, row: Instance, operation: Operation) -> bool:
    """Whether a method changes the row that it is called on, and that row is none yet; in Django it has saved it."""
    is_new = row.origin is Origin.NEW and row not in flow.added and not _is_row_of_django(flow, row)
    return is_new and operation.kind is OperationKind.UPDATE and operation.model == row.model


def _look_deeper(
    flow: Flow,
    symbol: Symbol,
    result: FunctionResult,
    context: Context,
    arguments: Mapping[str, Value],
    site: Site,
    *,
    likely: bool,
) -> None:
    """`order.lines.all().delete()` in a function that gets the order: the rows that are passed tell what it writes."""
    given: list[tuple[str, Value]] = []
    for name in sorted(result.deep & arguments.keys() - dict(context.given).keys()):
        value = arguments[name]
        for atom in value:
            if isinstance(atom, Argument):
                flow.recorder.wants.update(item for item in step(atom, ELEMENT) if isinstance(item, Argument))
        rows = frozenset([atom for atom in value if _is_row_of_django(flow, atom)])
        if rows:
            given.append((name, leaving(flow, rows)))
    if given:
        deeper = context._replace(given=(*context.given, *given))
        _record_more(flow, symbol, flow.analysis.result_of(symbol, deeper), site, likely=likely)


def _is_row_of_django(flow: Flow, atom: Atom) -> bool:
    model = flow.analysis.model(atom.model) if isinstance(atom, Instance) else None
    return model is not None and model.orm is Orm.DJANGO


def _key(operation: Operation) -> tuple[object, ...]:
    return operation.kind, operation.model, operation.range, operation.fields


def record_passes(flow: Flow, function: str, arguments: Mapping[str, Value]) -> None:
    """Note what a call hands to the parameters of a function."""
    for parameter, value in arguments.items():
        kept = frozenset([atom for atom in value if _is_passed_on(atom)])
        if kept:
            flow.recorder.passes[Pass(function, parameter, leaving(flow, kept))] = None


def _is_passed_on(atom: Atom) -> bool:
    if isinstance(atom, Sql):
        return atom.text[:12].lstrip()[:6].lower() in ("delete", "update", "insert")
    if isinstance(atom, Many | Several | Record):
        inside = element_of(one(atom))
        return says_something(inside) or any(isinstance(item, Argument) for item in inside)
    return not isinstance(atom, _NOT_PASSED_ON)


def substituted(flow: Flow, value: Value, function: str, arguments: Mapping[str, Value], made_at: Range) -> Value:
    """A returned value with what the caller passed in place of parameters."""
    return join(_each(flow, value, function, arguments, made_at))


def _each(flow: Flow, value: Value, function: str, arguments: Mapping[str, Value], made_at: Range) -> Iterable[Value]:
    for atom in value:
        match atom:
            case Argument() if atom.function == function:
                yield flow.reach(arguments.get(atom.parameter, UNKNOWN), atom.path)
            case Instance():
                yield one(replace(atom, made_at=made_at))
            case Many():
                yield many(substituted(flow, atom.element, function, arguments, made_at), atom.kind)
            case Several():
                yield several([substituted(flow, item, function, arguments, made_at) for item in atom.items])
            case Record():
                items = [(key, substituted(flow, item, function, arguments, made_at)) for key, item in atom.items]
                yield record_of(items)
            case Query():
                yield one(replace(atom, rows=substituted(flow, atom.rows, function, arguments, made_at)))
            case Collection():
                yield one(replace(atom, owner=replace(atom.owner, made_at=made_at)))
            case _:
                yield one(atom)
