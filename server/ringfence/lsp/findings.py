"""What was found in each file, and the work of finding it out again in the right order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from time import perf_counter

from ringfence.engine.check import FileResult, check_config, check_file, run_project_rules
from ringfence.engine.registry import all_rules
from ringfence.inference.crossings import consulted
from ringfence.inference.data.scan import read_on, take_touched
from ringfence.lsp.agenda import Agenda, Task
from ringfence.lsp.session import Effects
from ringfence.model.diagnostic import Diagnostic, Status
from ringfence.model.project import Project

_NOTHING = FileResult(())
_PIECE = 0.006
"""Seconds that a piece of work on code takes, but for a function that takes longer by itself."""
_WAIT_FOR_ALL_FILES = frozenset({"unused-suppression"})
"""Rules that would report what is only not known yet."""


class Findings:
    """The last known results by path, and the agenda of what to judge again."""

    def __init__(self) -> None:
        """Start with nothing judged."""
        self.agenda = Agenda()
        self.config_findings: tuple[Diagnostic, ...] = ()
        """What reading `boundaries.yaml` said."""
        self.config_usable = True
        """False while the last good config is in force instead of what the file says."""
        self.doubted: dict[str, Diagnostic] = {}
        """What there is to say about files whose text in the editor is not known."""
        self._results: dict[str, FileResult] = {}
        self._on_config: tuple[Diagnostic, ...] = ()
        self._by_rule: dict[str, Mapping[str, tuple[Diagnostic, ...]]] = {}
        self._from_project: dict[str, tuple[Diagnostic, ...]] = {}
        self._pointing = Links()
        self._consulting = Links()

    @property
    def results(self) -> Mapping[str, FileResult]:
        """The last known result of every file that has any but `boundaries.yaml`, accepted findings included."""
        return self._results

    def shown(self, project: Project, path: str) -> tuple[Diagnostic, ...]:
        """What the client is to see in one file, as far as it was judged: everything but what is suppressed."""
        found = self._on_config if path == project.config.path else self._results.get(path, _NOTHING).diagnostics
        shown = tuple(
            diagnostic
            for diagnostic in found
            if diagnostic.status is not Status.SUPPRESSED
            and (project.complete or diagnostic.rule not in _WAIT_FOR_ALL_FILES)
        )
        return (self.doubted[path], *shown) if path in self.doubted else shown

    def paths(self, project: Project) -> Iterable[str]:
        """The files in which anything was found, `boundaries.yaml` among them."""
        return [*(self._results | self.doubted), project.config.path]

    def judge(self, project: Project, path: str) -> None:
        """Judge one file of the snapshot now; the findings of project rules in it are the last known ones."""
        self.agenda.done(path)
        before = self._results.pop(path, _NOTHING)
        after = check_file(project, path, all_rules(), self._from_project)
        if after != _NOTHING:
            self._results[path] = after
        if before.allows_used != after.allows_used:
            self.agenda.config = True
        # A change of `boundaries.yaml` has everything judged again anyway.
        self._pointing.put(path, _places(after) - {path, project.config.path})
        file = project.files.get(path)
        rests_on = consulted(project, file) if file is not None else ()
        self._consulting.put(path, {each.path for each in rests_on} - {path})

    def step(self, project: Project, open_paths: Collection[str] = ()) -> str | None:
        """Do the next thing on the agenda. Returns the path that was judged, or an empty one; None when all is done.

        What the code of a file does is worked out in pieces before it is judged, unless it is open: judged at once, it
        would ask for all that its functions call in one go.
        """
        todo = self.agenda.next(lambda path: path in project.code and path not in open_paths)
        if todo is None:
            return None
        task, name = todo
        if task is Task.FILE:
            self.judge(project, name)
            return name
        if task is Task.CODE:
            self._read_on(project)
            return ""
        if task is Task.RULE:
            self._run_rule(project, name)
            return ""
        self._judge_config(project)
        return project.config.path

    def judge_everything(self, project: Project, open_paths: Iterable[str]) -> None:
        """Put all of it on the agenda: open files, then those with findings, then the others."""
        if project.complete:
            take_touched(project)
            self.agenda.code = True
            self.agenda.later(project.files)
            self.agenda.first(self._results)
            self.judge_rules()
        self.agenda.config = True
        self.agenda.first(open_paths)

    def follow(self, effects: Effects, project: Project, open_paths: Sequence[str]) -> None:
        """Put on the agenda what edits mean for other files than those that were edited."""
        if effects.everything:
            self.judge_everything(project, open_paths)
        elif effects.faces or effects.moved:
            self.judge_affected(effects.faces, effects.moved)
            self.agenda.hurry(open_paths)
            if project.complete:
                self.judge_rules()
        if effects.code:
            self.judge_code(project)

    def judge_rules(self) -> None:
        """Put all project rules on the agenda."""
        self.agenda.rules(rule.id for rule in all_rules().values() if rule.check_project is not None)

    def judge_affected(self, faces: Iterable[str], moved: Iterable[str]) -> None:
        """Put the files on the agenda that other files' changes concern.

        Files of `faces` offer or import other names: what consulted them, and every message about a better place, may
        read differently. In files of `moved` places have moved: findings that point there follow.
        """
        for path in moved:
            self.agenda.first(self._pointing.to(path))
        for path in faces:
            self.agenda.first(self._results)
            self.agenda.first(self._consulting.to(path))

    def judge_code(self, project: Project) -> None:
        """Put on the agenda what hangs on the code that is new: files that use it, and rules that ask it."""
        self.agenda.first(sorted(take_touched(project)))
        self.agenda.code = True
        self.agenda.also(rule.id for rule in all_rules().values() if rule.asks_code)

    def _read_on(self, project: Project) -> None:
        end = perf_counter() + _PIECE
        self.agenda.code = not read_on(project, lambda: perf_counter() > end)
        if not self.agenda.code:
            self.agenda.first(sorted(take_touched(project)))

    def _run_rule(self, project: Project, rule: str) -> None:
        """Run one project rule; after the last one, the files that they find other things in are judged again."""
        self._by_rule[rule] = run_project_rules(project, {rule: all_rules()[rule]})
        if self.agenda.has_rules:
            return
        merged: dict[str, tuple[Diagnostic, ...]] = {}
        for found in self._by_rule.values():
            for path, diagnostics in found.items():
                merged[path] = merged.get(path, ()) + diagnostics
        before, self._from_project = self._from_project, merged
        changed = {path for path in {*before, *merged} if before.get(path) != merged.get(path)}
        if project.config.path in changed:
            self.agenda.config = True
        self.agenda.first(sorted(changed - {project.config.path}))

    def _judge_config(self, project: Project) -> None:
        if self.config_usable:
            used = frozenset[int]().union(*(result.allows_used for result in self._results.values()))
            self._on_config = check_config(project, all_rules(), self._from_project, self.config_findings, used)
        else:
            # What the rules say about the last good config speaks of places that may have moved since.
            only_read = replace(project, complete=False)
            self._on_config = check_config(only_read, all_rules(), {}, self.config_findings, frozenset())


class Links:
    """Which files point to which others, to be asked from the far end."""

    def __init__(self) -> None:
        """Start without links."""
        self._forth: dict[str, frozenset[str]] = {}
        self._back: dict[str, set[str]] = {}

    def put(self, source: str, targets: Set[str]) -> None:
        """Let `source` point to `targets`, and to nothing else any more."""
        before = self._forth.pop(source, frozenset())
        if targets:
            self._forth[source] = frozenset(targets)
        for target in before - targets:
            self._back[target].discard(source)
        for target in targets - before:
            self._back.setdefault(target, set()).add(source)

    def to(self, target: str) -> Iterable[str]:
        """The files that point to `target`."""
        return sorted(self._back.get(target, ()))


def _places(result: FileResult) -> Set[str]:
    """The files that the findings of a result point to."""
    return {related.path for diagnostic in result.diagnostics for related in diagnostic.related}
