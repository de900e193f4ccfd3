"""The values of names at module level."""

from __future__ import annotations

from collections.abc import Mapping

from ringfence.inference.data.symbols import globals_of
from ringfence.model.code import Assign, Code, Constant, Expression, Name
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile

_MOST_VALUES = 8


def global_value(project: Project, name: str) -> Expression | None:
    """What a module-level name is last assigned, by its full dotted name; None when that is not to be seen."""
    project.memo.get("consulted values", lambda: set[str]()).add(name)
    file = project.file_named(parent(name))
    code = project.code.get(file.path) if file is not None else None
    if file is None or code is None:
        return None
    assigned = _assigned(file, code).get(last(name), ())
    values = [assign.value for assign, _ in assigned if assign.value is not None]
    # A fallback, `Base = None` in an `except`, is not what the rest of the code works with.
    return next((value for value in reversed(values) if not _is_none(value)), None)


def global_values(project: Project, name: str) -> tuple[tuple[Assign, int], ...]:
    """Every assignment to a module-level name, by its full dotted name, with the line that places in it count from."""
    file = project.file_named(parent(name))
    code = project.code.get(file.path) if file is not None else None
    return _assigned(file, code).get(last(name), ()) if file is not None and code is not None else ()


def _is_none(value: Expression) -> bool:
    return isinstance(value, Constant) and value.value == "None"


def _assigned(file: SourceFile, code: Code) -> Mapping[str, tuple[tuple[Assign, int], ...]]:
    return file.memo.latest("values", code, lambda: assignments(code))


def assignments(code: Code) -> dict[str, tuple[tuple[Assign, int], ...]]:
    """Every assignment to each module-level name, with the line that places in it count from."""
    found: dict[str, tuple[tuple[Assign, int], ...]] = {}
    for statement, line in globals_of(code):
        if isinstance(statement, Assign) and isinstance(statement.target, Name):
            known = found.get(statement.target.id, ())
            if len(known) < _MOST_VALUES:
                found[statement.target.id] = (*known, (statement, line))
    return found
