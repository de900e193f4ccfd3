"""Files without models, sessions and SQL are told apart; no file with one of them is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ringfence.model.facts import BY_NAME
from ringfence.model.facts import DEFINES as DEFINING
from ringfence.model.facts import TOUCHES as TOUCHING
from ringfence.syntax.data_marks import data_marks

ROOT = Path(__file__).parents[2]
CORPUS = sorted(path for folder in ("examples", "tests/inference/projects") for path in (ROOT / folder).rglob("*.py"))
_WRITES = re.compile(r"# (?:read: \w+; )?write: \w")
_DEFINES = re.compile(r"^\s+__tablename__ = |^class \w+\((?:db|models)\.Model\)", re.MULTILINE)

NOTHING = (
    "",
    "import os\n\n\ndef f():\n    return os.getcwd()\n",
    "names = set()\nnames.add('a')\nnames.update(other)\nPath('a').unlink()\n",
    "class Lead(BaseModel):\n    status: str\n",
    "@dataclass\nclass Lead:\n    table: Table\n    columns: list[Column]\n",
    "client.leads.create(name='a')\n",
    "cache.clear()\nconfig.set('a', 1)\n",
    "def mark(lead):\n    lead.status = 'done'\n",
)
TOUCHES = (
    "db.query(Lead).first().status = 'x'\n",
    "self.session.add(Lead())\n",
    "lead = Lead.objects.get(pk=1)\n",
    "def f(order):\n    order.save(update_fields=['a'])\n",
    "def f(s, row):\n    s.add(row)\n    s.commit()\n",
    "cursor.execute('DELETE FROM leads')\n",
    "from orders.models import Order\n\n\ndef f(order, tag):\n    order.tags.add(tag)\n",
    "from sqlalchemy import update\n",
    "async def f(order):\n    await order.adelete()\n",
    "def f(user):\n    user.membership_set.all().first().role = 1\n",
    "Lead = apps.get_model('crm', 'Lead')\n",
)
DEFINES = (
    "class Lead(Base):\n    __tablename__ = 'leads'\n",
    "from django.db import models\n\n\nclass Lead(Dated):\n    name = models.TextField()\n",
    "class Lead(db.Model):\n    pass\n",
    "class Lead(Dated, models.Model):\n    pass\n",
    "class Lead(\n    models.Model,\n):\n    pass\n",
    "from sqlalchemy.orm import Mapped\n\n\nclass Dated:\n    created: Mapped[datetime]\n",
    "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n",
    "from sqlalchemy import Column, Table\n\nlinks = Table('links', metadata, Column('a'))\n",
    "class Hero(SQLModel, table=True):\n    name: str\n",
    "class Manager(Employee):\n    __mapper_args__ = {'polymorphic_identity': 'manager'}\n",
    "class Staff(User):\n    class Meta:\n        proxy = True\n",
    "class Dated:\n    created = db.Column(db.DateTime)\n",
    "from alembic import op\n\nop.execute('UPDATE leads SET a = 1')\n",
    "from alembic import op\n\nop.create_foreign_key('fk', 'a', 'b', ['x'], ['id'])\n",
)


@pytest.mark.parametrize("text", NOTHING)
def test_what_has_nothing_to_do_with_data_is_left_out(text: str) -> None:
    assert data_marks(text) == 0


@pytest.mark.parametrize("text", TOUCHES)
def test_what_can_write_is_kept_and_defines_nothing(text: str) -> None:
    assert data_marks(text) & ~BY_NAME == TOUCHING


@pytest.mark.parametrize("text", DEFINES)
def test_what_can_define_a_model_is_told(text: str) -> None:
    assert data_marks(text) & ~BY_NAME == DEFINING | TOUCHING


@pytest.mark.parametrize(
    "text",
    [
        "cursor.execute('DELETE FROM leads')\n",
        "session.execute(text(f'select a\\n from {table}'))\n",
        "Lead = apps.get_model('crm', 'Lead')\n",
        "def f(request):\n    request.user.points = 1\n    request.user.save()\n",
    ],
)
def test_what_names_a_model_or_a_table_in_a_text_is_told(text: str) -> None:
    assert data_marks(text) & BY_NAME


def test_a_file_that_executes_something_else_names_none() -> None:
    assert not data_marks("pool.execute('ping')\nupdate = 1\n") & BY_NAME


def test_every_file_with_a_write_in_the_corpus_is_kept() -> None:
    writing = [path for path in CORPUS if _WRITES.search(path.read_text(encoding="utf-8"))]
    assert len(writing) > 20
    assert [path.name for path in writing if not data_marks(path.read_text(encoding="utf-8"))] == []


def test_every_file_with_a_model_in_the_corpus_is_told() -> None:
    defining = [path for path in CORPUS if _DEFINES.search(path.read_text(encoding="utf-8"))]
    assert len(defining) > 20
    assert [path.name for path in defining if not data_marks(path.read_text(encoding="utf-8")) & DEFINING] == []
