"""Asking the owner in place of touching its table: what each page shows, and what holds after every such fix.

The pages have the grammar of the harness. A title with an `after` is a fix that must be offered for one of the reads
and writes, and there are no others: an example without any shows what is left alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from ringfence.inference.crossings import Verdict, crossings
from ringfence.inference.data.model_types import owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.scan import operations_of
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import Fix
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.command_port import port_fixes
from ringfence.refactor.query_port import query_fixes

from tests.harness.markdown import Example, read_page
from tests.harness.project import Texts, project_of

PAGES = sorted((Path(__file__).parent / "command_port").glob("*.md"))
EXAMPLES = [
    pytest.param(example, id=f"{page.stem}: {example.name}")
    for page in PAGES
    for example in read_page(page.read_text(encoding="utf-8"))
]


class Taken(NamedTuple):
    """A fix of what is done at one place, and the texts after it."""

    path: str
    range: Range
    fix: Fix
    texts: Texts


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_fixes_of_an_example_are_those_that_it_shows(example: Example) -> None:
    shown: dict[str, list[Texts]] = {}
    for taken in _taken(example):
        shown.setdefault(taken.fix.title, []).append(taken.texts)
    assert sorted(example.after) == sorted(shown)
    for title, files in example.after.items():
        assert {**example.files, **files} in shown[title], _changes(example, shown[title][0])


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_fix_has_the_rank_that_its_example_says(example: Example) -> None:
    found = {taken.fix.title: taken.fix.preferred for taken in _taken(example)}
    assert {title: found.get(title) for title in example.preferred} == example.preferred


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_touches_something_that_another_module_owns(example: Example) -> None:
    assert _touched(_project(example.files)) != Counter()


@pytest.mark.parametrize("example", EXAMPLES)
def test_after_a_fix_less_is_touched_and_nothing_new(example: Example) -> None:
    before = _project(example.files)
    for taken in _taken(example):
        after = _project(taken.texts)
        assert _touched(after) < _touched(before), taken.fix.title
        assert _broken_boundaries(after) <= _broken_boundaries(before), taken.fix.title


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_a_fix_leaves_can_be_compiled(example: Example) -> None:
    for taken in _taken(example):
        for path, text in taken.texts.items():
            if path.endswith(".py"):
                compile(text, path, "exec", dont_inherit=True)


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_fix_is_taken_without_asking_and_one_at_most_is_preferred(example: Example) -> None:
    taken = _taken(example)
    preferred = Counter((one.path, one.range) for one in taken if one.fix.preferred)
    titles = Counter((one.path, one.range, one.fix.title) for one in taken)
    assert [one.fix.title for one in taken if one.fix.automatic] == []
    assert [place for place, count in preferred.items() if count > 1] == []
    assert [place for place, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_lines_end_after_a_fix_as_they_did_before(example: Example) -> None:
    windows = replace(example, files={path: text.replace("\n", "\r\n") for path, text in example.files.items()})
    expected = [(taken.fix.title, taken.texts) for taken in _taken(example)]
    actual = [(taken.fix.title, _as_the_edges_do(windows, taken.fix)) for taken in _taken(windows)]
    assert [(title, _with_windows_ends(example, texts)) for title, texts in expected] == actual


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_begins_with_what_is_left_alone(page: Path) -> None:
    first, *_ = read_page(page.read_text(encoding="utf-8"))
    assert first.after == {}


def _project(texts: Texts) -> Project:
    return project_of(texts, Example("").today)


def _taken(example: Example) -> list[Taken]:
    project = _project(example.files)
    found: list[Taken] = []
    for file in project.files.values():
        by_place: dict[tuple[Range, bool], list[Operation]] = {}
        for operation in _foreign(project, file):
            by_place.setdefault((operation.range, operation.is_write), []).append(operation)
        for (place, _), operations in by_place.items():
            diagnostic = Diagnostic(file.path, place, "foreign-model-write", "")
            ask = port_fixes if operations[0].is_write else query_fixes
            fixes = ask(project, file, tuple(operations), diagnostic, example.files.get)
            found.extend(Taken(file.path, place, fix, _as_the_edges_do(example, fix)) for fix in fixes)
    return found


def _foreign(project: Project, file: SourceFile) -> list[Operation]:
    found = []
    for operation in operations_of(project, file):
        model = models_of(project).get(operation.model)
        owner = owner_of(project, model) if model is not None else None
        if owner is not project.modules.owner_of(file.name):
            found.append(operation)
    return found


def _touched(project: Project) -> Counter[tuple[str, ...]]:
    return Counter(
        (file.path, operation.scope, operation.kind, operation.model, *operation.fields)
        for file in project.files.values()
        for operation in _foreign(project, file)
    )


def _broken_boundaries(project: Project) -> set[tuple[str, str, Verdict]]:
    return {
        (file.path, crossing.target, crossing.verdict)
        for file in project.files.values()
        for crossing in crossings(project, file)
        if crossing.verdict is not Verdict.ALLOWED
    }


def _as_the_edges_do(example: Example, fix: Fix) -> dict[str, str]:
    texts = dict(example.files)
    for file in fix.edit.files:
        texts[file.path] = apply_edits(texts.get(file.path, ""), file.edits)
    return texts


def _with_windows_ends(example: Example, texts: Texts) -> dict[str, str]:
    """What was there ends its lines as Windows does; a new file, or one that was empty, has no lines to go by."""
    return {path: text.replace("\n", "\r\n") if example.files.get(path) else text for path, text in texts.items()}


def _changes(example: Example, texts: Texts) -> str:
    changed = {path: text for path, text in texts.items() if text != example.files.get(path)}
    return "\n".join(f"`{path}`:\n{text}" for path, text in changed.items())
