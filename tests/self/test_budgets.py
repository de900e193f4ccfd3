"""Sizes, names and documentation: what keeps every file readable in one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.self.sources import Function, Source, all_sources, package_sources

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40
SAY_NOTHING = frozenset({"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"})
"""Names of files and folders that say nothing about what is in them."""


def test_every_file_can_be_read_in_one_go() -> None:
    lengths = {source.path: len(source.text.splitlines()) for source in all_sources()}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_every_function_fits_on_a_screen() -> None:
    found = [
        f"{source.path}:{function.lineno}: {function.name} has {length} lines"
        for source in all_sources()
        for function in source.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
    assert found == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    paths = [PurePosixPath(source.path) for source in all_sources()]
    assert [str(path) for path in paths if SAY_NOTHING & {path.stem, *path.parent.parts}] == []


def test_every_file_says_what_it_answers() -> None:
    assert [source.path for source in all_sources() if not ast.get_docstring(source.tree)] == []


def test_everything_public_says_what_goes_in_and_out() -> None:
    found = [
        f"{source.path}:{node.lineno}: {node.name}" for source in package_sources() for node in _undocumented(source)
    ]
    assert found == []


def test_every_function_has_the_type_of_its_result() -> None:
    found = [
        f"{source.path}:{function.lineno}: {function.name}"
        for source in all_sources()
        for function in source.functions()
        if function.returns is None
    ]
    assert found == []


def test_no_package_passes_on_names_of_its_parts() -> None:
    packages = [source for source in package_sources() if source.path.endswith("/__init__.py")]
    found = [
        f"{source.path}:{node.lineno}" for source in packages for node in source.tree.body[1:] if not _is_dunder(node)
    ]
    assert found == []


def _undocumented(source: Source) -> Iterator[Function | ast.ClassDef]:
    """Public functions, classes and methods without a docstring; what a private class does is its own business."""
    pending: list[ast.AST] = [source.tree]
    while pending:
        for node in ast.iter_child_nodes(pending.pop()):
            if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                yield node
            if isinstance(node, ast.ClassDef):
                pending.append(node)


def _is_dunder(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id.startswith("__")
        and isinstance(node.value, ast.Constant)
    )
