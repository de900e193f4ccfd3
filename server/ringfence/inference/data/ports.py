"""What a module lets others order: the methods of its ports, and plain functions of its public interface."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from ringfence.inference.data.ports_columns import UNKNOWN, ColumnType, named_type
from ringfence.inference.data.symbols import dotted, flat, resolve
from ringfence.inference.homes import offered_names
from ringfence.inference.names import definition_of
from ringfence.model.code import Assign, Class, Code, Constant, Expression, Function, Name, Other, Subscript, Text
from ringfence.model.modules import Module
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Texts
from ringfence.syntax.code_reader import read_code, read_expression

_PORT_BASES = ("Protocol", "ABC")
_ABSTRACT = ("abstractmethod",)


@dataclass(frozen=True, slots=True)
class PortParameter:
    """One parameter of something that can be called."""

    name: str
    type: ColumnType = UNKNOWN
    """`object` when it is a class of the project, or not annotated."""
    annotated: str = ""
    """The full dotted name of the class that it is annotated with; empty without an annotation that is a name."""
    is_required: bool = True
    is_keyword: bool = False
    """It can be given by its name only."""


@dataclass(frozen=True, slots=True)
class PortMethod:
    """A method of a port, or a function that is one."""

    home: str
    """The full dotted name to import: of the port, or of the function itself."""
    name: str
    parameters: tuple[PortParameter, ...]
    port: str = ""
    """The name of the port; empty for a function."""
    is_async: bool = False
    returns: str = ""
    """The full dotted name of the class that it is annotated to return."""
    may_return_none: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A DTO: what it can be made of, and what it must be."""

    home: str
    fields: tuple[str, ...]
    required: tuple[str, ...]


def methods_of(project: Project, module: Module, texts: Texts) -> tuple[PortMethod, ...]:
    """Every method of a port that a module offers, and every function: those of the contract first."""
    found: dict[str, PortMethod] = {}
    for home, file, node in _offered(project, module, texts):
        if isinstance(node, Function):
            if not node.decorators:
                found.setdefault(home, _method(project, file, node, home))
        elif _is_port(node):
            for inner in flat(node.body):
                if isinstance(inner, Function) and _can_be_called(inner):
                    found.setdefault(f"{home}.{inner.name}", _method(project, file, inner, home, last(home)))
    return tuple(found.values())


def record_named(project: Project, module: Module, name: str, texts: Texts) -> Record | None:
    """The dataclass with a full dotted name that a module offers; None for anything else."""
    for home, _, node in _offered(project, module, texts):
        if home != name and definition_of(project, home) != name:
            continue
        is_data = isinstance(node, Class) and any(last(_called(item)) == "dataclass" for item in node.decorators)
        if not isinstance(node, Class) or not is_data or node.bases:
            return None
        fields = [item for item in node.body if isinstance(item, Assign) and isinstance(item.target, Name)]
        names = tuple(item.target.id for item in fields if isinstance(item.target, Name))
        required = tuple(item.target.id for item in fields if isinstance(item.target, Name) and item.value is None)
        return Record(home, names, required)
    return None


def enum_members(project: Project, name: str, texts: Texts) -> dict[str, str]:
    """For an enum of strings with a full dotted name: its values, each with the name of the member."""
    file = project.file_named(parent(name))
    node = _node_named(file, last(name), texts) if file is not None else None
    if not isinstance(node, Class) or not any(
        "Enum" in dotted(base) or "Choices" in dotted(base) for base in node.bases
    ):
        return {}
    found: dict[str, str] = {}
    for item in node.body:
        match item:
            case Assign(target=Name(id=member), value=Text(value=value, complete=True)):
                found[value] = member
    return found


def _offered(project: Project, module: Module, texts: Texts) -> Iterator[tuple[str, SourceFile, Function | Class]]:
    """The functions and classes of a public interface, with the place to import them from."""
    for home in offered_names(project, module):
        definition = definition_of(project, home)
        file = project.file_named(parent(definition))
        node = _node_named(file, last(definition), texts) if file is not None else None
        if file is not None and node is not None:
            yield home, file, node


def _node_named(file: SourceFile, name: str, texts: Texts) -> Function | Class | None:
    for unit in _code(file, texts).units:
        for statement in flat((unit.statement,)):
            if isinstance(statement, Function | Class) and statement.name == name:
                return statement
    return None


def _code(file: SourceFile, texts: Texts) -> Code:
    """What the text of a file holds now: an edit may leave the facts of a file as they are, and the file with them."""
    text = texts(file.path) or ""
    known = cast("tuple[str, Code] | None", file.memo.peek("code of its text"))
    if known is None or known[0] != text:
        known = text, read_code(text)
        file.memo.put("code of its text", known)
    return known[1]


def _is_port(node: Class) -> bool:
    return node.name.endswith("Port") or any(last(dotted(base)) in _PORT_BASES for base in node.bases)


def _can_be_called(method: Function) -> bool:
    """Whether it is an ordinary public method of an instance."""
    decorators = [last(dotted(decorator)) for decorator in method.decorators]
    return not method.name.startswith("_") and all(name in _ABSTRACT for name in decorators) and bool(method.parameters)


def _method(project: Project, file: SourceFile, node: Function, home: str, port: str = "") -> PortMethod:
    taken = node.parameters[1:] if port else node.parameters
    parameters = tuple(
        PortParameter(
            item.name,
            type_in(project, file, item.annotation),
            class_in(project, file, item.annotation),
            item.default is None and item.kind not in ("*", "**"),
            item.kind == "keyword",
        )
        for item in taken
        if item.kind not in ("*", "**")
    )
    returns = class_in(project, file, node.returns)
    is_optional = _stripped(node.returns)[1]
    return PortMethod(home, node.name, parameters, port, node.is_async, returns, is_optional)


def type_in(project: Project, file: SourceFile, annotation: Expression | None) -> ColumnType:
    """The type that an annotation says, as far as it is one of a column."""
    inner, is_optional = _stripped(annotation)
    found = named_type(project, file, dotted(inner))
    return found.optional() if is_optional else found


def class_in(project: Project, file: SourceFile, annotation: Expression | None) -> str:
    """The full dotted name of the class in an annotation; empty when it is no plain name."""
    name = dotted(_stripped(annotation)[0])
    return resolve(project, file, name) if name else ""


def _stripped(annotation: Expression | None) -> tuple[Expression | None, bool]:
    """An annotation without quotes and without `| None`, and whether that was there."""
    if isinstance(annotation, Text):
        annotation = read_expression(annotation.value)
    if isinstance(annotation, Other) and annotation.operator == "|":
        kept = [part for part in annotation.parts if not (isinstance(part, Constant) and part.value == "None")]
        return (kept[0] if len(kept) == 1 else None), True
    if isinstance(annotation, Subscript) and last(dotted(annotation.value)) == "Optional":
        return annotation.index, True
    return annotation, False


def _called(decorator: Expression) -> str:
    function = getattr(decorator, "function", decorator)
    return dotted(function)
