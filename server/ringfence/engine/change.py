"""The only way from one snapshot to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ringfence.engine.build import build_project
from ringfence.model.code import Code
from ringfence.model.config import Config
from ringfence.model.project import Memo, Project, SourceFile
from ringfence.model.sql import Script


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file has other content, is new, or is gone (`file` is None)."""

    path: str
    file: SourceFile | None
    code: Code | None = None
    """What data flow is read from; None when the file can have nothing to do with models and tables."""


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """A `.sql` file has other content, is new, or is gone (`script` is None)."""

    path: str
    script: Script | None


@dataclass(frozen=True, slots=True)
class ConfigChange:
    """`boundaries.yaml` says something else."""

    config: Config


Change = FileChange | ScriptChange | ConfigChange


def apply_change(project: Project, change: Change, today: date) -> Project:
    """The snapshot after `change`. The old one stays as it was."""
    if isinstance(change, ConfigChange):
        if _bare(change.config) == _bare(project.config):
            # Modules and files are what they were, and so is what names stand for.
            return replace(project, config=change.config, today=today, memo=Memo(), structure=Memo())
        return _rebuilt(project, change.config, today)
    if isinstance(change, ScriptChange):
        scripts = {**project.scripts, change.path: change.script}
        kept = {path: script for path, script in scripts.items() if script is not None}
        return replace(project, scripts=kept, today=today, memo=Memo())
    before = project.files.get(change.path)
    same_place = before is not None and change.file is not None and before.name == change.file.name
    # A file that is the same takes along what is remembered of it.
    files = project.files if before is change.file else project.files.with_item(change.path, change.file)
    code = project.code
    if change.code is not code.get(change.path):
        code = code.with_item(change.path, change.code)
    changed = replace(project, files=files, code=code, today=today, memo=Memo())
    return changed if same_place else _rebuilt(changed, changed.config, today)


def _bare(config: Config) -> Config:
    """A config without what only decides about findings: how loud they are, and which are accepted."""
    nothing = Config()
    return replace(
        config,
        rules=nothing.rules,
        allow=nothing.allow,
        baseline=nothing.baseline,
        ranges=nothing.ranges,
        key_ranges=nothing.key_ranges,
    )


def _rebuilt(project: Project, config: Config, today: date) -> Project:
    built = build_project(config, project.files, today, graph=project.graph, sql=project.sql, complete=project.complete)
    return replace(built, code=project.code, scripts=project.scripts, in_pieces=project.in_pieces)


def face_changed(before: SourceFile | None, after: SourceFile | None) -> bool:
    """Whether a change can matter to other files: a name, an import or the file itself came or went."""
    if before is None or after is None:
        return before is not after
    return before.name != after.name or before.facts.face != after.facts.face
