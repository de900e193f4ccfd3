"""Our own source files, read once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "server"
PACKAGE = SERVER / "ringfence"
TESTS = ROOT / "tests"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """One of our Python files."""

    path: str
    """POSIX, relative to the repository."""
    layer: str
    """The folder below `ringfence` that it lies in, or its own name; empty outside the package."""
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        """All functions and methods, nested ones included."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> Iterator[tuple[int, str]]:
        """The line and the dotted name of everything that is imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = "." * node.level + (node.module or "")
                yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)

    def calls(self) -> Iterator[tuple[int, str]]:
        """The line and the last name of everything that is called: `open` for `path.open()`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
                yield node.lineno, node.func.id if isinstance(node.func, ast.Name) else node.func.attr

    def calls_of(self, name: str) -> Iterator[str]:
        """The first argument of every call of `name`, as Python would print it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield ast.unparse(node.args[0]) if node.args else ""


@cache
def package_sources() -> tuple[Source, ...]:
    """The files of the package `ringfence`."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


@cache
def all_sources() -> tuple[Source, ...]:
    """The files of the server and of the tests; those of projects that the tests check are none of ours."""
    paths = [*sorted(SERVER.rglob("*.py")), *sorted(TESTS.rglob("*.py"))]
    return tuple(_read(path) for path in paths if not {"project", "projects"} & set(path.parts))


def below(layer: str) -> Iterator[Source]:
    """The files of the package that lie in a lower layer than `layer`."""
    lower = LAYERS[LAYERS.index(layer) + 1 :]
    return (source for source in package_sources() if source.layer in lower)


LAYERS = (
    "__main__", "cli", "lsp", "app", "adapters", "engine", "rules", "refactor", "inference", "syntax", "model",
)  # fmt: skip
"""High to low, as the folders are called."""


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    layer = path.relative_to(PACKAGE).parts[0].removesuffix(".py") if path.is_relative_to(PACKAGE) else ""
    return Source(path.relative_to(ROOT).as_posix(), layer, text, ast.parse(text))
