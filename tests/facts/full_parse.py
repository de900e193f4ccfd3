"""What the facts of a valid text must be, read from the syntax tree of the standard library.

This is written from what the facts mean, not from how they are extracted, and shares no code with the extraction.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from ringfence.model.facts import Definition, ImportedName, ImportKind, ImportSite
from ringfence.model.ranges import Range

from tests.facts.full_parse_definitions import definitions_and_exports
from tests.facts.positions import Lines

_IMPORT_FAILURES = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


@dataclass(slots=True)
class Parsed:
    """The part of the facts that a full parse decides."""

    imports: list[ImportSite] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    exports: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a statement."""

    scope: tuple[str, ...] = ()
    type_checking: bool = False
    fallback: bool = False
    in_function: bool = False
    attempt: int = -1

    @property
    def kind(self) -> ImportKind:
        if self.type_checking:
            return ImportKind.TYPE_CHECKING
        if self.fallback:
            return ImportKind.FALLBACK
        return ImportKind.FUNCTION if self.in_function else ImportKind.MODULE


def parse(text: str) -> Parsed:
    """The imports, module-level definitions and exports of a valid `text`; raises SyntaxError for any other."""
    tree = ast.parse(text)
    lines = Lines(text)
    definitions, exports = definitions_and_exports(tree, lines)
    sites = [_site(node, around, lines) for node, around in _imports(tree.body, _Around())]
    return Parsed([_with_reexports(site, exports or ()) for site in sites], definitions, exports)


def _imports(body: list[ast.stmt], around: _Around) -> Iterator[tuple[ast.Import | ast.ImportFrom, _Around]]:
    for node in body:
        match node:
            case ast.Import() | ast.ImportFrom():
                yield node, around
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                scope = (*around.scope, node.name)
                inside = _Around(scope, around.type_checking, in_function=True)
                yield from _imports(node.body, inside)
            case ast.ClassDef():
                yield from _imports(node.body, replace(around, scope=(*around.scope, node.name)))
            case ast.If():
                known = around.type_checking
                yield from _imports(node.body, replace(around, type_checking=known or _if_true(node.test)))
                yield from _imports(node.orelse, replace(around, type_checking=known or _if_false(node.test)))
            case ast.Try() | ast.TryStar():
                yield from _in_try(node, around if around.fallback else replace(around, attempt=node.lineno - 1))
            case ast.Match():
                for case in node.cases:
                    yield from _imports(case.body, around)
            case ast.For() | ast.AsyncFor() | ast.While():
                yield from _imports(node.body + node.orelse, around)
            case ast.With() | ast.AsyncWith():
                yield from _imports(node.body, around)


def _in_try(node: ast.Try | ast.TryStar, around: _Around) -> Iterator[tuple[ast.Import | ast.ImportFrom, _Around]]:
    yield from _imports(node.body, around)
    # What is tried inside a handler is tried instead of the first import, and belongs to the first `try`.
    for handler in node.handlers:
        caught = _caught(handler.type)
        fallback = around.fallback or caught is None or bool(caught & _IMPORT_FAILURES)
        yield from _imports(handler.body, replace(around, fallback=fallback))
    yield from _imports(node.orelse + node.finalbody, around)


def _caught(node: ast.expr | None) -> set[str] | None:
    match node:
        case None:
            return None
        case ast.Tuple():
            return {name for element in node.elts for name in _caught(element) or ()}
        case ast.Name():
            return {node.id}
        case ast.Attribute():
            return {node.attr}
    return set()


def _if_true(test: ast.expr) -> bool:
    """Whether only a type checker finds `test` true."""
    match test:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
        case ast.UnaryOp(op=ast.Not()):
            return _if_false(test.operand)
        case ast.BoolOp(op=ast.And()):
            return any(map(_if_true, test.values))
        case ast.BoolOp(op=ast.Or()):
            return all(map(_if_true, test.values))
    return False


def _if_false(test: ast.expr) -> bool:
    """Whether only a type checker finds `test` false."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return _if_true(test.operand)
        case ast.BoolOp(op=ast.And()):
            return all(map(_if_false, test.values))
        case ast.BoolOp(op=ast.Or()):
            return any(map(_if_false, test.values))
    return False


def _site(node: ast.Import | ast.ImportFrom, around: _Around, lines: Lines) -> ImportSite:
    names = tuple(
        ImportedName(alias.name, alias.asname or "", *lines.place(alias.lineno, alias.col_offset))
        for alias in node.names
    )
    range_ = lines.range(node)
    scope = ".".join(around.scope)
    if isinstance(node, ast.Import):
        base_range = _first_name_range(lines.text_of(range_), range_)
        return ImportSite("", -1, names, around.kind, range_, base_range, scope, around.attempt)
    base_range = _base_range(lines.text_of(range_), range_)
    return ImportSite(node.module or "", node.level, names, around.kind, range_, base_range, scope, around.attempt)


def _first_name_range(statement: str, where: Range) -> Range:
    """The first dotted name of a plain import."""
    tokens = list(tokenize.generate_tokens(io.StringIO(statement).readline))[1:]
    ends = [
        token.end
        for token in takewhile(lambda token: token.string not in ("as", ",") and token.string.strip() != "", tokens)
    ]
    return Range(*_inside(where, tokens[0].start), *_inside(where, ends[-1]))


def _base_range(statement: str, where: Range) -> Range:
    """What stands between `from` and `import`."""
    tokens = tokenize.generate_tokens(io.StringIO(statement).readline)
    first, last = next(tokens).end, (0, 0)
    for token in tokens:
        if token.string == "import":
            break
        first = token.start if last == (0, 0) else first
        last = token.end
    return Range(*_inside(where, first), *_inside(where, last))


def _inside(where: Range, place: tuple[int, int]) -> tuple[int, int]:
    line, column = place
    return where.line + line - 1, column + (where.column if line == 1 else 0)


def _with_reexports(site: ImportSite, exports: tuple[str, ...]) -> ImportSite:
    names = (name._replace(reexported=name.alias == name.name or name.bound in exports) for name in site.names)
    return site._replace(names=tuple(names))
