"""What is known across files: the results of functions, the attributes of objects, the values of module-level names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, cast

from ringfence.inference.data.annotations import annotated
from ringfence.inference.data.assumptions import Passes
from ringfence.inference.data.circles import Question
from ringfence.inference.data.class_index import ClassInfo
from ringfence.inference.data.joins import join, says_something
from ringfence.inference.data.lookups import Lookups
from ringfence.inference.data.model_types import Models
from ringfence.inference.data.module_values import global_value, global_values
from ringfence.inference.data.operations import NOTHING, FunctionResult, Operation
from ringfence.inference.data.self_attributes import assigning_methods
from ringfence.inference.data.solver import Fact, Solver
from ringfence.inference.data.symbols import Symbol, dotted, symbol_named, symbols_of
from ringfence.inference.data.values import UNKNOWN, Value
from ringfence.model import code
from ringfence.model.names import join as join_names
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_MOST_RECEIVERS = 1_000
"""For so many classes of `self` a method is looked through anew, and"""
_MOST_VARIANTS = 40
"""for each of them so many combinations of what is passed."""


class Context(NamedTuple):
    """What a function is looked through for: by itself, or for the callers that pass something special."""

    receiver: str = ""
    """The class of `self` when that is not the class that defines the method."""
    types: tuple[str, ...] = ()
    """The models that the class of `self` was given in brackets."""
    given: tuple[tuple[str, Value], ...] = ()
    """What some parameters are."""
    is_assumed: bool = False
    """Parameters without a type are what the calls of the whole project pass."""


PLAIN = Context()


class Analysis(Lookups):
    """Answers for a snapshot, worked out when they are asked for, and handed on to the next one while they hold."""

    def __init__(
        self,
        project: Project,
        models: Models,
        flow: type[Flow],
        scan: Callable[[Analysis, SourceFile], tuple[Operation, ...]],
        load: Callable[[Analysis, SourceFile], FunctionResult],
    ) -> None:
        """`flow` is how a function is looked through, `scan` how a file is, `load` what of it runs on import."""
        super().__init__(project, models, Solver(self._answer, _unknown, _essence))
        self.passed = Passes()
        self.unread: set[str] | None = None
        """The functions whose calls are still to be taken into `passed`; None for all."""
        self.touched: set[str] = set()
        """The paths of the files whose answers may be others than those that were given."""
        self._contexts: dict[str, set[Context]] = {}
        self._flow, self._scan, self._load = flow, scan, load
        self._variants: dict[tuple[str, str], set[Context]] = {}

    def flow(self, file: SourceFile, scope: str, line: int, class_name: str = "", context: Context = PLAIN) -> Flow:
        """A fresh look at some code of a file, with places that count from `line`."""
        return self._flow(self, file, scope, line, class_name, context)

    # Questions.

    def result_of(self, symbol: Symbol, context: Context = PLAIN) -> FunctionResult:
        """What looking through a function gave; nothing while that is going on, as in a recursion."""
        if not isinstance(symbol.node, code.Function):
            return NOTHING
        is_plain = not context.is_assumed and self.is_helper(symbol.file)
        if context != PLAIN and (is_plain or not self._is_worth(symbol.name, context)):
            context = PLAIN
        return cast("FunctionResult", self.solver.ask(("function", symbol.name, context)))

    def _is_worth(self, function: str, context: Context) -> bool:
        """Whether there is room for one more variant of a function."""
        key = (function, context.receiver if context.given else "")
        variants = self._variants.setdefault(key, set())
        if context not in variants and len(variants) < (_MOST_VARIANTS if context.given else _MOST_RECEIVERS):
            variants.add(context)
        return context in variants

    def contexts_of(self, function: str) -> set[Context]:
        """All that a function was looked through for."""
        return self._contexts.get(function, set())

    def attribute_of(self, class_name: str, name: str, types: tuple[str, ...] = ()) -> Value:
        """What an attribute of an object may be: as its class declares it, or as its methods assign it."""
        return cast("Value", self.solver.ask(("attribute", class_name, name, types)))

    def value_of(self, name: str) -> Value:
        """What a module-level name of the project may be; UNKNOWN for a function, a class, or an unknown name."""
        file = self.project.file_named(parent(name))
        if file is None:
            return UNKNOWN
        if file.path not in self.project.code:
            self.solver.note(("code", file.path))
            return UNKNOWN
        return cast("Value", self.solver.ask(("global", name)))

    def alias_of(self, name: str) -> Value:
        """What a module-level name means as a type: `Leads: TypeAlias = "list[Lead]"`."""
        return cast("Value", self.solver.ask(("alias", name)))

    def operations_of(self, path: str) -> tuple[Operation, ...]:
        """All that a file does with models."""
        return cast("tuple[Operation, ...]", self.solver.ask(("file", path)))

    def loaded(self, path: str) -> FunctionResult:
        """What a file does outside functions."""
        return cast("FunctionResult", self.solver.ask(("loading", path)))

    def is_passed(self, function: str, parameter: str) -> bool:
        """Whether any call that was read passes something to a parameter of a function."""
        self.solver.note(("passes", function, parameter))
        return (function, parameter) in self.passed

    def read_calls(self, is_over: Callable[[], bool] | None = None) -> bool:
        """Take in what all calls of the project pass to parameters without a type; whether that is done.

        `is_over` is asked after each function: once it says yes, the rest is left for the next time.
        """
        is_first = self.unread is None and not self.solver.has_answered("file")
        if self.unread is None:
            self.unread = self._all_functions()
        while self.unread:
            names, self.unread = sorted(self.unread, reverse=True), set()
            facts: list[Fact] = []
            while names:
                name = names.pop()
                different = self.passed.put(name, self._result_named(name).passes)
                facts.extend(different)
                self.unread.update(str(fact[1]) for fact in different if self._is_of_helper(str(fact[1])))
                if is_over is not None and is_over():
                    break
            if facts and not is_first:
                self.note_touched(self.solver.change(facts, ()))
            self.unread.update(names)
            if names:
                return False
            is_first = False
        return True

    def _result_named(self, name: str) -> FunctionResult:
        """The result of a function, or of loading the file at a path; what tests call says nothing of the rest."""
        file = self.project.files.get(name)
        if file is not None:
            return self.loaded(name) if not file.is_test and not self.is_helper(file) else NOTHING
        symbol = symbol_named(self.project, name)
        if symbol is None or symbol.file.is_test or (self.is_helper(symbol.file) and not self.passed.reach(name)):
            return NOTHING
        return self.result_of(symbol)

    def is_helper(self, file: SourceFile) -> bool:
        """Whether a file has nothing to do with models by itself."""
        self.solver.note(("code", file.path))
        found = self.project.code.get(file.path)
        return found is not None and found.is_helper

    def _is_of_helper(self, function: str) -> bool:
        symbol = symbol_named(self.project, function)
        return symbol is not None and self.is_helper(symbol.file)

    def note_touched(self, questions: Iterable[Question]) -> None:
        """Remember the files whose answers may be others now."""
        self.touched.update(str(question[1]) for question in questions if question[0] == "file")

    def _all_functions(self) -> set[str]:
        """The names of all functions, and the paths of all files, whose own code runs on import."""
        found: set[str] = set(self.project.code)
        for path in self.project.code:
            file = self.project.files.get(path)
            if file is not None and not self.is_helper(file):
                symbols = symbols_of(self.project, file).values()
                found.update(symbol.name for symbol in symbols if isinstance(symbol.node, code.Function))
        return found

    # Answers.

    def _answer(self, question: Question) -> object:
        kind, name = question[0], str(question[1])
        if kind == "file":
            file = self.project.files.get(name)
            return self._scan(self, file) if file is not None and name in self.project.code else ()
        if kind == "loading":
            file = self.project.files.get(name)
            return self._load(self, file) if file is not None and name in self.project.code else NOTHING
        if kind == "function":
            return self._look_through(name, cast("Context", question[2]))
        if kind == "attribute":
            return self._attribute(name, str(question[2]), cast("tuple[str, ...]", question[3]))
        return self._global(name) if kind == "global" else self._alias(name)

    def _look_through(self, name: str, context: Context) -> FunctionResult:
        symbol = symbol_named(self.project, name)
        if symbol is None or not isinstance(symbol.node, code.Function):
            return NOTHING
        self._contexts.setdefault(name, set()).add(context)
        class_name = parent(symbol.name) if "." in symbol.qualname else ""
        return self.flow(symbol.file, symbol.qualname, 0, class_name, context).run(symbol.node)

    def _attribute(self, class_name: str, name: str, types: tuple[str, ...]) -> Value:
        found: list[Value] = []
        annotations: list[Value] = []
        for info in self.lineage(class_name):
            in_body = self._declared(info, class_name, name, types)
            if in_body:
                return in_body
            receiver = class_name if class_name != info.name else ""
            for method in assigning_methods(info).get(name, ()):
                symbol = symbol_named(self.project, join_names(info.name, method))
                if symbol is not None:
                    result = self.result_of(symbol, Context(receiver, types))
                    found.append(dict(result.assigned).get(name, UNKNOWN))
                    annotations.append(dict(result.declared).get(name, UNKNOWN))
        assigned = join(found)
        # What is really assigned is nearer to the truth than an annotation beside `None`.
        return assigned if says_something(assigned) else join([assigned, *annotations])

    def _declared(self, info: ClassInfo, class_name: str, name: str, types: tuple[str, ...]) -> Value:
        assign = info.attributes.get(name)
        if assign is None:
            return UNKNOWN
        context = Context(class_name if class_name != info.name else "", types)
        return self.flow(info.symbol.file, info.symbol.qualname, 0, info.name, context).declared(assign)

    def _global(self, name: str) -> Value:
        file = self.project.file_named(parent(name))
        if file is None:
            return UNKNOWN
        return join([self.flow(file, "", 0).declared(assign) for assign, _ in global_values(self.project, name)])

    def _alias(self, name: str) -> Value:
        value, file = global_value(self.project, name), self.project.file_named(parent(name))
        if value is None or file is None or isinstance(value, code.Call):
            return UNKNOWN
        return annotated(self.flow(file, "", 0), value)


def _unknown(question: Question) -> object:
    if question[0] == "file":
        return ()
    return NOTHING if question[0] in ("function", "loading") else UNKNOWN


def _essence(answer: object) -> object:
    """What others can see of an answer: of a function neither where something is done, nor what it passes on."""
    if not isinstance(answer, FunctionResult):
        return answer
    done = tuple(
        [
            (item.kind, item.model, item.fields, item.certainty, [each.message for each in item.evidence])
            for item in answer.operations
        ]
    )
    return (
        *(done, answer.effects, answer.returns, answer.yields),
        *(answer.wants, answer.deep, answer.wanted, answer.fallbacks, answer.assigned, answer.declared),
    )


def decorator_names(function: code.Function) -> set[str]:
    """The last names of the decorators of a function."""
    return {last(dotted(item.function if isinstance(item, code.Call) else item)) for item in function.decorators}
