"""The fixes of `invalid-config`: the right word goes in, or the entry goes out, and all else stays."""

from __future__ import annotations

from datetime import date

import pytest
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.edit import Fix
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.rules.invalid_config import check_project, fixes

from tests.config.test_invalid_config import CODE, FOUND, HEAD, TODAY
from tests.harness.project import Texts, apply_edit, project_of, read_config

CONFIG = "boundaries.yaml"


def _judge(text: str) -> tuple[Project, list[Diagnostic]]:
    """A project with this config, or with none where it is of no use, and what is wrong with it."""
    loaded = read_config({CONFIG: text})
    texts: Texts = {**CODE, CONFIG: text if loaded.config else HEAD}
    project = project_of(texts, TODAY)
    found = [*loaded.diagnostics, *(check_project(project) if loaded.config else ())]
    return project, sorted(found, key=lambda one: one.sort_key)


def _fixes(text: str, number: int = 0) -> list[Fix]:
    project, found = _judge(text)
    return list(fixes(project, found[number], {CONFIG: text}.get))


def _after(text: str, title: str) -> str:
    (fix,) = (fix for fix in _fixes(text) if fix.title == title)
    return apply_edit({CONFIG: text}, fix.edit)[CONFIG]


REPLACED = [
    ("modules: {cam: {kynd: god}}\n", "kynd", "kind"),
    ("modules: {cam: {'kynd': god}}\n", "kynd", "kind"),
    ("rules: {private-import: \"eror\"}  # loud\n", "eror", "error"),
    ("modules: {billing: {may_import: [delivry]}}  # later\n", "delivry", "delivery"),
    ("layers:\n  - core | biling  # siblings\n", "biling", "billing"),
    ("allow:\n  - {from: shop.deliver, to: shop.core, reason: x}\n", "shop.deliver", "shop.delivery"),
    ("allow:\n  - {from: tools, to: shop.core, reason: x, until: 2027-6-1}\n", "2027-6-1", "2027-06-01"),
    ("modules: {domain: {kind: god, moved: {Intak: shop.core.now}}}\n", "Intak", "Intake"),
    ("modules: {billing: {owner: 12}}\n", "12", '"12"'),
    ("modules: {billing: {may_import: shared}}\n", "shared", "[shared]"),
    ("modules: {billing: {may_import: 'shared'}}\n", "'shared'", "['shared']"),
    ("baseline: @here\n", "@here", '"@here"'),
    ("exclude: [**/old/**]\n", "**/old/**", '"**/old/**"'),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "wrong", "right"), REPLACED, ids=[case[0].strip() for case in REPLACED])
def test_the_right_word_is_preferred_and_solves_it(lines: str, wrong: str, right: str) -> None:
    text = HEAD + lines
    assert [fix.title for fix in _fixes(text) if fix.preferred] == [f"Replace {wrong} by {right}"]
    after = _after(text, f"Replace {wrong} by {right}")
    assert after == HEAD + lines.replace(wrong, right, 1)
    assert _judge(after)[1] == []


def test_a_tab_becomes_spaces() -> None:
    assert _after(HEAD + "modules:\n\tcore: {}\n", "Indent with spaces") == HEAD + "modules:\n  core: {}\n"


def test_the_missing_version_is_added_in_front() -> None:
    text = "# ours\ndiscover: [shop.*]\n"
    assert _after(text, "Add version: 1") == "version: 1\n" + text


def test_an_empty_file_gets_a_start() -> None:
    expected = 'version: 1\ndiscover: ["your_package.*"]\n'
    assert _after("", 'Add discover: ["your_package.*"]') == expected


