"""The only way from one snapshot to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ringfence.engine.build import build_project
from ringfence.model.config import Config
from ringfence.model.project import Files, Memo, Project, SourceFile


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file has other content, is new, or is gone (`file` is None)."""

    path: str
    file: SourceFile | None


@dataclass(frozen=True, slots=True)
class ConfigChange:
    """`boundaries.yaml` says something else."""

    config: Config


Change = FileChange | ConfigChange


def apply_change(project: Project, change: Change, today: date) -> Project:
    """The snapshot after `change`. The old one stays as it was."""
    if isinstance(change, ConfigChange):
        return _rebuilt(project, change.config, project.files, today)
    files = project.files.with_file(change.path, change.file)
    before = project.files.get(change.path)
    same_place = before is not None and change.file is not None and before.name == change.file.name
    if same_place:
        return replace(project, files=files, today=today, memo=Memo())
    return _rebuilt(project, project.config, files, today)


def _rebuilt(project: Project, config: Config, files: Files, today: date) -> Project:
    return build_project(config, files, today, graph=project.graph, sql=project.sql, complete=project.complete)


def face_changed(before: SourceFile | None, after: SourceFile | None) -> bool:
    """Whether a change can matter to other files: a name, an import or the file itself came or went."""
    if before is None or after is None:
        return before is not after
    return before.name != after.name or before.facts.face != after.facts.face
