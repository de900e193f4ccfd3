"""How a name is used to get a session: two names of one shape can stand for each other."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.symbols import dotted, flat, globals_of
from ringfence.inference.names import definition_of
from ringfence.model import code
from ringfence.model.names import last, parent
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.syntax.code_reader import read_code

_CONTEXTS = frozenset(("contextmanager", "asynccontextmanager"))
_MAKERS = frozenset(("sessionmaker", "async_sessionmaker", "scoped_session", "async_scoped_session"))


def shape_of(project: Project, name: str, texts: Texts) -> str:
    """The shape of what dotted `name` stands for: a function, a generator, a context manager, a kind of maker.

    Empty when it is none of these, takes arguments, or cannot be told: such a name can stand for nothing else.
    """
    definition = definition_of(project, name)
    file = project.file_named(parent(definition))
    text = texts(file.path) if file is not None else None
    shapes = [
        _shape(statement) for statement, _ in globals_of(read_code(text or "")) if _bound(statement) == last(definition)
    ]
    return shapes[0] if len(set(shapes)) == 1 else ""


def _bound(statement: code.Statement) -> str:
    match statement:
        case code.Function(name=name) | code.Class(name=name):
            return name
        case code.Assign(target=target) | code.Augment(target=target):
            return dotted(target)
    return ""


def _shape(statement: code.Statement) -> str:
    match statement:
        case code.Function():
            return _shape_of_function(statement)
        case code.Assign(value=code.Call(function=function)) if last(dotted(function)) in _MAKERS:
            return last(dotted(function))
    return ""


def _shape_of_function(function: code.Function) -> str:
    if function.parameters:
        return ""
    names = {last(dotted(each.function if isinstance(each, code.Call) else each)) for each in function.decorators}
    if names - _CONTEXTS:
        return ""
    kind = "context" if names else "generator" if any(_yields(function)) else "function"
    return f"async {kind}" if function.is_async else kind


def _yields(function: code.Function) -> Iterator[bool]:
    for statement in flat(function.body):
        value = statement.value if isinstance(statement, code.Evaluate | code.Assign) else None
        if isinstance(value, code.Await) and value.kind in ("yield", "yield from"):
            yield True
