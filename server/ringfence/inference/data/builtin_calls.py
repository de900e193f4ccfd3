"""The functions of the language through which rows pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.arguments import Passed, Site
from ringfence.inference.data.assignments import set_attribute
from ringfence.inference.data.attributes import attribute_of, class_of, is_model_module
from ringfence.inference.data.containers import text_in
from ringfence.inference.data.joins import both, element_of, join, many, one, record, several
from ringfence.inference.data.values import UNKNOWN, ModelClass, Other, Reference, Several, Value

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_PASSING = frozenset(("list", "tuple", "sorted", "reversed", "iter", "aiter", "set", "frozenset"))
_FIRST = frozenset(("next", "max", "min", "anext"))
_PLAIN = frozenset(("str", "int", "len", "float", "bool", "repr", "sum", "open", "print", "isinstance", "hasattr"))


def builtin_call(flow: Flow, name: str, site: Site) -> Value | None:
    """What a built-in function gives; None for any other."""
    if name in _PASSING:
        return many(element_of(site.passed.at(0)), "set" if name.endswith("set") else "list")
    if name in _FIRST:
        return _first(name, site.passed)
    if name in _PLAIN:
        return one(Other(name))
    special = _SPECIAL.get(name)
    return special(flow, site) if special is not None else None


def _first(name: str, passed: Passed) -> Value:
    """`next(rows, default)`, `max(rows, key=...)`, `max(one, another)`."""
    if name in ("max", "min") and len(passed.values) > 1:
        return join([value for value, _ in passed.values])
    return join([element_of(passed.at(0)), passed.at(1), passed.keywords.get("default", UNKNOWN)])


def _setattr(flow: Flow, site: Site) -> Value | None:
    if len(site.passed.values) != 3:
        return None
    set_attribute(flow, site.passed.at(0), text_in(site.passed.at(1)), site.passed.at(2), site.at)
    return UNKNOWN


def _delattr(flow: Flow, site: Site) -> Value | None:
    set_attribute(flow, site.passed.at(0), text_in(site.passed.at(1)), UNKNOWN, site.at)
    return UNKNOWN


def _getattr(flow: Flow, site: Site) -> Value | None:
    text = text_in(site.passed.at(1))
    if text:
        return both(attribute_of(flow, site.passed.at(0), text, site.at), site.passed.at(2))
    modules = [atom for atom in site.passed.at(0) if isinstance(atom, Reference)]
    # `getattr(models, name)`: some model, nobody can tell which.
    return one(ModelClass("")) if any(is_model_module(flow, atom.name) for atom in modules) else UNKNOWN


def _filter(flow: Flow, site: Site) -> Value:
    return many(element_of(site.passed.at(1)))


def _map(flow: Flow, site: Site) -> Value:
    rows = tuple([(element_of(value), False) for value, _ in site.passed.values[1:]])
    return many(flow.call(site.passed.at(0), site.with_passed(Passed(rows))))


def _enumerate(flow: Flow, site: Site) -> Value:
    return many(several((one(Other("int")), element_of(site.passed.at(0)))))


def _zip(flow: Flow, site: Site) -> Value:
    return many(several([element_of(value) for value, _ in site.passed.values]))


def _dict(flow: Flow, site: Site) -> Value:
    named = {name: value for name, value in site.passed.keywords.items() if name}
    if named and not site.passed.values:
        return record(named.items())
    return many(join([*map(_values_of, (value for value, _ in site.passed.values)), *named.values()]), "dict")


def _values_of(value: Value) -> Value:
    """The values of a dict, or the second parts of pairs."""
    held = element_of(frozenset([atom for atom in value if getattr(atom, "kind", "") == "dict"]))
    pairs = element_of(frozenset([atom for atom in value if getattr(atom, "kind", "") != "dict"]))
    return join([held, *(atom.items[1] for atom in pairs if isinstance(atom, Several) and len(atom.items) == 2)])


def _cast(flow: Flow, site: Site) -> Value | None:
    arguments = site.expression.arguments
    return annotated(flow, arguments[0]) if len(arguments) == 2 else None


def _type(flow: Flow, site: Site) -> Value:
    return join([class_of(flow, atom) for atom in site.passed.at(0)])


def _vars(flow: Flow, site: Site) -> Value:
    return one(Other("dict"))


_SPECIAL: dict[str, Callable[[Flow, Site], Value | None]] = {
    "setattr": _setattr,
    "delattr": _delattr,
    "getattr": _getattr,
    "filter": _filter,
    "map": _map,
    "enumerate": _enumerate,
    "zip": _zip,
    "dict": _dict,
    "cast": _cast,
    "type": _type,
    "vars": _vars,
}
