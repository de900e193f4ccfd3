"""What the parameters of a function are before anybody calls it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.inference.data.analysis import decorator_names
from ringfence.inference.data.annotations import annotated, is_telling, mentions
from ringfence.inference.data.django_admin import of_admin
from ringfence.inference.data.django_attributes import receiver_of
from ringfence.inference.data.django_forms import form_of_view, instance_of_serializer
from ringfence.inference.data.django_requests import is_request
from ringfence.inference.data.django_views import received, row_destroyed
from ringfence.inference.data.joins import assumed, both, many, one, placed, says_something
from ringfence.inference.data.model_types import Model, Orm
from ringfence.inference.data.values import (
    ELEMENT,
    UNKNOWN,
    Argument,
    Instance,
    Many,
    ModelClass,
    Object,
    Origin,
    Reference,
    Value,
)
from ringfence.model import code
from ringfence.syntax.code_reader import read_expression

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_SPHINX = re.compile(r":type\s+\*{0,2}(\w+)\s*:\s*([^\n]+)")
_SPHINX_SHORT = re.compile(r":param\s+([\w.\[\], |]+?)\s+\*{0,2}(\w+)\s*:")
_GOOGLE = re.compile(r"^\s*\*{0,2}(\w+)\s*\(([^()\n]+?)(?:,\s*optional)?\)\s*:", re.MULTILINE)
_NUMPY = re.compile(r"^\s*(\w+) : ([\w.\[\]| ]+?)(?:, optional)?\s*$", re.MULTILINE)


def bind_parameters(flow: Flow, function: code.Function) -> None:
    """Bind the parameters of a function or method to what is known of them."""
    decorators = decorator_names(function)
    given = dict(flow.context.given)
    documented = _documented(function)
    if function.decorators:
        given.update(received(flow, function))
    if flow.class_name:
        given.update(of_admin(flow, function))
    for position, parameter in enumerate(function.parameters):
        if position == 0 and flow.class_name and parameter.kind == "" and "staticmethod" not in decorators:
            is_class = "classmethod" in decorators or function.name in ("__new__", "__init_subclass__")
            flow.names[parameter.name] = receiver(flow, is_class=is_class)
        elif position == 1 and parameter.annotation is None and (given_by := _by_framework(flow, function)):
            flow.names[parameter.name] = given_by
        elif parameter.name in given:
            flow.names[parameter.name] = given[parameter.name]
        else:
            flow.names[parameter.name] = _parameter(flow, parameter, documented.get(parameter.name, ""))


def _by_framework(flow: Flow, function: code.Function) -> Value:
    """What a method of a view or a serializer gets from its framework behind `self`."""
    return form_of_view(flow, function.name) or instance_of_serializer(flow, function) or row_destroyed(flow, function)


def bind_names(flow: Flow, names: tuple[str, ...]) -> None:
    """Bind the parameters of a lambda."""
    for name in names:
        # What is called where it stands is not assumed to be called: the call is the write.
        flow.names[name.lstrip("*")] = one(Argument(flow.function, name.lstrip("*")))


def _parameter(flow: Flow, parameter: code.Parameter, documented: str) -> Value:
    known = UNKNOWN
    if parameter.annotation is not None and is_telling(flow, parameter.annotation):
        known = placed(annotated(flow, parameter.annotation), flow.place(parameter.annotation.at))
        if flow.types and says_something(known) and mentions(flow, parameter.annotation, flow.types):
            # What is passed tells more than the type variable, except when nothing is known of it.
            flow.recorder.fallbacks[parameter.name] = known
            known = UNKNOWN
    if says_something(known) or (known and not any(isinstance(atom, Many) for atom in known)):
        return _collected(known, parameter.kind)
    path = (ELEMENT,) if parameter.kind in ("*", "**") else ()
    argument = Argument(flow.function, parameter.name, path)
    known = both(known, one(argument) if is_request(argument) else flow.known(one(argument)))
    if documented:
        types = annotated(flow, read_expression(documented))
        known = both(known, assumed(types)) if says_something(types) else known
    if parameter.default is not None:
        default = flow.value(parameter.default)
        known = both(known, assumed(default)) if says_something(default) else known
    return _collected(known, parameter.kind)


def _collected(value: Value, kind: str) -> Value:
    return many(value, "dict" if kind == "**" else "list") if kind in ("*", "**") else value


def receiver(flow: Flow, *, is_class: bool) -> Value:
    """What `self`, or `cls`, is in the method that is looked through."""
    name = flow.receiver_class
    model = flow.analysis.model(name)
    if model is not None:
        name = _only_child(flow, model)
        return one(ModelClass(name)) if is_class else one(Instance(name, Origin.PARAMETER))
    if is_class:
        return one(Reference(name))
    rows = receiver_of(flow, name, flow.context.types)
    if rows:
        return rows
    return one(Object(name, flow.context.types)) if flow.analysis.class_named(name) is not None else UNKNOWN


def _only_child(flow: Flow, model: Model) -> str:
    """For an abstract model of Django the model that is derived from it, when that is a single one."""
    if not model.abstract or model.orm is not Orm.DJANGO:
        return model.name
    children = [flow.analysis.model(name) for name in flow.analysis.heirs(model.name)]
    tables = [child.name for child in children if child is not None and not (child.abstract or child.proxy)]
    return tables[0] if len(tables) == 1 else model.name


def _documented(function: code.Function) -> dict[str, str]:
    """The types of parameters that only the docstring tells."""
    text = function.docstring
    if not text or ("(" not in text and ":" not in text):
        return {}
    found = dict(_NUMPY.findall(text)) if "----" in text else {}
    found.update(_GOOGLE.findall(text))
    found.update((name, kind) for kind, name in _SPHINX_SHORT.findall(text))
    found.update(_SPHINX.findall(text))
    return {name: kind.strip() for name, kind in found.items()}
