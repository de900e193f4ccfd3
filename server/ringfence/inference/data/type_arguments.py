"""What the type variables of a generic class stand for in a class that is derived from it."""

from __future__ import annotations

from collections.abc import Mapping

from ringfence.inference.data.class_index import ClassInfo, classes_of
from ringfence.model.names import last
from ringfence.model.project import Project

_GENERIC = ("Generic", "Protocol")
_DEEPEST = 12


def type_bindings(project: Project, receiver: str, types: tuple[str, ...], defining: str) -> Mapping[str, str]:
    """For each type variable of class `defining` the full name that it has for an object of class `receiver`.

    `types` is what `receiver` itself is given in brackets.
    """
    info = classes_of(project).get(receiver)
    if info is None or not defining:
        return {}
    key = ("type bindings", receiver, types, defining)
    return project.memo.get(key, lambda: _bindings(project, info, types, defining, 0) or {})


def _bindings(
    project: Project, info: ClassInfo, types: tuple[str, ...], defining: str, depth: int
) -> Mapping[str, str] | None:
    bound = dict(zip(type_variables(project, info), types, strict=False))
    if info.name == defining:
        return bound
    for base, arguments in zip(info.bases, info.arguments, strict=True):
        parent = classes_of(project).get(base)
        if parent is not None and depth < _DEEPEST:
            given = tuple(bound.get(argument, argument) for argument in arguments)
            found = _bindings(project, parent, given, defining, depth + 1)
            if found is not None:
                return found
    return None


def type_variables(project: Project, info: ClassInfo) -> tuple[str, ...]:
    """The full names of the type variables of a class: those of `Generic[...]`, else of its bases in their order."""
    found: dict[str, None] = {}
    for base, arguments in zip(info.bases, info.arguments, strict=True):
        if last(base) in _GENERIC and arguments:
            return arguments
        found.update(dict.fromkeys(name for name in arguments if name not in classes_of(project)))
    return tuple(found)
