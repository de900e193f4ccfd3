"""All that one file does with models: every function of it looked through, and the statements outside them."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.flow import Flow
from ringfence.inference.data.functions import result_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.symbols import symbols_of
from ringfence.model.code import Class, Function
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile


def operations_of(project: Project, file: SourceFile) -> tuple[Operation, ...]:
    """What a file reads and writes, in the order of its text; empty without code or without any model."""
    return project.memo.get(("operations", file.path), lambda: _operations(project, file))


def _operations(project: Project, file: SourceFile) -> tuple[Operation, ...]:
    models = models_of(project)
    code = project.code.get(file.path)
    if code is None or not models.by_name:
        return ()
    found = list(_outside_functions(project, file))
    for symbol in symbols_of(project, file).values():
        if isinstance(symbol.node, Function):
            found.extend(result_of(project, models, symbol).operations)
    unique = {(item.kind, item.model, item.range, item.fields): item for item in found}
    return tuple(sorted(unique.values(), key=lambda item: (item.range, item.kind, item.model)))


def _outside_functions(project: Project, file: SourceFile) -> Iterator[Operation]:
    models = models_of(project)
    for unit in project.code[file.path].units:
        statement = unit.statement
        if not isinstance(statement, Function | Class):
            flow = Flow(project, models, file, "", unit.line, "")
            yield from flow.run_block((statement,)).operations
    for symbol in symbols_of(project, file).values():
        if isinstance(symbol.node, Class):
            flow = Flow(project, models, file, symbol.qualname, symbol.line, "")
            body = tuple(item for item in symbol.node.body if not isinstance(item, Function | Class))
            yield from flow.run_block(body).operations


def scope_name(file: SourceFile, operation: Operation) -> str:
    """The full dotted name of the code that an operation stands in."""
    return join(file.name, operation.scope)
