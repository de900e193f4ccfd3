"""The fixes that complete what is missing in `boundaries.yaml`: a bracket, a quote, a value, a reason, a module."""

from __future__ import annotations

import pytest
from ringfence.model.edit import Fix
from ringfence.model.project import Project
from ringfence.rules.invalid_config import check_project, fixes

from tests.config.test_invalid_config import CODE, HEAD, TODAY
from tests.harness.project import Texts, apply_edit, project_of, read_config

CONFIG = "boundaries.yaml"


def _fixes(text: str) -> list[Fix]:
    loaded = read_config({CONFIG: text})
    texts: Texts = {**CODE, CONFIG: text if loaded.config else HEAD}
    project = project_of(texts, TODAY)
    found = [*loaded.diagnostics, *(check_project(project) if loaded.config else ())]
    return list(fixes(project, min(found, key=lambda one: one.sort_key), {CONFIG: text}.get))


def _after(text: str, title: str) -> str:
    (fix,) = (fix for fix in _fixes(text) if fix.title == title)
    return apply_edit({CONFIG: text}, fix.edit)[CONFIG]


def _mistakes(text: str) -> list[str]:
    return [found.message for found in read_config({CONFIG: text}).diagnostics]


@pytest.mark.parametrize(
    "lines",
    ["modules:\n  core: {}\n bad\n  x: [\n", "layers: [core\nmodules: {a: b: c}\n", 'exclude: ["a\\q"]\n'],
    ids=["two mistakes", "two lines", "an escape"],
)
def test_where_one_repair_is_not_enough_none_is_offered(lines: str) -> None:
    assert _mistakes(HEAD + lines)
    assert [fix.title for fix in _fixes(HEAD + lines) if fix.title.startswith(("Add", "Put"))] == []


def test_a_repair_is_never_more_than_an_offer() -> None:
    assert not any(fix.preferred or fix.automatic for fix in _fixes(HEAD + "layers: [core\n"))


REPAIRED = [
    ("Add the closing ]", "layers: [core\n", "layers: [core]\n"),
    ("Add the closing ]", "layers: [core,   # high\n", "layers: [core,]   # high\n"),
    ("Add the closing ]", "modules: {core: {may_import: [billing}}\n", "modules: {core: {may_import: [billing]}}\n"),
    ("Add the closing }", "modules: {core: {kind: shared}\n", "modules: {core: {kind: shared}}\n"),
    ("Add the closing ]}", "sessions: {factories: [a\n", "sessions: {factories: [a]}\n"),
    ('Add the closing "', 'modules: {core: {owner: "🚀 me}}\n', 'modules: {core: {owner: "🚀 me"}}\n'),
    ("Add the closing '", "modules:\n  core:\n    owner: 'me\n", "modules:\n  core:\n    owner: 'me'\n"),
    ("Put the value in quotes", "baseline: a: b  # c\n", 'baseline: "a: b"  # c\n'),
    ("Add the colon behind core", "modules:\n  core\n  billing: {}\n", "modules:\n  core:\n  billing: {}\n"),
    ("Remove !x", "modules: {core: !x {}}\n", "modules: {core: {}}\n"),
    ("Remove this line", "layers: []\n---\nlayers: []\n", "layers: []\nlayers: []\n"),
    ("Remove the invisible character", "layers: [co\x07re]\n", "layers: [core]\n"),
    ("Replace kind:shared by kind: shared", "modules: {core: {kind:shared}}\n", "modules: {core: {kind: shared}}\n"),
    ("Replace kind:god by kind: god", "modules:\n  core:\n    kind:god\n", "modules:\n  core:\n    kind: god\n"),
    ("Write core: {}", "modules:\n  core:   # later\n", "modules:\n  core: {}   # later\n"),
    ("Write core: {}", "modules: {core: }\n", "modules: {core: {} }\n"),
    (
        "Add a reason",
        "allow: [{from: tools, to: shop.core}]\n",
        'allow: [{from: tools, to: shop.core, reason: "TODO: say why"}]\n',
    ),
    (
        "Add a reason",
        "allow:\n  - from: tools\n    to: shop.core  # now\n",
        'allow:\n  - from: tools\n    to: shop.core\n    reason: "TODO: say why"  # now\n',
    ),
    (
        "Declare payments under modules",
        "modules:\n  billing: {may_import: [payments]}\n",
        "modules:\n  billing: {may_import: [payments]}\n  payments: {}\n",
    ),
]


@pytest.mark.parametrize(("title", "lines", "expected"), REPAIRED, ids=[f"{case[0]}: {case[1]}" for case in REPAIRED])
def test_what_is_missing_is_put_in_and_all_else_stays(title: str, lines: str, expected: str) -> None:
    assert _after(HEAD + lines, title) == HEAD + expected


EXPIRED = HEAD + "allow:\n  - {from: shop.domain, to: shop.domain.intake, reason: x, until: 2020-01-01}\n"


def test_an_exception_that_has_expired_and_fits_nothing_gets_no_other_date() -> None:
    assert not any(
        fix.title.startswith("Let it hold until ") for fix in _fixes(EXPIRED.replace("domain.intake", "billing"))
    )


def test_an_exception_that_has_expired_can_hold_for_another_while() -> None:
    (title,) = (fix.title for fix in _fixes(EXPIRED) if fix.title.startswith("Let it hold until "))
    until = title.removeprefix("Let it hold until ")
    assert until > TODAY.isoformat()
    assert _after(EXPIRED, title) == EXPIRED.replace("2020-01-01", until)


def test_a_stale_text_gets_no_repair() -> None:
    project = Project()
    text = HEAD + "layers: [core\n"
    (found,) = read_config({CONFIG: text}).diagnostics
    assert list(fixes(project, found, {CONFIG: "\n"}.get)) == []
