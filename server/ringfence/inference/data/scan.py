"""All that one file does with models: every function of it looked through, and the statements outside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ringfence.inference.data.advance import advance
from ringfence.inference.data.analysis import Analysis, Context
from ringfence.inference.data.django_admin import pass_to_actions
from ringfence.inference.data.django_models import app_label
from ringfence.inference.data.flow import Flow
from ringfence.inference.data.model_types import owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import FunctionResult, Operation
from ringfence.inference.data.symbols import Symbol, symbols_of
from ringfence.model.code import Class, Function
from ringfence.model.diagnostic import Certainty
from ringfence.model.names import last
from ringfence.model.project import Project, SourceFile

_ASSUMED = Context(is_assumed=True)


def operations_of(project: Project, file: SourceFile) -> tuple[Operation, ...]:
    """What a file reads and writes, in the order of its text; empty without code or without any model."""
    if file.path not in project.code:
        return ()
    analysis = analysis_of(project)
    if not analysis.models.by_name:
        return ()
    if project.complete and not project.in_pieces:
        analysis.read_calls()
    return analysis.operations_of(file.path)


def read_on(project: Project, is_over: Callable[[], bool]) -> bool:
    """Do a piece of the work that answers about the whole project rest on; whether all of it is done.

    `is_over` is asked again and again, and ends the piece once it says yes.
    """
    if not project.code:
        return True
    # Before anything is asked: this takes over from the last snapshot what still holds, the models among it.
    analysis = analysis_of(project)
    return not analysis.models.by_name or analysis.read_calls(is_over)


def take_touched(project: Project) -> frozenset[str]:
    """The paths of the files in which something else may be found than the last time, since this was asked last."""
    if not project.code:
        return frozenset()
    analysis = analysis_of(project)
    touched, analysis.touched = frozenset(analysis.touched), set()
    return touched


def analysis_of(project: Project) -> Analysis:
    """The answers for a snapshot: those for the one before, as far as they still hold."""
    known = project.resolution.peek("analysis")
    if not isinstance(known, Analysis):
        known = Analysis(project, models_of(project), Flow, _operations, _loaded)
        project.resolution.put("analysis", known)
    elif known.project is not project:
        advance(known, project)
    return known


def _operations(analysis: Analysis, file: SourceFile) -> tuple[Operation, ...]:
    is_helper = analysis.is_helper(file)
    found = list(analysis.loaded(file.path).operations) if not is_helper else []
    for symbol in symbols_of(analysis.project, file).values():
        node = symbol.node
        if isinstance(node, Function) and not (is_helper and not _is_given_anything(analysis, symbol.name, node)):
            found.extend([_shifted(item, symbol.line) for item in _in_function(analysis, symbol)])
    if ".migrations." in file.name and last(file.name)[:1].isdigit():
        found = [item for item in found if not _is_of_own_app(analysis, file, item)]
    unique = {(item.kind, item.model, item.range, item.fields): item for item in found}
    return tuple(sorted(unique.values(), key=lambda item: (item.range, item.kind, item.model)))


def _is_of_own_app(analysis: Analysis, file: SourceFile, operation: Operation) -> bool:
    """Whether a migration of Django changes rows of its own app, whose models are another module by the config."""
    model = analysis.model(operation.model)
    if model is None or model.label.partition(".")[0] != app_label(analysis.project, file):
        return False
    return owner_of(analysis.project, model) is not analysis.project.modules.owner_of(file.name)


def _shifted(operation: Operation, lines: int) -> Operation:
    """An operation with its places counted from the beginning of the file."""
    evidence = tuple([item._replace(range=item.range.shifted(lines)) for item in operation.evidence])
    return replace(operation, range=operation.range.shifted(lines), evidence=evidence)


def _in_function(analysis: Analysis, symbol: Symbol) -> Iterator[Operation]:
    """What a function does by itself and, by assumption, to what the calls of the project pass to it."""
    result = analysis.result_of(symbol)
    yield from result.operations
    if _hangs_on_callers(analysis, result):
        known = {(item.kind, item.model, item.range, item.fields) for item in result.operations}
        for item in analysis.result_of(symbol, _ASSUMED).operations:
            if (item.kind, item.model, item.range, item.fields) not in known and item.certainty is not Certainty.OPAQUE:
                yield replace(item, certainty=Certainty.LIKELY)


def _is_given_anything(analysis: Analysis, name: str, function: Function) -> bool:
    """Whether any call passes something to a function."""
    return any(analysis.is_passed(name, parameter.name) for parameter in function.parameters)


def _hangs_on_callers(analysis: Analysis, result: FunctionResult) -> bool:
    arguments = [effect.argument for effect in result.effects] + list(result.wanted)
    return any(analysis.is_passed(item.function, item.parameter) for item in arguments)


def _loaded(analysis: Analysis, file: SourceFile) -> FunctionResult:
    """What a file does when it is loaded."""
    results = [analysis.flow(file, "", 0).run_units(analysis.project.code[file.path].units)]
    for symbol in symbols_of(analysis.project, file).values():
        if isinstance(symbol.node, Class):
            inner = analysis.flow(file, symbol.qualname, symbol.line)
            body = tuple(item for item in symbol.node.body if not isinstance(item, Function | Class))
            pass_to_actions(inner, symbol.name)
            results.append(inner.run_block(body))
    return FunctionResult(
        operations=tuple([item for result in results for item in result.operations]),
        passes=tuple([item for result in results for item in result.passes]),
    )
