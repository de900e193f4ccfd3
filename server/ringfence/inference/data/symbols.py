"""Names in code: what a dotted expression stands for, and where the code of a function or class is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from ringfence.inference.names import bindings, definition_of, target_of
from ringfence.model.code import (
    Attribute,
    Branch,
    Class,
    Code,
    Expression,
    Function,
    Import,
    Loop,
    Name,
    Statement,
    Try,
    With,
)
from ringfence.model.facts import Definition, ImportedName, ImportKind, ImportSite
from ringfence.model.names import join, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START


class Symbol(NamedTuple):
    """A function or class in the code of a file."""

    file: SourceFile
    qualname: str
    """Dotted names of the classes and functions around it, then its own."""
    node: Function | Class
    line: int
    """The line that places in it count from."""

    @property
    def name(self) -> str:
        """The full dotted name."""
        return join(self.file.name, self.qualname)


class Global(NamedTuple):
    """A statement at module level, with the line that places in it count from."""

    statement: Statement
    line: int


def symbols_of(project: Project, file: SourceFile) -> Mapping[str, Symbol]:
    """The functions, classes and methods of a file by qualified name; empty without code."""
    code = project.code.get(file.path)
    if code is None:
        return {}
    return file.memo.latest("symbols", code, lambda: _symbols(file, code))


def _symbols(file: SourceFile, code: Code) -> dict[str, Symbol]:
    found: dict[str, Symbol] = {}
    for statement, line in globals_of(code):
        if isinstance(statement, (Function, Class)):
            _add(file, statement, line, "", found)
    return found


def _add(file: SourceFile, node: Function | Class, line: int, outer: str, found: dict[str, Symbol]) -> None:
    qualname = join(outer, node.name)
    known = found.get(qualname)
    if known is None or _is_overload(known.node):
        found[qualname] = Symbol(file, qualname, node, line)
    if isinstance(node, Class):
        for inner in flat(node.body):
            if isinstance(inner, (Function, Class)):
                _add(file, inner, line, qualname, found)


def _is_overload(node: Function | Class) -> bool:
    """Whether this only says how a function may be called; its code comes after it."""
    return any(dotted(item).endswith("overload") for item in node.decorators)


def globals_of(code: Code) -> Iterator[Global]:
    """The statements at module level, those under `if`, `try` and `with` too."""
    for unit in code.units:
        for statement in flat((unit.statement,)):
            yield Global(statement, unit.line)


def flat(statements: tuple[Statement, ...]) -> Iterator[Statement]:
    """Statements that run in the same scope, in their order, however they are nested in `if`, `for`, `try`, `with`."""
    pending = [iter(statements)]
    while pending:
        for statement in pending[-1]:
            yield statement
            inside = _bodies(statement)
            if inside:
                pending.append(chain.from_iterable(inside))
                break
        else:
            pending.pop()


def _bodies(statement: Statement) -> tuple[tuple[Statement, ...], ...]:
    match statement:
        case Branch():
            return tuple(body for _, body in statement.arms)
        case Try():
            return (statement.body, *statement.handlers, statement.final)
        case With():
            return (statement.body,)
        case Loop():
            return (statement.body, statement.otherwise)
    return ()


def dotted(expression: Expression | None) -> str:
    """`a.b.c` as written; empty for anything else."""
    match expression:
        case Name():
            return expression.id
        case Attribute():
            value = dotted(expression.value)
            return f"{value}.{expression.name}" if value else ""
    return ""


def resolve(project: Project, file: SourceFile, name: str, local: Mapping[str, str] | None = None) -> str:
    """The full dotted name behind `name` as written in a file; its own name where the file does not bind it.

    `local` holds the full names of what a function imports for itself.
    """
    if local:
        first, _, rest = name.partition(".")
        if first in local:
            return definition_of(project, join(local[first], rest))
    known = resolutions(project)
    key = (file.path, name)
    found = known.names.get(key)
    if found is None:
        found, through = resolved_by(project, file, name)
        known.know(key, found, through)
    return found


class Resolutions:
    """What names as written in files stand for, and which files that leads through."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.names: dict[tuple[str, str], str] = {}
        """By path and name as written there."""
        self.through: dict[str, set[tuple[str, str]]] = {}
        """For each path, the names that stand for something by way of that file."""

    def know(self, key: tuple[str, str], found: str, through: tuple[str, ...]) -> None:
        """Remember what a name stands for."""
        self.names[key] = found
        for path in through:
            self.through.setdefault(path, set()).add(key)


def resolutions(project: Project) -> Resolutions:
    """What is known of names in a snapshot: those on which its classes and models rest."""
    return project.memo.get("resolutions", Resolutions)


def resolved_by(project: Project, file: SourceFile, name: str) -> tuple[str, tuple[str, ...]]:
    """The full dotted name behind a name, with the paths of the files that the answer depends on."""
    files = [file]
    found = _resolved(project, file, name, files)
    return found, tuple(dict.fromkeys([each.path for each in files]))


def _resolved(project: Project, file: SourceFile, name: str, files: list[SourceFile]) -> str:
    first, _, rest = name.partition(".")
    binding = bindings(file).get(first)
    if binding is None:
        found = definition_of(project, join(file.name, name), files)
        if found != join(file.name, name):
            return found
        return definition_of(project, name, files) if rest else name
    if isinstance(binding, Definition):
        return definition_of(project, join(file.name, name), files)
    site, imported = binding
    if site.level < 0 and not imported.alias:
        return definition_of(project, name, files)
    return definition_of(project, join(target_of(file, site, imported) or "", rest), files)


def imported_names(file: SourceFile, statement: Import) -> dict[str, str]:
    """What an import inside a function binds: each name with the full dotted name that it stands for."""
    found = {}
    names = tuple(ImportedName(name, alias, 0, 0) for name, alias in statement.names)
    site = ImportSite(statement.base, statement.level, names, ImportKind.FUNCTION, FILE_START, FILE_START)
    for name in names:
        target = target_of(file, site, name)
        if target and name.name != "*":
            found[name.bound] = name.bound if site.level < 0 and not name.alias else target
    return found


def symbol_named(project: Project, name: str) -> Symbol | None:
    """The code of the function, class or method with a full dotted name, without following inheritance."""
    known: dict[str, Symbol | None] = project.memo.get("symbols by name", dict)
    try:
        return known[name]
    except KeyError:
        found = known[name] = _symbol_named(project, name)
        return found


def _symbol_named(project: Project, name: str) -> Symbol | None:
    module, qualname = parent(name), name.rpartition(".")[2]
    while module:
        file = project.file_named(module)
        if file is not None:
            return symbols_of(project, file).get(qualname)
        qualname = join(module.rpartition(".")[2], qualname)
        module = parent(module)
    return None
