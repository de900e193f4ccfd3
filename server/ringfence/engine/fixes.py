"""What can be done about a finding, and doing all that is safe at once."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ringfence.engine.acceptance import ways_to_accept
from ringfence.engine.change import FileChange, apply_change
from ringfence.engine.check import check_file, run_project_rules
from ringfence.engine.registry import all_rules
from ringfence.inference.places import name_for
from ringfence.model.diagnostic import Diagnostic, Status
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit, is_inside
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Rule, Texts
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.difference import edits_between
from ringfence.syntax.code_reader import read_code
from ringfence.syntax.extract import extract

_LOG = logging.getLogger(__name__)
_MAX_ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing many findings at once came to."""

    texts: Mapping[str, str]
    """The new text of every file that changes, by path; files that do not exist yet are among them."""
    done: tuple[tuple[Diagnostic, str], ...] = ()
    """Each finding that was solved, with the title of the fix."""


def fixes_for(project: Project, diagnostic: Diagnostic, texts: Texts) -> tuple[Fix, ...]:
    """Every way to solve `diagnostic`, best first; at most one is preferred, and accepting it never is."""
    rule = all_rules().get(diagnostic.rule)
    found = [*_fixes_of(rule, project, diagnostic, texts), *ways_to_accept(project, diagnostic, texts)]
    preferred = [fix for fix in found if fix.preferred]
    if len(preferred) > 1:
        found = [replace(fix, preferred=False) if fix in preferred[1:] else fix for fix in found]
    return tuple(fix for fix in found if fix.edit.files and all(is_inside(file.path) for file in fix.edit.files))


def _fixes_of(rule: Rule | None, project: Project, diagnostic: Diagnostic, texts: Texts) -> list[Fix]:
    if rule is None or rule.fixes is None:
        return []
    try:
        return list(rule.fixes(project, diagnostic, texts))
    except Exception:
        _LOG.exception("The fixes of %s failed on %s; they are missing.", rule.id, diagnostic.path)
        return []


def fix_file(project: Project, path: str, texts: Texts) -> WorkspaceEdit | None:
    """All automatic fixes of one file as one edit; None when there is nothing to do."""
    fixed = fix_all(project, [path], texts)
    inside = [(changed, text) for changed, text in sorted(fixed.texts.items()) if is_inside(changed)]
    files = tuple(_file_edit(changed, text, texts(changed)) for changed, text in inside)
    return WorkspaceEdit(files) if files else None


def _file_edit(path: str, text: str, before: str | None) -> FileEdit:
    return FileEdit(path, edits_between(before or "", text), creates=before is None)


def fix_all(project: Project, paths: Iterable[str], texts: Texts, only: Collection[str] = ()) -> Fixed:
    """Apply every automatic fix in the files at `paths`, one after the other, each on the result of the last.

    `only` limits the rules; empty stands for all. A finding whose fix does not make it go away is left alone.
    """
    work = _Work(project, texts, frozenset(only))
    for path in sorted(set(paths)):
        work.fix(path)
    return Fixed(work.changed(), tuple(work.done))


class _Work:
    """A project that is being fixed: the snapshot so far, and the texts that differ from the user's."""

    def __init__(self, project: Project, texts: Texts, only: frozenset[str]) -> None:
        self.project = project
        self.original = texts
        self.only = only
        self.from_project = project.memo.get("project findings", lambda: run_project_rules(project, all_rules()))
        self.new: dict[str, str] = {}
        self.done: list[tuple[Diagnostic, str]] = []

    def text(self, path: str) -> str | None:
        return self.new[path] if path in self.new else self.original(path)

    def changed(self) -> dict[str, str]:
        return {path: text for path, text in self.new.items() if text != self.original(path)}

    def fix(self, path: str) -> None:
        failed: set[str] = set()
        for _ in range(_MAX_ROUNDS):
            found = self._open(path)
            step = next(self._steps(found, failed), None)
            if step is None:
                return
            diagnostic, fix = step
            before = self.project, dict(self.new)
            self._apply(fix)
            # Fingerprints are counted, so the next use of the same name takes over that of a solved one.
            if len(self._open(path)) < len(found):
                self.done.append((diagnostic, fix.title))
                # What could not be done before may be possible now.
                failed.clear()
            else:
                failed.add(diagnostic.fingerprint)
                self.project, self.new = before

    def _open(self, path: str) -> dict[str, Diagnostic]:
        # What the project rules find stays as it was: working it out again after each fix would take too long.
        found = check_file(self.project, path, all_rules(), self.from_project).diagnostics
        return {
            diagnostic.fingerprint: diagnostic
            for diagnostic in found
            if diagnostic.status is Status.NEW and (not self.only or diagnostic.rule in self.only)
        }

    def _steps(self, found: Mapping[str, Diagnostic], failed: set[str]) -> Iterator[tuple[Diagnostic, Fix]]:
        for fingerprint, diagnostic in found.items():
            if fingerprint in failed:
                continue
            rule = all_rules().get(diagnostic.rule)
            for fix in _fixes_of(rule, self.project, diagnostic, self.text):
                if fix.automatic and fix.edit.files:
                    yield diagnostic, fix
                    break

    def _apply(self, fix: Fix) -> None:
        for file_edit in fix.edit.files:
            text = apply_edits(self.text(file_edit.path) or "", file_edit.edits)
            self.new[file_edit.path] = text
            self.project = with_text(self.project, file_edit.path, text)


def with_text(project: Project, path: str, text: str) -> Project:
    """The snapshot in which the Python file at `path` has another text, or is new."""
    if not path.endswith((".py", ".pyi")):
        return project
    known = project.files.get(path)
    facts = extract(text)
    if known is not None:
        file = SourceFile(path, known.name, known.is_package, facts, known.is_test)
    else:
        name, is_package = name_for(project, path)
        file = SourceFile(path, name, is_package, facts)
    code = read_code(text) if facts.marks or path in project.code else None
    return apply_change(project, FileChange(path, file, code), project.today)
