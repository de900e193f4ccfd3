"""Revisions of Alembic: files that are one step in the history of a database."""

from __future__ import annotations

from ringfence.inference.data.module_values import assignments
from ringfence.inference.data.symbols import symbols_of
from ringfence.model.project import Project, SourceFile


def is_alembic(project: Project, file: SourceFile) -> bool:
    """Whether a file is a revision: it says which one it is, and how to upgrade to it."""
    code = project.code.get(file.path)
    return code is not None and "revision" in assignments(code) and "upgrade" in symbols_of(project, file)
