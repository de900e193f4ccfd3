"""Alembic: a new revision that drops a key which an older one made."""

from __future__ import annotations

import hashlib
import re

from ringfence.inference.data.foreign_keys_types import ForeignKey
from ringfence.inference.data.migrations_alembic import Revision, alembic_state, revisions_of
from ringfence.inference.data.migrations_state import Made
from ringfence.model.edit import FileEdit, TextEdit
from ringfence.model.project import Project
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Texts

_TEXT = '''"""Keep {shown} without a constraint.

Revision ID: {revision}
Revises: {down}
"""

from alembic import op

revision = "{revision}"
down_revision = "{down}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the constraint; the column stays."""
    op.drop_constraint({name}, {table}, type_="foreignkey"{schema})


def downgrade() -> None:
    """Make it again."""
    op.create_foreign_key({name}, {table}, {target}, {columns}, {remote}{source_schema}{target_schema})
'''


def revision_of(project: Project, path: str) -> Revision | None:
    """The revision that a file is."""
    return next((revision for revision in revisions_of(project) if revision.path == path), None)


def dropping_revision(project: Project, key: ForeignKey, texts: Texts) -> FileEdit | None:
    """The new file that drops a key; None when no revision made it, or several could come before."""
    made = _made(project, key)
    revisions = revisions_of(project)
    built_on = {down for revision in revisions for down in revision.down}
    heads = [revision for revision in revisions if revision.revision not in built_on]
    if made is None or len(heads) != 1:
        return None
    down = heads[0]
    number = _next(down.revision, made)
    words = "_".join((made.table.rpartition(".")[2], *made.columns))
    path = f"{down.path.rpartition('/')[0]}/{number}_free_{words}.py".lstrip("/")
    if texts(path) is not None:
        return None
    return FileEdit(path, (TextEdit(FILE_START, _written(made, down.revision, number)),), creates=True)


def _made(project: Project, key: ForeignKey) -> Made | None:
    """What the revisions did to make the key."""
    table = key.table_of_key.lower().rpartition(".")[2]
    for made in alembic_state(project).keys:
        if made.table.lower().rpartition(".")[2] == table and set(made.columns) & set(key.columns):
            return made
    return None


def _next(down: str, made: Made) -> str:
    """The name of the new revision: the next number where they are numbered, else twelve digits."""
    if re.fullmatch(r"\d{1,6}", down):
        return str(int(down) + 1).zfill(len(down))
    text = "\0".join((down, made.table, *made.columns))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _written(made: Made, down: str, revision: str) -> str:
    schema, _, table = made.table.rpartition(".")
    target_schema, _, target = made.target.rpartition(".")
    # What PostgreSQL calls a constraint that nobody gave a name.
    name = made.name or f"{table}_{'_'.join(made.columns)}_fkey"
    return _TEXT.format(
        shown=f"{made.table}.{', '.join(made.columns)}",
        revision=revision,
        down=down,
        name=_quoted(name),
        table=_quoted(table),
        target=_quoted(target),
        columns=_list(made.columns),
        remote=_list(made.remote or ("id",) * len(made.columns)),
        schema=f", schema={_quoted(schema)}" if schema else "",
        source_schema=f", source_schema={_quoted(schema)}" if schema else "",
        target_schema=f", referent_schema={_quoted(target_schema)}" if target_schema else "",
    )


def _list(names: tuple[str, ...]) -> str:
    return f"[{', '.join(_quoted(name) for name in names)}]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
