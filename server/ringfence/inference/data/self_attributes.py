"""The attributes of `self`: which methods of a class set them."""

from __future__ import annotations

from collections.abc import Mapping

from ringfence.inference.data.class_index import ClassInfo
from ringfence.inference.data.symbols import dotted, flat
from ringfence.model import code


def assigning_methods(info: ClassInfo) -> Mapping[str, tuple[str, ...]]:
    """For each attribute of `self`, the methods of a class that set it, or put something into it."""
    memo = info.symbol.file.memo
    return memo.latest(("assigning", info.name), info.node, lambda: _assigning_methods(info))


def _assigning_methods(info: ClassInfo) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for method in info.node.body:
        if isinstance(method, code.Function):
            for name in assigned_names(method):
                if method.name not in found.get(name, ()):
                    found[name] = (*found.get(name, ()), method.name)
    return found


def assigned_names(method: code.Function) -> set[str]:
    """The attributes of `self` that a method sets, or puts something into."""
    if not method.parameters:
        return set()
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
