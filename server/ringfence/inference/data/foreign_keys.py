"""The physical keys from one module's tables to another's: which there are, and where each is declared.

A key is told where it is declared: in a model, in an abstract base (once, not in every class that inherits it), in a
`Table`, in a migration or in DDL. One that the models declare is not told again in migrations and DDL.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.foreign_keys_alchemy import alchemy_keys
from ringfence.inference.data.foreign_keys_django import django_keys
from ringfence.inference.data.foreign_keys_sql import executed_keys, script_keys
from ringfence.inference.data.foreign_keys_types import ForeignKey
from ringfence.inference.data.migrations import is_migration, migration_keys
from ringfence.inference.data.scan import analysis_of
from ringfence.model.project import Project, SourceFile


def foreign_keys_in(project: Project, file: SourceFile) -> tuple[ForeignKey, ...]:
    """The keys that a Python file declares, in the order of its text; a migration declares none by itself."""
    if file.path not in project.code:
        return ()
    # What is known of classes and models of the snapshot before is handed on by this, as far as it still holds.
    analysis_of(project)
    return project.memo.get(("foreign keys", file.path), lambda: _found(_in_file(project, file)))


def foreign_keys_in_history(project: Project) -> tuple[ForeignKey, ...]:
    """The keys that the migrations and `.sql` files of a project make and do not drop again."""
    if not analysis_of(project).models.by_name:
        return ()
    return project.memo.get("foreign keys in history", lambda: _found(_history(project)))


def foreign_key_at(project: Project, path: str, place: tuple[int, ...]) -> ForeignKey | None:
    """The key whose place this is."""
    file = project.files.get(path)
    keys = (*(foreign_keys_in(project, file) if file is not None else ()), *foreign_keys_in_history(project))
    return next((key for key in keys if key.path == path and tuple(key.range) == tuple(place)), None)


def _in_file(project: Project, file: SourceFile) -> Iterator[ForeignKey]:
    if not is_migration(project, file):
        yield from django_keys(project, file)
        yield from alchemy_keys(project, file)
        yield from executed_keys(project, file)


def _history(project: Project) -> Iterator[ForeignKey]:
    yield from migration_keys(project)
    yield from script_keys(project)


def _found(keys: Iterator[ForeignKey]) -> tuple[ForeignKey, ...]:
    """In the order of the text, each place once."""
    unique: dict[tuple[object, ...], ForeignKey] = {}
    for key in keys:
        unique.setdefault((key.path, key.range, key.target_name), key)
    return tuple(sorted(unique.values(), key=lambda key: (key.path, key.range)))
