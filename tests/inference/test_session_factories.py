"""Sessions are followed across files anew after every edit that they may hang on."""

from __future__ import annotations

from ringfence.engine.change import FileChange, apply_change
from ringfence.inference.session_factories import Factory, factory_behind
from ringfence.model.project import Project
from ringfence.syntax.code_reader import read_code

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import layout_of, project_of, source_file

TEXTS = {
    "boundaries.yaml": 'version: 1\ndiscover: ["app.*"]\nsessions: {factories: [app.core.db.SessionLocal]}\n',
    "app/core/db.py": "from sqlalchemy.orm import sessionmaker\nSessionLocal = sessionmaker()\n",
    "app/core/deep.py": "def open_one():\n    return 5\n",
    # Its table has it read before any session leads through it.
    "app/core/middle.py": (
        "from sqlalchemy import Column, Table\nfrom app.core.deep import open_one\n"
        "ROWS = Table('rows', Column('id'))\ndef give():\n    return open_one()\n"
    ),
    "app/core/outer.py": (
        "from app.core.db import SessionLocal\nfrom app.core.middle import give\ndef session():\n    return give()\n"
    ),
}


def after(project: Project, path: str, text: str) -> Project:
    """The snapshot after an edit, which takes along what is remembered of names."""
    return apply_change(
        project, FileChange(path, source_file(layout_of(project), path, text), read_code(text)), USUAL_DAY
    )


def test_a_function_passes_a_session_on_when_a_file_behind_it_begins_to() -> None:
    project = project_of(TEXTS, USUAL_DAY)
    assert factory_behind(project, "app.core.outer.session") is None
    deep = "from app.core.db import SessionLocal\ndef open_one():\n    return SessionLocal()\n"
    project = after(project, "app/core/deep.py", deep)
    expected = Factory("app.core.outer.session", "app.core.db.SessionLocal")
    assert factory_behind(project, "app.core.outer.session") == expected
    project = after(project, "app/core/deep.py", TEXTS["app/core/deep.py"])
    assert factory_behind(project, "app.core.outer.session") is None
