"""Take every fix of every finding of an example, and hold the project after it against the one before."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ringfence.engine.fixes import fix_all, fixes_for
from ringfence.inference.names import target_of
from ringfence.model.config import CONFIG_NAME
from ringfence.model.diagnostic import Diagnostic, Status
from ringfence.model.edit import Fix
from ringfence.model.facts import ImportKind

from tests.harness.judge import shown
from tests.harness.markdown import Example
from tests.harness.project import Texts, apply_edit, findings, project_of, read_config

FIX_ALL = "fix all"
"""The title under which a page states what is left after all automatic fixes at once."""


_NAMES_AN_OWNER = "multiple-table-writers"
"""The rule whose fix decides who owns a table."""
_RULES_ON_OWNERS = {_NAMES_AN_OWNER, "foreign-model-write", "foreign-model-read", "cross-module-foreign-key"}


class Taken(NamedTuple):
    """One fix of one finding, and the project after it."""

    before: Sequence[Diagnostic]
    """All findings before it."""
    finding: Diagnostic
    fix: Fix
    texts: Texts


def fix_complaints(example: Example, *, one_of_a_kind: bool = False) -> list[str]:
    """What does not hold after the fixes of an example, one readable line each; empty when all does.

    With `one_of_a_kind`, of the fixes of a rule that have one title, only the first is held against the project:
    enough for a project in which the same is wrong over and over.
    """
    if read_config(example.files).config is None:
        return []
    taken = list(_every_fix(example))
    kinds = {(one.finding.rule, one.fix.title): one for one in reversed(taken)}
    held = list(kinds.values()) if one_of_a_kind else taken
    broken = [complaint for one in held for complaint in broken_by(example, one)]
    return [*broken, *_choices(taken), *_stated(example, taken), *_all_at_once(example)]


def _every_fix(example: Example) -> Iterator[Taken]:
    project = project_of(example.files, example.today)
    before = _open_findings(example, example.files)
    for finding in before:
        for fix in fixes_for(project, finding, example.files.get):
            yield Taken(before, finding, fix, apply_edit(example.files, fix.edit))


def _open_findings(example: Example, texts: Texts) -> list[Diagnostic]:
    return [found for found in findings(texts, example.today) if found.status is not Status.SUPPRESSED]


def broken_by(example: Example, taken: Taken) -> Iterator[str]:
    """What a fix must not do: break a text, leave its finding, make a new one, or do something when taken twice."""
    name = f"{taken.fix.title!r} for {shown(taken.finding)}"
    yield from (f"{name}: {path} no longer parses" for path in _broken_texts(example.files, taken.texts))
    after = _open_findings(example, taken.texts)
    left = _identities(after)[_identity(taken.finding)]
    if left >= _identities(taken.before)[_identity(taken.finding)]:
        yield f"{name}: the finding is still there"
    yield from (f"{name}: makes a new finding: {shown(new)}" for new in _new(example, taken, after))
    if not left:
        again = fixes_for(project_of(taken.texts, example.today), taken.finding, taken.texts.get)
        twice = [fix for fix in again if fix.title == taken.fix.title]
        changed = [fix for fix in twice if apply_edit(taken.texts, fix.edit) != taken.texts]
        yield from (f"{name}: changes something when it is taken again" for _ in changed)


def _new(example: Example, taken: Taken, after: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings that a fix makes."""
    known = _identities(taken.before)
    for finding in after:
        identity = _identity(finding)
        if known[identity]:
            known[identity] -= 1
        elif not (_has_moved(taken, finding) or _was_hidden(example, finding) or _follows_from_config(taken, finding)):
            yield finding


def _has_moved(taken: Taken, finding: Diagnostic) -> bool:
    """Whether it is the same finding in the new home, which takes the name from where it was."""
    homes = {file.path for file in taken.fix.edit.files} - {taken.finding.path}
    same = (finding.rule, finding.symbol) == (taken.finding.rule, taken.finding.symbol)
    return same and finding.path in homes


def _was_hidden(example: Example, finding: Diagnostic) -> bool:
    """Whether it is on a fallback import, for which the import in its `try` had stood until now."""
    file = project_of(example.files, example.today).files.get(finding.path)
    sites = file.facts.imports if file else ()
    fallbacks = [(site, name) for site in sites if site.kind is ImportKind.FALLBACK for name in site.names]
    return file is not None and finding.written in {target_of(file, site, name) for site, name in fallbacks}


