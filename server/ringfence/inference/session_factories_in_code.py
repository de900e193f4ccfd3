"""Where the code of a file uses a name that it imports: names are resolved as Python does it, by scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from ringfence.inference.data.symbols import dotted, flat
from ringfence.model import code
from ringfence.model.names import join
from ringfence.model.ranges import Range

_ELSEWHERE = "<parameter>"
"""Stands for the scope of a lambda or a comprehension, which no import can bind a name in."""


class Use(NamedTuple):
    """One place that reads a name, with the attributes that follow it."""

    chain: str
    """`db.SessionLocal`, as written."""
    bound_in: str
    """The dotted name of the function or class that binds the first name; empty for the module level."""
    node: code.Name | code.Attribute
    """The last attribute of the chain."""
    line: int
    """The line that places in the node count from."""

    def range_of(self, length: int) -> Range:
        """The place of the part of the chain that ends its first `length` names."""
        node: code.Expression = self.node
        for _ in range(self.chain.count(".") + 1 - length):
            assert isinstance(node, code.Attribute)
            node = node.value
        assert isinstance(node, code.Name | code.Attribute)
        return Range(*node.at).shifted(self.line)


class _Scope(NamedTuple):
    name: str
    bound: frozenset[str]
    parent: _Scope | None = None
    is_class: bool = False

    def binder(self, name: str) -> str:
        """The scope that binds `name` for code in this one; empty for the module level."""
        scope: _Scope | None = self
        while scope is not None:
            if name in scope.bound and (scope is self or not scope.is_class):
                return scope.name
            scope = scope.parent
        return ""


SeenStatements = Mapping[int, tuple[code.Statement, tuple[Use, ...]]]
"""By the identity of a top-level statement: the statement, and the uses in it as if it stood on the first line."""


def uses_in(text: code.Code, names: frozenset[str], known: SeenStatements) -> tuple[list[Use], SeenStatements]:
    """Every use of `names` in the order of the text, and what to give as `known` for the same names next time."""
    seen: dict[int, tuple[code.Statement, tuple[Use, ...]]] = {}
    found: list[Use] = []
    for unit in text.units:
        entry = known.get(id(unit.statement))
        if entry is None or entry[0] is not unit.statement:
            uses = sorted(_uses(unit.statement, names), key=lambda use: use.range_of(1))
            entry = unit.statement, tuple(uses)
        seen[id(unit.statement)] = entry
        found.extend(use._replace(line=unit.line) for use in entry[1])
    return found, seen


def _uses(statement: code.Statement, names: frozenset[str]) -> Iterator[Use]:
    pending: list[tuple[object, _Scope]] = [(statement, _Scope("", frozenset()))]
    while pending:
        node, scope = pending.pop()
        if isinstance(node, code.Name | code.Attribute):
            chain = dotted(node)
            first = chain.partition(".")[0]
            if first in names:
                yield Use(chain, scope.binder(first), node, 0)
            elif isinstance(node, code.Attribute) and not chain:
                pending.append((node.value, scope))
        else:
            pending.extend(_inside(node, scope))


def _inside(node: object, scope: _Scope) -> Iterator[tuple[object, _Scope]]:
    """The parts of a node, each with the scope that its names are looked up in."""
    match node:
        case code.Function():
            bound = {parameter.name for parameter in node.parameters} | _bound(node.body)
            inner = _Scope(join(_path(scope), node.name), frozenset(bound), scope)
            yield from ((part, scope) for part in (node.decorators, node.parameters, node.returns))
            yield node.body, inner
        case code.Class():
            inner = _Scope(join(_path(scope), node.name), frozenset(_bound(node.body)), scope, is_class=True)
            yield from ((part, scope) for part in (node.bases, node.keywords, node.decorators))
            yield node.body, inner
        case code.Assign(target=code.Name()):
            yield from ((part, scope) for part in (node.value, node.annotation))
        case code.Lambda():
            yield node.body, _Scope(_ELSEWHERE, frozenset(node.parameters), scope)
        case code.Comprehension():
            bound = {name for target, _ in node.loops for name in _targets(target)}
            inner = _Scope(_ELSEWHERE, frozenset(bound), scope)
            yield from ((part, inner) for part in (node.element, node.loops, node.conditions))
        case tuple():
            yield from ((part, scope) for part in node if isinstance(part, tuple | msgspec.Struct))
        case msgspec.Struct():
            yield from ((getattr(node, field), scope) for field in node.__struct_fields__ if field != "at")


def _path(scope: _Scope) -> str:
    return "" if scope.name == _ELSEWHERE else scope.name


def _bound(body: tuple[code.Statement, ...]) -> set[str]:
    """The names that a body binds."""
    found: set[str] = set()
    outer: set[str] = set()
    for statement in flat(body):
        match statement:
            case code.Assign(target=target) | code.Augment(target=target):
                found.update(_targets(target))
            case code.Loop(target=target) if target is not None:
                found.update(_targets(target))
            case code.With(items=items):
                found.update(name for _, target in items if target is not None for name in _targets(target))
            case code.Import(names=names):
                found.update(alias or name.partition(".")[0] for name, alias in names)
            case code.Function(name=name) | code.Class(name=name):
                found.add(name)
            case code.Jump(names=names):
                outer.update(names)
    return found - outer


def _targets(target: code.Expression) -> Iterator[str]:
    if isinstance(target, code.Name):
        yield target.id
    elif isinstance(target, code.Items):
        for item in target.items:
            yield from _targets(item)
    elif isinstance(target, code.Await):
        yield from _targets(target.value)
