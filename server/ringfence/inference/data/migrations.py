"""Migrations of Alembic and Django: the keys that are there when all of them have run.

They are told where they were made, unless the models tell of them, or of the columns as they are by now.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.foreign_keys_sql import crossing
from ringfence.inference.data.foreign_keys_types import ForeignKey, KeyForm, module_of_code
from ringfence.inference.data.migrations_alembic import alembic_state
from ringfence.inference.data.migrations_django import django_state, is_django_migration
from ringfence.inference.data.revisions import is_alembic
from ringfence.model.project import Project, SourceFile


def is_migration(project: Project, file: SourceFile) -> bool:
    """Whether a file is one step in the history of a database."""
    return is_alembic(project, file) or is_django_migration(project, file)


def migration_keys(project: Project) -> Iterator[ForeignKey]:
    """The keys that migrations made and that are still there."""
    for made in (*alembic_state(project).keys, *django_state(project).keys):
        file = project.files[made.path]
        yield from crossing(project, made, module_of_code(project, file, file.name), KeyForm.MIGRATION)