def _follows_from_config(taken: Taken, finding: Diagnostic) -> bool:
    """Whether a fix in `boundaries.yaml` only lets it be seen: another finding stood there, or an exception went.

    A suppression for which nothing is left to silence is seen then, too. And once a table has an owner by name, what
    others do with it is seen in that light.
    """
    if CONFIG_NAME not in {file.path for file in taken.fix.edit.files}:
        return False
    if taken.finding.rule == _NAMES_AN_OWNER and finding.rule in _RULES_ON_OWNERS:
        # A key speaks of the table at its end; the one that it leaves stands in the model's own file.
        is_key = finding.rule == "cross-module-foreign-key" and finding.path == taken.finding.path
        return is_key or finding.table == taken.finding.table
    place = finding.path, finding.range
    if place == (taken.finding.path, taken.finding.range) or finding.path == CONFIG_NAME:
        return False
    replaced = place in {(before.path, before.range) for before in taken.before}
    exception_removed = taken.finding.rule == "invalid-config" and not taken.fix.preferred
    return replaced or exception_removed or finding.rule == "unused-suppression"


Identity = tuple[str, str, str, str, str]


def _identity(finding: Diagnostic) -> Identity:
    """What makes a finding the same one before and after a fix: see `engine.fingerprints`."""
    target = finding.symbol or finding.imported or finding.message
    return finding.path, finding.rule, finding.source, target, finding.kind


def _identities(found: Iterable[Diagnostic]) -> Counter[Identity]:
    return Counter(_identity(finding) for finding in found)


def _choices(taken: Iterable[Taken]) -> Iterator[str]:
    """At most one fix of a finding is preferred, and no two have one title."""
    by_finding: dict[Diagnostic, list[Fix]] = {}
    for one in taken:
        by_finding.setdefault(one.finding, []).append(one.fix)
    for finding, fixes in by_finding.items():
        titles = Counter(fix.title for fix in fixes)
        yield from (f"{title!r} is offered twice for {shown(finding)}" for title, count in titles.items() if count > 1)
        if sum(fix.preferred for fix in fixes) > 1:
            yield f"several fixes are preferred for {shown(finding)}"


def _stated(example: Example, taken: Iterable[Taken]) -> Iterator[str]:
    """The fixes whose result, or whose rank, the example states."""
    results: dict[str, list[tuple[Texts, bool]]] = {}
    for one in taken:
        results.setdefault(one.fix.title, []).append((one.texts, one.fix.preferred))
    results[FIX_ALL] = [(_after_all(example, example.files), False)]
    for title, files in example.after.items():
        expected = {**example.files, **files}
        found = [preferred for texts, preferred in results.get(title, []) if texts == expected]
        if title not in results:
            yield f"no fix is called {title!r}; there are: {', '.join(sorted(results))}"
        elif not found:
            yield f"{title!r} gives something else:\n{_difference(expected, results[title][0][0])}"
        elif example.preferred.get(title, found[0]) is not found[0]:
            yield f"{title!r} is {'' if found[0] else 'not '}preferred"


def _all_at_once(example: Example) -> Iterator[str]:
    """All automatic fixes together break nothing, make nothing worse, and leave nothing to do for a second run."""
    after = _after_all(example, example.files)
    yield from (f"fix all: {path} no longer parses" for path in _broken_texts(example.files, after))
    before, left = _open_findings(example, example.files), _open_findings(example, after)
    solved = _identities(before) - _identities(left)
    moved = {(rule, target) for _, rule, _, target, _ in solved}
    for _, rule, _, target, _ in _identities(left) - _identities(before):
        if (rule, target) not in moved and not any(_was_hidden(example, one) for one in left if one.symbol == target):
            yield f"fix all makes a new finding of {rule} on {target}"
    if _after_all(example, after) != after:
        yield "fix all changes something when it is run again"


def _after_all(example: Example, texts: Texts) -> Texts:
    project = project_of(texts, example.today)
    return {**texts, **fix_all(project, project.files, texts.get).texts}


def _broken_texts(before: Texts, after: Texts) -> Iterator[str]:
    """The Python files that can be compiled before, or did not exist, and cannot be compiled after."""
    for path, text in after.items():
        if (
            path.endswith(".py")
            and text != before.get(path)
            and _compiles(before.get(path, ""))
            and not _compiles(text)
        ):
            yield path


def _compiles(text: str) -> bool:
    try:
        compile(text, "example", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _difference(expected: Mapping[str, str], found: Mapping[str, str]) -> str:
    lines: list[str] = []
    for path in sorted({*expected, *found}):
        wanted, got = (texts.get(path, "").splitlines() for texts in (expected, found))
        lines += difflib.unified_diff(wanted, got, f"{path} as stated", f"{path} as it is", lineterm="", n=1)
    return "\n".join(lines)
