"""What each kind of statement does to the names of a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.assignments import assign, assign_attribute, augment, delete
from ringfence.inference.data.attributes import entered, named
from ringfence.inference.data.closures import define
from ringfence.inference.data.joins import element_of, says_something
from ringfence.inference.data.narrowing import narrow
from ringfence.inference.data.pending import Jumps, Pending, met
from ringfence.inference.data.symbols import imported_names
from ringfence.inference.data.values import UNKNOWN, Value
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_DEEP_LOOPS = 2
"""Inside this many loops another one is looked through once."""


def look_through(flow: Flow, body: tuple[code.Statement, ...]) -> bool:
    """Look through statements; whether what follows can be reached."""
    for statement in body:
        is_left = not _STATEMENTS[type(statement)](flow, statement)
        if is_left:
            return False
    return True


def _assign(flow: Flow, statement: code.Assign) -> bool:
    value = flow.value(statement.value) if statement.value is not None else UNKNOWN
    is_declared = statement.annotation is not None and not says_something(value)
    if is_declared:
        value = annotated(flow, statement.annotation) or value
    if isinstance(statement.target, code.Attribute):
        assign_attribute(flow, statement.target, value, is_declared=is_declared)
    else:
        assign(flow, statement.target, value)
    return True


def _augment(flow: Flow, statement: code.Augment) -> bool:
    augment(flow, statement)
    return True


def _evaluate(flow: Flow, statement: code.Evaluate) -> bool:
    if statement.kind == "del":
        delete(flow, statement.value)
        return True
    flow.value(statement.value)
    if statement.kind == "assert":
        narrow(flow, statement.value, holds=True)
    return statement.kind != "raise"


def _return(flow: Flow, statement: code.Return) -> bool:
    if statement.value is not None:
        flow.returned.append(flow.value(statement.value))
    return False


def _branch(flow: Flow, statement: code.Branch) -> bool:
    names = flow.names
    ends: list[dict[str, Value]] = []
    start = flow.pending
    waiting: list[Pending] = []
    has_else = False
    names.begin()
    for condition, body in statement.arms:
        flow.pending = start
        if condition is None:
            has_else = True
        else:
            _condition(flow, condition)
        before = names.changes()
        names.begin()
        if condition is not None:
            narrow(flow, condition, holds=True)
        flow.pending = dict(start)
        reached = flow.block(body)
        changes = names.end()
        if reached:
            ends.append({**before, **changes})
            waiting.append(flow.pending)
        if condition is not None:
            narrow(flow, condition, holds=False)
    otherwise = names.end()
    if not has_else:
        ends.append(otherwise)
        waiting.append(start)
    names.merge(ends)
    flow.pending = met(waiting)
    return bool(ends)


def _condition(flow: Flow, condition: code.Expression) -> None:
    if isinstance(condition, code.Other) and condition.operator == "case":
        # The pattern is no call, though it looks like one.
        flow.value(condition.parts[0])
        for guard in condition.parts[2:]:
            flow.value(guard)
    else:
        flow.value(condition)


def _loop(flow: Flow, statement: code.Loop) -> bool:
    rounds = 2 if flow.loops < _DEEP_LOOPS else 1
    flow.loops += 1
    for _ in range(rounds):
        if not _round(flow, statement):
            break
    flow.loops -= 1
    flow.block(statement.otherwise)
    return True


def _round(flow: Flow, statement: code.Loop) -> bool:
    """Look through a loop once; whether another round would begin with other values."""
    names, start = flow.names, flow.pending
    jumps = Jumps(names.depth)
    flow.pending = dict(start)
    flow.jumps.append(jumps)
    names.begin()
    iterable = flow.value(statement.iterable)
    if statement.target is not None:
        assign(flow, statement.target, element_of(iterable))
    else:
        narrow(flow, statement.iterable, holds=True)
    reached = flow.block(statement.body)
    ways = [names.end(), *jumps.names]
    flow.jumps.pop()
    is_carried = any(name in names and names[name] != value for way in ways for name, value in way.items())
    names.merge(({}, *ways))
    flow.pending = met((start, *([flow.pending] if reached else []), *jumps.waiting))
    return is_carried


def _try(flow: Flow, statement: code.Try) -> bool:
    names, start = flow.names, flow.pending
    flow.pending = dict(start)
    names.begin()
    reached = flow.block(statement.body)
    done = names.end()
    ends = [done] if reached else []
    waiting = [flow.pending] if reached else []
    anywhere = met((start, flow.pending))
    names.begin()
    names.merge(({}, done))
    halfway = names.changes()
    for handler in statement.handlers:
        names.begin()
        flow.pending = dict(anywhere)
        if flow.block(handler):
            ends.append({**halfway, **names.end()})
            waiting.append(flow.pending)
        else:
            names.end()
    names.end()
    names.merge(ends or [halfway])
    flow.pending = met((anywhere, *waiting) if statement.final or not waiting else waiting)
    return flow.block(statement.final) and bool(ends)


def _with(flow: Flow, statement: code.With) -> bool:
    for value, target in map(_with_item, statement.items):
        inside = entered(flow, flow.value(value))
        if target is not None:
            assign(flow, target, inside)
    return flow.block(statement.body)


def _with_item(item: tuple[code.Expression, code.Expression | None]) -> tuple[code.Expression, code.Expression | None]:
    """The grammar reads `a if b else c as name` as if only `c` were called so."""
    match item:
        case code.Choice(options=(*options, code.Walrus() as named)) as choice, None:
            return replace(choice, options=(*options, named.value)), named.target
    return item


def _import(flow: Flow, statement: code.Import) -> bool:
    for name, target in imported_names(flow.file, statement).items():
        flow.local_imports[name] = target
        flow.names[name] = named(flow, target)
    return True


def _jump(flow: Flow, statement: code.Jump) -> bool:
    if statement.kind == "nonlocal":
        flow.nonlocals.update(statement.names)
    is_left = statement.kind in ("break", "continue")
    if is_left and flow.jumps:
        flow.jumps[-1].add(flow.names, flow.pending)
    return not is_left


def _function(flow: Flow, statement: code.Function) -> bool:
    define(flow, statement)
    return True


def _class(flow: Flow, statement: code.Class) -> bool:
    flow.names[statement.name] = UNKNOWN
    return True


_STATEMENTS: dict[type, Callable[[Flow, Any], bool]] = {
    code.Assign: _assign,
    code.Augment: _augment,
    code.Evaluate: _evaluate,
    code.Return: _return,
    code.Branch: _branch,
    code.Loop: _loop,
    code.Try: _try,
    code.With: _with,
    code.Import: _import,
    code.Jump: _jump,
    code.Function: _function,
    code.Class: _class,
}