REMOVED = [
    ("a key of a block", "modules:\n  core:\n    kind: shared  # a\n    zzz: [1]  # b\n    owner: me  # c\n",
     "Remove 'zzz'", "modules:\n  core:\n    kind: shared  # a\n    owner: me  # c\n"),
    ("a key with a block below it", "zzz:\n  a: 1\n\n  # inside\n  b: 2\n# outside\nbaseline: x\n",
     "Remove 'zzz'", "# outside\nbaseline: x\n"),
    ("the last line without an end", "baseline: x\nzzz: 1", "Remove 'zzz'", "baseline: x"),
    ("a key in braces", "modules: {core: {zzz: 1, kind: shared}}\n",
     "Remove 'zzz'", "modules: {core: {kind: shared}}\n"),
    ("the last key in braces", "modules: {core: {kind: shared, zzz: {a: 1} }}\n",
     "Remove 'zzz'", "modules: {core: {kind: shared }}\n"),
    ("the only key in braces", "modules: {core: { zzz: 1 }}\n", "Remove 'zzz'", "modules: {core: {}}\n"),
    ("the only key of a block", "modules:\n  core:\n    zzz: 1\n  tools: {paths: [tools]}\n",
     "Remove 'zzz'", "modules:\n  core:\n    {}\n  tools: {paths: [tools]}\n"),
    ("an item in brackets", "modules: {billing: {may_import: [zzz, core]}}\n",
     "Remove this entry", "modules: {billing: {may_import: [core]}}\n"),
    ("the only item in brackets", "modules: {billing: {may_import: [zzz]}}\n",
     "Remove this entry", "modules: {billing: {may_import: []}}\n"),
    ("an item of a block", "modules:\n  billing:\n    may_import:\n    - core  # a\n    - zzz  # b\n    - domain\n",
     "Remove this entry", "modules:\n  billing:\n    may_import:\n    - core  # a\n    - domain\n"),
    ("the only item of a block", "modules:\n  billing:\n    may_import:\n      - zzz\n",
     "Remove this entry", "modules:\n  billing:\n    may_import:\n      []\n"),
    ("the first key behind a dash", "allow:\n  - zzz: 1\n    from: tools\n    to: shop.core\n    reason: x\n",
     "Remove 'zzz'", "allow:\n  - from: tools\n    to: shop.core\n    reason: x\n"),
    ("an exception of several lines",
     "allow:\n  # a\n  - from: tools\n    to: shop.core\n    reason: x\n    until: 2020-01-01\n  # b\n"
     "  - {from: tools, to: shop.core, reason: y}\n",
     "Remove this entry", "allow:\n  # a\n  # b\n  - {from: tools, to: shop.core, reason: y}\n"),
    ("the only exception", "baseline: x\nallow:\n- {from: tools, to: shop.core, reason: x, until: 2020-01-01}\n",
     "Remove this entry", "baseline: x\n"),
    ("an exception that lacks something", "allow:\n  - {from: tools}\n  - {from: tools, to: shop.core, reason: y}\n",
     "Remove this entry", "allow:\n  - {from: tools, to: shop.core, reason: y}\n"),
    ("a key that is written twice", "modules:\n  core: {}\n  tools: {paths: [tools]}\n  core: {kind: shared}\n",
     "Remove 'core'", "modules:\n  core: {}\n  tools: {paths: [tools]}\n"),
    ("a layer", "layers: [delivery, zzz, core]\n", "Remove this entry", "layers: [delivery, core]\n"),
    ("a key without a value", "baseline:\nexclude: [x]\n", "Remove 'baseline'", "exclude: [x]\n"),
    ("a value of the wrong type", "baseline: [x]\nexclude: [x]\n", "Remove 'baseline'", "exclude: [x]\n"),
    ("with windows line endings", "zzz: 1\r\nbaseline: x\r\n", "Remove 'zzz'", "baseline: x\r\n"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "title", "rest"), [case[1:] for case in REMOVED], ids=[case[0] for case in REMOVED])
def test_an_entry_goes_out_and_its_neighbours_and_comments_stay(lines: str, title: str, rest: str) -> None:
    head = HEAD.replace("\n", "\r\n") if "\r\n" in lines else HEAD
    after = _after(head + lines, title)
    assert after == head + rest
    assert _judge(after)[1] == []


@pytest.mark.parametrize("lines", [case[0] for case in FOUND])
def test_every_fix_of_a_finding_leaves_nothing_louder_behind(lines: str) -> None:
    text = HEAD + lines
    for fix in _fixes(text):
        after = apply_edit({CONFIG: text}, fix.edit)[CONFIG]
        before, then = _judge(text)[1], _judge(after)[1]
        assert before[0] not in then, fix.title
        assert [one for one in then if one.severity is Severity.ERROR] == [], fix.title


def test_a_removal_is_never_preferred() -> None:
    text = HEAD + "zzz: 1\n"
    assert [(fix.title, fix.preferred, fix.automatic) for fix in _fixes(text)] == [("Remove 'zzz'", False, False)]


def test_a_plan_is_not_offered_for_removal() -> None:
    text = HEAD + "modules: {domain: {kind: god, moved: {Parcel: shop.delivery.api.dtos.Parcel}}}\n"
    assert _fixes(text) == []


def test_one_of_two_siblings_is_not_cut_out_of_a_word() -> None:
    assert _fixes(HEAD + "layers:\n  - zzz | core\n") == []


def test_what_an_alias_brings_in_is_not_cut_out_elsewhere() -> None:
    text = HEAD + "modules:\n  core: &a {kind: shared, zzz: 1}\n  tools: {<<: *a, paths: [tools]}\n"
    titles = [[fix.title for fix in _fixes(text, number)] for number in (0, 1)]
    assert titles == [["Remove 'zzz'"], ["Remove 'zzz'"]]


def test_a_text_that_has_changed_meanwhile_gets_no_fix() -> None:
    text = HEAD + "modules: {billing: {may_imports: [core]}}\n"
    project, (found,) = _judge(text)
    for other in ("", "# new\n" + text, text.replace("may_imports", "may_import"), None):
        assert list(fixes(project, found, {CONFIG: other}.get)) == []


def test_no_fix_is_offered_for_another_file() -> None:
    project, _ = _judge(HEAD)
    elsewhere = Diagnostic("shop/core.py", Range(0, 0, 0, 3), "invalid-config", "x", written="def", symbol="x")
    assert list(fixes(project, elsewhere, CODE.get)) == []


def test_the_day_decides_what_has_expired() -> None:
    text = HEAD + "allow:\n  - {from: tools, to: shop.core, reason: x, until: 2020-01-01}\n"
    project = project_of({**CODE, CONFIG: text}, date(2020, 1, 1))
    assert list(check_project(project)) == []
