"""The module-level definitions and `__all__` of a valid text, read from the syntax tree of the standard library.

Left out on purpose, as in the facts: what an expression or a pattern binds (`(x := 1)`, `case Point(x):`), what an
`except ... as x` binds for the length of its handler, and what a function binds with `global`. Nobody imports those.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ringfence.model.facts import Definition, DefinitionKind

from tests.facts.positions import Lines

_CAPITALISED = re.compile(r"\b[A-Z]\w*")


def definitions_and_exports(tree: ast.Module, lines: Lines) -> tuple[list[Definition], tuple[str, ...] | None]:
    """All names bound by a statement at module level other than an import, in order, and the names in `__all__`."""
    definitions: list[Definition] = []
    exports: list[str] = []
    has_exports = False
    for node in _statements(tree.body):
        definitions.extend(_bound(node, lines))
        added = _exported(node)
        if added is not None:
            has_exports = True
            exports.extend(added)
    known = tuple(dict.fromkeys(name for name in exports if name != "*"))
    return definitions, (*known, *["*"][: "*" in exports]) if has_exports else None


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement at module level, inside `if`, `try`, `with`, loops and `match` too, in order."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for inner in _suites(node):
                yield from _statements(inner)


def _suites(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    yield getattr(node, "body", [])
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body
    yield getattr(node, "orelse", [])
    yield getattr(node, "finalbody", [])


def _bound(node: ast.stmt, lines: Lines) -> Iterator[Definition]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield Definition(node.name, DefinitionKind.FUNCTION, *_name_place(node, "def", lines))
        case ast.ClassDef():
            bases = tuple(filter(None, map(_base, node.bases)))
            place = _name_place(node, "class", lines)
            mentions = _mentions(node) if _is_port(node.name, bases) else ()
            yield Definition(node.name, DefinitionKind.CLASS, *place, bases, mentions)
        case ast.Assign():
            yield from _variables(node.targets, lines, node.value)
        case ast.AnnAssign():
            yield from _variables([node.target], lines, node.value)
        case ast.For() | ast.AsyncFor():
            yield from _variables([node.target], lines, None)
        case ast.With() | ast.AsyncWith():
            for item in node.items:
                yield from _variables([item.optional_vars] if item.optional_vars else [], lines, None)


def _name_place(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, keyword: str, lines: Lines
) -> tuple[int, int]:
    line, column = lines.place(node.lineno, node.col_offset)
    found = re.compile(rf"(?:async\s+)?{keyword}\s+").match(lines.lines[line], column)
    return line, found.end() if found else -1


def _variables(targets: list[ast.expr], lines: Lines, value: ast.expr | None) -> Iterator[Definition]:
    names = [name for target in targets for name in _names(target)]
    alone = len(targets) == 1 and isinstance(targets[0], ast.Name)
    alias = _dotted(value) if alone and value is not None else ""
    if value is not None and "(" in lines.text_of(lines.range(value)):
        alias = ""
    for name in names:
        yield Definition(name.id, DefinitionKind.VARIABLE, *lines.place(name.lineno, name.col_offset), alias_of=alias)


def _names(target: ast.expr) -> Iterator[ast.Name]:
    match target:
        case ast.Name():
            yield target
        case ast.Starred():
            yield from _names(target.value)
        case ast.Tuple() | ast.List():
            for element in target.elts:
                yield from _names(element)


def _base(node: ast.expr) -> str:
    return _dotted(node.value if isinstance(node, ast.Subscript) else node)


def _dotted(node: ast.expr) -> str:
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            inner = _dotted(node.value)
            return f"{inner}.{node.attr}" if inner else ""
    return ""


def _is_port(name: str, bases: tuple[str, ...]) -> bool:
    return name.endswith("Port") or any(base.split(".")[-1] in ("Protocol", "ABC") for base in bases)


def _mentions(node: ast.ClassDef) -> tuple[str, ...]:
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (inner.args, *([inner.returns] if inner.returns else ())):
                found.update(_words(part))
    return tuple(sorted(found - {"None", "True", "False"}))


def _words(part: ast.AST) -> Iterator[str]:
    for node in ast.walk(part):
        match node:
            case ast.Name(id=text) | ast.Attribute(attr=text) | ast.arg(arg=text) | ast.Constant(value=str(text)):
                yield from _CAPITALISED.findall(text)


def _exported(node: ast.stmt) -> list[str] | None:
    """The names that a statement adds to `__all__`, `*` for such as are not literal; None for any other statement."""
    match node:
        case ast.Assign(targets=targets, value=value):
            return list(_literals(value)) if any(_is_all(target) for target in targets) else None
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.AugAssign(target=target, value=value):
            return list(_literals(value)) if _is_all(target) else None
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=target, attr="extend"), args=[value])):
            return list(_literals(value)) if _is_all(target) else None
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=target, attr="append"), args=[value])):
            return list(_element(value)) if _is_all(target) else None
    return None


def _is_all(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"


def _literals(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.List() | ast.Tuple() | ast.Set():
            for element in node.elts:
                yield from _element(element)
        case ast.BinOp(op=ast.Add()):
            yield from _literals(node.left)
            yield from _literals(node.right)
        case _:
            yield "*"


def _element(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Starred():
            yield from _literals(node.value)
        case _:
            yield "*"
