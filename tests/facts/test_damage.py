"""A broken statement costs only itself: everything around it is found as before."""

from __future__ import annotations

import ast
import random
import warnings
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from ringfence.model.facts import Definition, FileFacts, ImportSite
from ringfence.syntax.extract import extract

from tests.facts.samples import small_texts

BROKEN = (
    "def broken(:",
    "def broken(a, b",
    "def",
    "class Broken(",
    "class Broken[T = int]:",
    "class",
    "x = (",
    "x = [1, 2",
    "x = {'a': 1,",
    "x = f(a, b=(1,",
    "foo(a b",
    "x = 'abc",
    "x = \"it's",
    'x = f"{a[',
    "from x import",
    "from x import (",
    "from x import (a,",
    "from x import a,",
    "from x import if",
    "from x.",
    "from .",
    "from",
    "import",
    "import x.",
    "import x as",
    "x = \\",
    "return (",
    "if (",
    "if x",
    "for x in",
    "for x in (",
    "while x[",
    "with open(",
    "try",
    "except",
    "else",
    "elif (x",
    "@",
    "@x(",
    ")",
    "]]]",
    "})",
    "x = = 1",
    "lambda",
    "print 'x'",
    "<<<<<<< HEAD",
    "$ ? !",
    "__all__ += [",
)
OPEN_STRINGS = ('x = """', "x = '''abc", 'r"""')
FILES = 12


class Boundary(NamedTuple):
    """A place between two statements, and the statement that follows."""

    line: int
    indent: str
    end_line: int
    """The first line after the statement that follows."""


def _boundaries(text: str) -> list[Boundary]:
    lines = text.split("\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    return list(_between(tree, lines))


def _between(tree: ast.AST, lines: list[str]) -> Iterator[Boundary]:
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and "__all__" not in lines[node.lineno - 1]:
            first = min([node, *getattr(node, "decorator_list", [])], key=lambda part: part.lineno).lineno - 1
            indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
            alone = not lines[first - 1].rstrip().endswith("\\") and len(indent.encode()) == node.col_offset
            if alone and ";" not in lines[(node.end_lineno or 1) - 1]:
                yield Boundary(first, indent, node.end_lineno or 0)


def _lower_site(site: ImportSite, line: int, lines: int) -> ImportSite:
    if site.attempt >= line:
        site = site._replace(attempt=site.attempt + lines)
    if site.range.line < line:
        return site
    return site._replace(
        names=tuple(name._replace(line=name.line + lines) for name in site.names),
        range=site.range.shifted(lines),
        base_range=site.base_range.shifted(lines),
    )


def _lower(facts: FileFacts, line: int, lines: int) -> tuple[set[ImportSite], set[Definition]]:
    """Imports and definitions as they are when so many lines come in at a line, or go."""
    definitions = (item._replace(line=item.line + lines) if item.line >= line else item for item in facts.definitions)
    return {_lower_site(site, line, lines) for site in facts.imports}, set(definitions)


def _samples(seed: str) -> Iterator[tuple[str, Boundary, random.Random]]:
    choose = random.Random(seed)
    for text in choose.sample(small_texts(), FILES):
        boundaries = _boundaries(text)
        if boundaries:
            yield text, choose.choice(boundaries), choose


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_statement_changes_nothing_around_it(broken: str) -> None:
    for text, place, _ in _samples(broken):
        lines = text.split("\n")
        damaged = extract("\n".join([*lines[: place.line], place.indent + broken, *lines[place.line :]]))
        imports, definitions = _lower(extract(text), place.line, 1)
        assert imports - set(damaged.imports) == set()
        assert definitions - set(damaged.definitions) == set()
        assert {site.range.line for site in set(damaged.imports) - imports} <= {place.line}
        assert {item.line for item in set(damaged.definitions) - definitions} <= {place.line}


@pytest.mark.parametrize("opening", OPEN_STRINGS)
def test_a_string_that_is_never_closed_is_reported(opening: str) -> None:
    for text, place, _ in _samples(opening):
        lines = text.split("\n")
        damaged = extract("\n".join([*lines[: place.line], place.indent + opening, *lines[place.line :]]))
        above = {site for site in extract(text).imports if site.range.end_line < place.line}
        assert above - set(damaged.imports) == set()
        assert damaged.problems != ()


@pytest.mark.parametrize("seed", range(6))
def test_a_statement_that_is_taken_out_changes_nothing_around_it(seed: int) -> None:
    for text, place, _ in _samples(f"out {seed}"):
        lines = text.split("\n")
        gone = place.line, place.end_line
        rest = extract("\n".join(lines[: gone[0]] + lines[gone[1] :]))
        whole = extract(text)
        kept = whole._replace(
            imports=tuple(site for site in whole.imports if not gone[0] <= site.range.line < gone[1]),
            definitions=tuple(item for item in whole.definitions if not gone[0] <= item.line < gone[1]),
        )
        imports, definitions = _lower(kept, gone[1], gone[0] - gone[1])
        assert set(rest.imports) == imports
        # A method that is taken out is no longer mentioned by its class.
        assert {item._replace(mentions=()) for item in rest.definitions} == {
            item._replace(mentions=()) for item in definitions
        }


@pytest.mark.parametrize("seed", range(6))
def test_a_line_that_is_half_typed_changes_nothing_around_it(seed: int) -> None:
    for text, place, choose in _samples(f"half {seed}"):
        lines = text.split("\n")
        if place.end_line != place.line + 1 or lines[place.line].count('"""') or lines[place.line].count("'''"):
            continue
        half = lines[place.line][: len(place.indent) + choose.randrange(len(lines[place.line]) - len(place.indent))]
        damaged = extract("\n".join([*lines[: place.line], half, *lines[place.line + 1 :]]))
        others = {site for site in extract(text).imports if site.range.line != place.line}
        assert others - set(damaged.imports) == set()
