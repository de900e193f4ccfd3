"""Functions and lambdas inside the function that is looked through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ringfence.inference.data.joins import join, many, one
from ringfence.inference.data.parameters import bind_names, bind_parameters
from ringfence.inference.data.values import UNKNOWN, Closure, Value
from ringfence.model import code
from ringfence.model.names import join as join_names

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


class Local(NamedTuple):
    """A function or lambda inside another function."""

    name: str
    """A name of its own, which no other function has."""
    node: code.Function | code.Lambda
    parameters: tuple[code.Parameter, ...]
    returns: Value
    seen: Mapping[str, Value]
    """What the names that it uses were when it was looked through."""
    is_nested: bool = False
    """It stands in a function that stands in the outer one itself."""


def define(flow: Flow, function: code.Function) -> None:
    """A closure: it sees the names around it, and what it does counts as done where it stands."""
    name = f"{flow.function}.<{function.name}@{function.at[0] + flow.line}>"
    flow.names[function.name] = one(Closure(name))
    returns = _look(flow, name, function)
    flow.locals[name] = Local(name, function, function.parameters, returns, _seen(flow, function), _is_nested(flow))


def closure_of(flow: Flow, function: code.Lambda) -> Value:
    """A lambda, looked through where it stands."""
    name = f"{flow.function}.<lambda@{function.at[0] + flow.line}:{function.at[1]}>"
    returns = _look(flow, name, function)
    parameters = tuple(code.Parameter(item.lstrip("*"), kind="*" * item.count("*")) for item in function.parameters)
    flow.locals[name] = Local(name, function, parameters, returns, _seen(flow, function), _is_nested(flow))
    return one(Closure(name))


def _is_nested(flow: Flow) -> bool:
    return ".<" in flow.function


def _look(flow: Flow, name: str, node: code.Function | code.Lambda) -> Value:
    """Look through the body with the names that are known around it; what it returns."""
    returned, yielded, nonlocals = flow.returned, flow.yielded, flow.nonlocals
    function, scope, class_name, context = flow.function, flow.scope, flow.class_name, flow.context
    flow.returned, flow.yielded, flow.nonlocals = [], [], set()
    flow.function, flow.class_name, flow.context = name, "", context._replace(given=())
    flow.names.begin()
    if isinstance(node, code.Function):
        flow.scope = join_names(scope, node.name)
        bind_parameters(flow, node)
        flow.block(node.body)
    else:
        bind_names(flow, node.parameters)
        flow.returned.append(flow.value(node.body))
    changed = flow.names.end()
    found = join(flow.returned) or (many(join(flow.yielded)) if flow.yielded else UNKNOWN)
    for outer in flow.nonlocals & changed.keys():
        flow.names[outer] = join([flow.names.get(outer, UNKNOWN), changed[outer]])
    flow.returned, flow.yielded, flow.nonlocals = returned, yielded, nonlocals
    flow.function, flow.scope, flow.class_name, flow.context = function, scope, class_name, context
    return found


def look_again(flow: Flow) -> None:
    """Closures run later: look once more through those that use names that have got other values since."""
    for local in list(flow.locals.values()):
        if not local.is_nested and any(flow.names.get(name, UNKNOWN) != value for name, value in local.seen.items()):
            _look(flow, local.name, local.node)


def _seen(flow: Flow, node: code.Function | code.Lambda) -> dict[str, Value]:
    own = {item.name if isinstance(item, code.Parameter) else item for item in node.parameters}
    used = _used(node.body if isinstance(node.body, tuple) else (node.body,))
    return {name: flow.names.get(name, UNKNOWN) for name in used - own}


def _used(nodes: tuple[object, ...]) -> set[str]:
    """Every plain name in some code."""
    found: set[str] = set()
    pending: list[object] = list(nodes)
    while pending:
        node = pending.pop()
        if isinstance(node, code.Name):
            found.add(node.id)
        elif isinstance(node, msgspec.Struct):
            pending.extend(getattr(node, name) for name in node.__struct_fields__)
        elif isinstance(node, tuple):
            pending.extend(node)
    return found
