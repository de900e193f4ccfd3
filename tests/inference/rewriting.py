"""Other texts that do the same: local variables renamed, lines added, values put into brackets."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from ringfence.inference.data.sessions import sounds_like_session
from ringfence.model.code import Name

Place = tuple[int, int, int]
"""Line, column and length of a name; the line is 0-based."""


class Local(NamedTuple):
    """A local variable, and everywhere that it is named."""

    name: str
    places: tuple[Place, ...]


def local_variables(text: str) -> list[Local]:
    """The local variables that may be called otherwise: bound in one function only, and no session by name."""
    tree = ast.parse(text)
    found: list[Local] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.extend(_locals_of(node, text))
    return found


def _locals_of(function: ast.FunctionDef | ast.AsyncFunctionDef, text: str) -> Iterator[Local]:
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    bound = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    for name in sorted(bound - _fixed_names(function)):
        # `s` and `db` say what they are; a name in a string or a keyword would have to change with it.
        if not sounds_like_session(Name(name, (0, 0, 0, 0))) and len(name) > 1:
            places = {(node.lineno - 1, _column(text, node), len(name)) for node in nodes if node.id == name}
            yield Local(name, tuple(sorted(places)))


def _fixed_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    fixed: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            fixed.add(node.arg)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            fixed.update(node.names)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            fixed.add(node.name)
        elif isinstance(node, ast.alias):
            fixed.add(node.asname or node.name.partition(".")[0])
        elif (isinstance(node, ast.MatchAs | ast.MatchStar) and node.name) or (
            isinstance(node, ast.ExceptHandler) and node.name
        ):
            fixed.add(node.name)
    return fixed


def _column(text: str, node: ast.Name) -> int:
    """The column in characters; `ast` counts bytes."""
    line = text.split("\n")[node.lineno - 1]
    return len(line.encode()[: node.col_offset].decode())


def renamed(text: str, local: Local, name: str) -> str:
    """The text with a local variable called `name`."""
    lines = text.split("\n")
    for line, column, length in sorted(local.places, reverse=True):
        lines[line] = lines[line][:column] + name + lines[line][column + length :]
    return "\n".join(lines)


def statement_lines(text: str) -> list[int]:
    """The lines before which a line can be put: those on which a statement begins, with nothing before it."""
    found = {node.lineno - 1 for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)}
    decorated = {
        decorator.lineno - 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for decorator in node.decorator_list
    }
    lines = text.split("\n")
    # The docstring stays first, and `from __future__` before everything else.
    late = [line for line in found | decorated if line > 4]
    return sorted(line for line in late if not lines[line].lstrip().startswith(('"', "'", "elif", "else")))


def with_lines(text: str, before: dict[int, str]) -> tuple[str, dict[int, int]]:
    """The text with lines added before some, and where each old line is now."""
    lines: list[str] = []
    moved: dict[int, int] = {}
    for number, line in enumerate(text.split("\n")):
        if number in before:
            lines.extend(before[number].split("\n"))
        moved[number] = len(lines)
        lines.append(line)
    return "\n".join(lines), moved


def values_on_one_line(text: str) -> list[tuple[int, int, int]]:
    """Line, start and end of each value that is assigned or returned on one line."""
    found: list[tuple[int, int, int]] = []
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        value = node.value if isinstance(node, ast.Assign | ast.Return | ast.Expr | ast.AugAssign) else None
        if value is None or value.lineno != value.end_lineno or value.end_col_offset is None:
            continue
        if isinstance(value, ast.Constant) and isinstance(node, ast.Expr):
            continue
        line = lines[value.lineno - 1]
        if line.isascii():
            found.append((value.lineno - 1, value.col_offset, value.end_col_offset))
    return found


def in_brackets(text: str, values: list[tuple[int, int, int]]) -> str:
    """The text with some values in brackets."""
    lines = text.split("\n")
    for line, start, end in sorted(values, reverse=True):
        lines[line] = f"{lines[line][:start]}({lines[line][start:end]}){lines[line][end:]}"
    return "\n".join(lines)
