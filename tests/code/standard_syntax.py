"""What the standard library's `ast` finds in a text, and what is read of it, both as sets that can be compared.

Left out on both sides is what data flow has no use for (messages of `assert`, causes of `raise`, types of handlers,
keys of dict comprehensions, defaults of lambdas, type parameters), the conditions of `match`, and what is inside texts,
of which `ast` does not say before Python 3.12 where it stands.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

import msgspec
from ringfence.model import code as c

Found = tuple[str, int, int, str]
"""Kind, line, column, and the name if there is one."""

_STATEMENTS: dict[type[ast.stmt], str] = {
    ast.AugAssign: "augment",
    ast.Return: "return",
    ast.For: "loop",
    ast.AsyncFor: "loop",
    ast.While: "loop",
    ast.Try: "try",
    ast.TryStar: "try",
    ast.With: "with",
    ast.AsyncWith: "with",
    ast.Import: "import",
    ast.ImportFrom: "import",
    ast.Expr: "expression",
    ast.Assert: "assert",
    ast.Raise: "raise",
    ast.Delete: "del",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
    ast.Pass: "pass",
    ast.Break: "break",
    ast.Continue: "continue",
    ast.AnnAssign: "assign",
}


def expected(text: str) -> Counter[Found]:
    """What `ast` finds."""
    lines = [line.encode() for line in text.splitlines(keepends=True)]

    def at(line: int, column: int) -> tuple[int, int]:
        return line - 1, len(lines[line - 1][:column].decode())

    found: Counter[Found] = Counter()
    for node in _walk(ast.parse(text)):
        for kind, line, column, name in _of_node(node):
            found[(kind, *at(line, column), name)] += 1
    return found


def _of_node(node: ast.AST) -> Iterator[Found]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and _is_text(node.value):
        return
    if kind := _STATEMENTS.get(type(node)):  # type: ignore[call-overload]
        yield kind, node.lineno, node.col_offset, ""  # type: ignore[attr-defined]
    elif isinstance(node, ast.Assign):
        yield from (("assign", node.lineno, node.col_offset, "") for _ in node.targets)
    elif isinstance(node, ast.If | ast.IfExp):
        yield "condition", node.test.end_lineno or 0, node.test.end_col_offset or 0, ""
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield "definition", node.lineno, 0, node.name
    elif isinstance(node, ast.Name):
        yield "name", node.lineno, node.col_offset, node.id
    elif isinstance(node, ast.Call) and not _is_text(node):
        yield "call", node.end_lineno or 0, node.end_col_offset or 0, ""
    elif isinstance(node, ast.Attribute):
        yield "attribute", node.end_lineno or 0, node.end_col_offset or 0, node.attr


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, value in ast.iter_fields(node):
        if _is_left_out(node, name):
            continue
        once_each = len(node.targets) if isinstance(node, ast.Assign) and name == "value" else 1
        for child in (value if isinstance(value, list) else [value]) * once_each:
            if isinstance(child, ast.AST):
                yield from _walk(child)


def _is_left_out(node: ast.AST, field: str) -> bool:
    match node, field:
        case (ast.Assert(), "msg") | (ast.Raise(), "cause") | (ast.ExceptHandler(), "type") | (ast.DictComp(), "key"):
            return True
        case (ast.Lambda(), "args") | (_, "type_params") | (ast.Match(), "subject"):
            return True
        case (ast.match_case(), "pattern" | "guard"):
            return True
        case (ast.expr(), _):
            return _is_text(node)
    return False


def _is_text(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.Constant(value=str() | bytes()):
            return True
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _is_text(left) or _is_text(right)
        case ast.BinOp(left=left, op=ast.Mod()):
            return _is_text(left)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            return _is_text(value)
    return False


def actual(code: c.Code) -> Counter[Found]:
    """What is read."""
    return Counter(
        (kind, line + unit.line, column, name)
        for unit in code.units
        for kind, line, column, name in _of_value(unit.statement)
    )


def _of_value(value: object) -> Iterator[Found]:
    if isinstance(value, tuple):
        for item in value:
            yield from _of_value(item)
    elif isinstance(value, msgspec.Struct):
        yield from _of_read(value)
        if not isinstance(value, c.Text) and not (isinstance(value, c.Other) and value.operator == "case"):
            for field in value.__struct_fields__:
                yield from _of_value(getattr(value, field))


def _of_read(node: msgspec.Struct) -> Iterator[Found]:
    match node:
        case c.Name(at=at):
            yield "name", at[0], at[1], node.id
        case c.Attribute(at=at):
            yield "attribute", at[2], at[3], node.name
        case c.Function(at=at) | c.Class(at=at):
            yield "definition", at[0], 0, node.name
        case c.Call(at=at):
            yield "call", at[2], at[3], ""
        case c.Evaluate(at=at) | c.Jump(at=at):
            yield node.kind, at[0], at[1], ""
        case c.Choice(conditions=(condition,)):
            yield "condition", *condition.at[2:], ""
        case c.Branch(arms=arms):
            for condition, _ in arms:
                if condition is not None and not (isinstance(condition, c.Other) and condition.operator == "case"):
                    yield "condition", *condition.at[2:], ""
        case c.Assign(at=at) | c.Augment(at=at) | c.Return(at=at) | c.Loop(at=at) | c.Try(at=at) | c.With(at=at):
            yield type(node).__name__.lower(), at[0], at[1], ""
        case c.Import(at=at):
            yield "import", at[0], at[1], ""
