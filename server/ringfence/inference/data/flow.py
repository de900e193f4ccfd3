"""Look through one function: what its names may be at each point, and what it does to models on the way.

An abstract interpreter over `model.code`. Branches are looked through one after the other from the same start and then
joined, loops twice, so that what a second round sees is known; nothing here can fail to end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ringfence.inference.data import expressions
from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.assignments import assign, assign_attribute, augment
from ringfence.inference.data.operations import FunctionResult, Recorder
from ringfence.inference.data.symbols import imported_names
from ringfence.inference.data.values import UNKNOWN, Argument, Object, Reference, Value, element_of, join, one
from ringfence.model import code
from ringfence.model.names import join as join_names
from ringfence.model.project import Project, SourceFile

if TYPE_CHECKING:
    from ringfence.inference.data.model_types import Models

_ROUNDS = 2
_DEEPEST = 60


class Flow:
    """The state of looking through one function: names, and what was found so far."""

    def __init__(
        self, project: Project, models: Models, file: SourceFile, scope: str, line: int, class_name: str
    ) -> None:
        """`scope` names the function with the classes around it, `line` is what its places count from.

        `class_name` is the full name of the class that a method belongs to; empty for a function.
        """
        self.project, self.models, self.file = project, models, file
        self.scope, self.line, self.class_name = scope, line, class_name
        self.names: dict[str, Value] = {}
        self.local_imports: dict[str, str] = {}
        self.recorder = Recorder()
        self.pending: dict[object, list[tuple[str, code.Place]]] = {}
        """Columns assigned on rows that are not in a session yet, or not saved yet."""
        self.added: set[object] = set()
        """Rows made here that were put into a session."""
        self.detached: set[object] = set()
        self.returned: list[Value] = []
        self.yielded: list[Value] = []
        self.depth = 0

    def run(self, function: code.Function) -> FunctionResult:
        """Look through a function or method."""
        self.bind(function)
        self.block(function.body)
        declared = annotated(self, function.returns)
        returns = join(*self.returned) or declared
        recorder = self.recorder
        return FunctionResult(
            tuple(recorder.operations.values()),
            tuple(recorder.effects),
            returns,
            join(*self.yielded),
            tuple(recorder.passes),
        )

    def run_block(self, statements: Iterable[code.Statement]) -> FunctionResult:
        """Look through statements outside any function."""
        self.block(tuple(statements))
        return FunctionResult(tuple(self.recorder.operations.values()), passes=tuple(self.recorder.passes))

    def bind(self, function: code.Function) -> None:
        """Bind the parameters of a function to what is known of them."""
        static = any(expressions.last_name(item) == "staticmethod" for item in function.decorators)
        for position, parameter in enumerate(function.parameters):
            if position == 0 and self.class_name and not static:
                is_class = any(expressions.last_name(item) == "classmethod" for item in function.decorators)
                self.names[parameter.name] = self._receiver(is_class=is_class)
                continue
            known = annotated(self, parameter.annotation)
            if parameter.annotation is None:
                known = one(Argument(parameter.name, element=parameter.kind == "*"))
                if parameter.default is not None:
                    known = join(known, self.value(parameter.default))
            self.names[parameter.name] = known

    def _receiver(self, *, is_class: bool) -> Value:
        model = self.models.get(self.class_name)
        if model is not None:
            return expressions.model_class(model) if is_class else expressions.instance_of_parameter(model)
        return one(Reference(self.class_name)) if is_class else one(Object(self.class_name))

    # Statements.

    def block(self, statements: tuple[code.Statement, ...]) -> bool:
        """Look through statements; whether the end can be reached."""
        if self.depth > _DEEPEST:
            return True
        self.depth += 1
        reached = True
        for statement in statements:
            if not self.statement(statement):
                reached = False
                break
        self.depth -= 1
        return reached

    def statement(self, statement: code.Statement) -> bool:
        """Look through one statement; whether what follows can be reached."""
        match statement:
            case code.Assign():
                self._assign(statement)
            case code.Augment():
                augment(self, statement)
            case code.Evaluate():
                self.value(statement.value)
                if statement.kind == "assert":
                    self.narrow(statement.value, holds=True)
                return statement.kind != "raise"
            case code.Return():
                if statement.value is not None:
                    self.returned.append(self.value(statement.value))
                return False
            case code.Branch():
                return self._branch(statement)
            case code.Loop():
                self._loop(statement)
            case code.Try():
                return self._try(statement)
            case code.With():
                return self._with(statement)
            case code.Import():
                for name, target in imported_names(self.file, statement).items():
                    self.local_imports[name] = target
                    self.names.pop(name, None)
            case code.Jump():
                return statement.kind not in ("break", "continue")
            case code.Function():
                self._inner_function(statement)
            case code.Class():
                self.names.pop(statement.name, None)
        return True

    def _assign(self, statement: code.Assign) -> None:
        value = self.value(statement.value) if statement.value is not None else UNKNOWN
        if statement.annotation is not None:
            value = value or annotated(self, statement.annotation)
        if isinstance(statement.target, code.Attribute):
            assign_attribute(self, statement.target, value)
        else:
            assign(self, statement.target, value)

    def _inner_function(self, function: code.Function) -> None:
        """A closure: it sees the names around it, and what it does counts as done here."""
        outer, returned, yielded, scope = dict(self.names), self.returned, self.yielded, self.scope
        self.scope = join_names(scope, function.name)
        self.returned, self.yielded = [], []
        class_name, self.class_name = self.class_name, ""
        self.bind(function)
        self.block(function.body)
        self.names, self.returned, self.yielded = outer, returned, yielded
        self.scope, self.class_name = scope, class_name
        self.names.pop(function.name, None)

    def _branch(self, statement: code.Branch) -> bool:
        start = dict(self.names)
        ends: list[dict[str, Value]] = []
        has_else = False
        for condition, body in statement.arms:
            self.names = dict(start)
            if condition is None:
                has_else = True
            else:
                self.value(condition)
                self.narrow(condition, holds=True)
            if self.block(body):
                ends.append(self.names)
            if condition is not None:
                self.names = dict(start)
                self.narrow(condition, holds=False)
                start = self.names
        if not has_else:
            ends.append(start)
        self.names = _joined(ends) if ends else start
        return bool(ends)

    def _loop(self, statement: code.Loop) -> None:
        start = dict(self.names)
        for _ in range(_ROUNDS):
            iterable = self.value(statement.iterable)
            if statement.target is not None:
                assign(self, statement.target, element_of(iterable))
            else:
                self.narrow(statement.iterable, holds=True)
            self.block(statement.body)
            self.names = _joined([start, self.names])
        self.block(statement.otherwise)

    def _try(self, statement: code.Try) -> bool:
        start = dict(self.names)
        reached = self.block(statement.body)
        ends = [self.names] if reached else []
        middle = _joined([start, self.names])
        for handler in statement.handlers:
            self.names = dict(middle)
            if self.block(handler):
                ends.append(self.names)
        self.names = _joined(ends) if ends else middle
        return self.block(statement.final) and bool(ends or (not statement.handlers and reached))

    def _with(self, statement: code.With) -> bool:
        for value, target in statement.items:
            entered = expressions.entered(self, self.value(value))
            if target is not None:
                assign(self, target, entered)
        return self.block(statement.body)

    # Expressions.

    def value(self, expression: code.Expression) -> Value:
        """What an expression may be; its calls are looked at on the way."""
        if self.depth > _DEEPEST:
            return UNKNOWN
        self.depth += 1
        found = expressions.evaluate(self, expression)
        self.depth -= 1
        return found

    def narrow(self, condition: code.Expression, *, holds: bool) -> None:
        """Take what a condition says about names into account: `isinstance`, `is None`, truth."""
        expressions.narrow(self, condition, holds=holds)


def _joined(ends: list[dict[str, Value]]) -> dict[str, Value]:
    """Names at a point that several ways lead to; what only some ways bind may still be that."""
    if len(ends) == 1:
        return ends[0]
    merged: dict[str, Value] = {}
    for names in ends:
        for name, value in names.items():
            merged[name] = join(merged[name], value) if name in merged else value
    return merged
