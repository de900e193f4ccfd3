"""Look through one function: what its names may be at each point, and what it does to models on the way.

An abstract interpreter over `model.code`. Branches are looked through one after the other from the same start and then
joined, loops twice, so that what a second round sees is known; nothing here can fail to end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ringfence.inference.data.analysis import PLAIN, Analysis, Context
from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.arguments import Site
from ringfence.inference.data.assumptions import expanded
from ringfence.inference.data.attributes import reach
from ringfence.inference.data.calls import call_value
from ringfence.inference.data.closures import Local, look_again
from ringfence.inference.data.expressions import EVALUATED
from ringfence.inference.data.joins import join, says_something
from ringfence.inference.data.name_values import Names
from ringfence.inference.data.operations import FunctionResult, Recorder
from ringfence.inference.data.parameters import bind_parameters
from ringfence.inference.data.pending import Jumps, Pending
from ringfence.inference.data.results import leaving, result
from ringfence.inference.data.statements import look_through
from ringfence.inference.data.type_arguments import type_bindings
from ringfence.inference.data.values import UNKNOWN, Argument, Instance, Value
from ringfence.model import code
from ringfence.model.names import join as join_names
from ringfence.model.project import SourceFile
from ringfence.model.ranges import Range

_DEEPEST = 60


class Flow:
    """The state of looking through one function: names, and what was found so far."""

    def __init__(
        self,
        analysis: Analysis,
        file: SourceFile,
        scope: str,
        line: int,
        class_name: str = "",
        context: Context = PLAIN,
    ) -> None:
        """`scope` names the function with the classes around it, `line` is what its places count from.

        `class_name` is the full name of the class whose body a method stands in; empty for a function.
        """
        self.analysis, self.project = analysis, analysis.project
        self.file, self.scope, self.line = file, scope, line
        self.class_name, self.context = class_name, context
        self.receiver_class = context.receiver or class_name
        self.function = join_names(file.name, scope)
        self.names = Names()
        self.local_imports: dict[str, str] = {}
        self.recorder = Recorder()
        self.pending: Pending = {}
        """Columns assigned on rows that are not in a session yet, or not saved yet."""
        self.related: dict[tuple[Instance, str], Value] = {}
        """Django: the objects at the other end of relations, which each row keeps."""
        self.jumps: list[Jumps] = []
        """For each loop around, what is known where it is left or begun anew in its midst."""
        self.children: dict[Instance, list[Instance]] = {}
        """New rows that hang on another new one, and come into a session with it."""
        self.added: set[Instance] = set()
        """Rows made here that were put into a session."""
        self.detached: set[Instance | Argument] = set()
        """Rows that were taken out of their session."""
        self.returned: list[Value] = []
        self.yielded: list[Value] = []
        self.locals: dict[str, Local] = {}
        """The functions and lambdas inside this one."""
        self.nonlocals: set[str] = set()
        self.expanding: set[Argument] = set()  # It is being found out what the project passes for them.
        self.loops = self.depth = 0

    def run(self, function: code.Function) -> FunctionResult:
        """Look through a function or method."""
        working = self.analysis.solver.working
        working.append(self)
        bind_parameters(self, function)
        self.block(function.body)
        look_again(self)
        found = result(self, annotated(self, function.returns))
        working.pop()
        return found

    def run_units(self, units: Iterable[code.CodeUnit]) -> FunctionResult:
        """Look through the statements of a file that run when it is loaded."""
        for unit in units:
            if not isinstance(unit.statement, code.Function | code.Class):
                self.line = unit.line
                self.block((unit.statement,))
        return result(self, UNKNOWN)

    def run_block(self, body: Iterable[code.Statement]) -> FunctionResult:
        """Look through statements outside any function."""
        self.block(tuple(body))
        look_again(self)
        return result(self, UNKNOWN)

    def block(self, body: tuple[code.Statement, ...]) -> bool:
        """Look through statements; whether the end can be reached."""
        if self.depth > _DEEPEST:
            return True
        self.depth += 1
        reached = look_through(self, body)
        self.depth -= 1
        return reached

    def value(self, expression: code.Expression) -> Value:
        """What an expression may be; its calls are looked at on the way."""
        kind = type(expression)
        if kind is code.Name:
            known = self.names.get(expression.id)  # type: ignore[union-attr]
            if known is not None:
                return known
        if self.depth > _DEEPEST:
            return UNKNOWN
        self.depth += 1
        found = EVALUATED[kind](self, expression)
        self.depth -= 1
        return found

    def resolve(self, name: str) -> str:
        """The full dotted name behind a name as written here; its own where nothing binds it."""
        first, _, rest = name.partition(".")
        if first in self.local_imports:
            return self.analysis.definition(join_names(self.local_imports[first], rest))
        return self.analysis.resolve(self.file, name)

    def call(self, value: Value, site: Site) -> Value:
        """What a call of a value gives, with the arguments and at the place of `site`."""
        return call_value(self, value, site)

    def reach(self, value: Value, path: tuple[str, ...]) -> Value:
        """What is reached from a value on a path of attributes and elements."""
        return reach(self, value, path)

    def declared(self, assign: code.Assign) -> Value:
        """What a name may be after an assignment that annotates it, gives it a value, or both; for use elsewhere."""
        found = annotated(self, assign.annotation)
        if not says_something(found) and assign.value is not None:
            found = self.value(assign.value) or found
        return join([leaving(self, found)])

    def place(self, at: code.Place) -> Range:
        """A place in this function as a range of its file."""
        return Range(at[0] + self.line, at[1], at[2] + self.line, at[3])

    def known(self, value: Value) -> Value:
        """A value with what the whole project passes in place of arguments, where that is assumed."""
        return expanded(self, value) if self.context.is_assumed else value

    @cached_property
    def types(self) -> Mapping[str, str]:
        """What the type variables of the class stand for, by full name."""
        self.analysis.solver.note(("class", self.receiver_class))
        return type_bindings(self.project, self.receiver_class, self.context.types, self.class_name)
