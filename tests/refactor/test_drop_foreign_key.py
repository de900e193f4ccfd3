"""Which ways to free a key are offered, and which are not because code would break without it."""

from __future__ import annotations

from datetime import date

import pytest
from ringfence.engine.fixes import fixes_for

from tests.harness.project import findings, project_of

RULE = "cross-module-foreign-key"
DAY = date(2026, 6, 1)
CONFIG = "version: 1\ndiscover: ['shop.*']\nmodules: {core: {kind: shared}}\n"
BASE = "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n"
CAM = """
from shop.core.db import Base
from sqlalchemy.orm import Mapped, mapped_column


class LeadDB(Base):
    __tablename__ = "cam_leads"

    id: Mapped[int] = mapped_column(primary_key=True)
"""
DELIVERY = """
from shop.cam.models import LeadDB
from shop.core.db import Base, metadata
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, Table
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship


class MailDB(Base):
    __tablename__ = "delivery_mails"

    id: Mapped[int] = mapped_column(primary_key=True)
"""
PEOPLE = """
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)


class Card(models.Model):
    id = models.UUIDField(primary_key=True)
"""
ORDERS = """
from django.db import models
from shop.people.models import Card, Customer


class Order(models.Model):
    number = models.CharField(max_length=20)
"""
DROP = "Keep the column and drop the constraint"
FREE = "Keep the relation without a constraint in the database"


def _offered(texts: dict[str, str]) -> list[str]:
    """The titles of what is offered for the one key of a project, apart from accepting it."""
    texts = {"boundaries.yaml": CONFIG, "shop/core/db.py": BASE, **texts}
    (finding,) = [found for found in findings(texts, DAY) if found.rule == RULE]
    fixes = fixes_for(project_of(texts, DAY), finding, texts.get)
    return [fix.title for fix in fixes if "uppress" not in fix.title and "allow" not in fix.title.lower()]


SAFE = {
    "an annotated column": "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n",
    "a column with a type": "    lead_id = Column(Integer, ForeignKey('cam_leads.id'))\n",
    "a column with a name of its own": "    lead_id: Mapped[int] = mapped_column('lead', ForeignKey('cam_leads.id'))\n",
    "a column with a type by keyword": "    lead_id = Column(ForeignKey('cam_leads.id'), type_=Integer)\n",
    "a declared attribute that says its type": (
        "    @declared_attr\n    def lead_id(cls) -> Mapped[int]:\n"
        "        return mapped_column(ForeignKey('cam_leads.id'))\n"
    ),
    "a relationship that says itself what it joins by": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n"
        "    lead = relationship(LeadDB, primaryjoin='foreign(MailDB.lead_id) == LeadDB.id')\n"
    ),
    "a plain relationship": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n    lead = relationship('LeadDB')\n"
    ),
    "a query that joins with a condition": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n\n\n"
        "def mails(session):\n    return session.query(MailDB).join(LeadDB, MailDB.lead_id == LeadDB.id)\n"
    ),
    "a query that joins two others": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n\n\n"
        "def leads(session, OtherDB):\n    return session.query(OtherDB).join(LeadDB)\n"
    ),
}
UNSAFE = {
    "a column without a type": "    lead_id = Column(ForeignKey('cam_leads.id'))\n",
    "a column with None for its type": "    lead_id = Column('lead', None, ForeignKey('cam_leads.id'))\n",
    "a mapped column without a type": "    lead_id = mapped_column(ForeignKey('cam_leads.id'))\n",
    "a query that joins without a condition": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n\n\n"
        "def mails(session):\n    return session.query(MailDB).join(LeadDB)\n"
    ),
    "a relationship with a condition that needs the key": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n"
        "    lead = relationship(LeadDB, primaryjoin='MailDB.lead_id == LeadDB.id')\n"
    ),
    "a relationship that chooses among keys": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n"
        "    lead = relationship(LeadDB, foreign_keys=[lead_id])\n"
    ),
    "a relationship that a method makes": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n\n"
        "    @declared_attr\n    def lead(cls):\n        return relationship(LeadDB)\n"
    ),
    "a relationship to nobody knows what": (
        "    lead_id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'))\n    lead = relationship(NAME)\n"
    ),
    "a table between two others": (
        "    leads = relationship(LeadDB, secondary='delivery_links')\n\n\n"
        "links = Table(\n    'delivery_links',\n    metadata,\n"
        "    Column('mail_id', Integer, ForeignKey('delivery_mails.id')),\n"
        "    Column('lead_id', Integer, ForeignKey('cam_leads.id')),\n)\n"
    ),
    "a class that is joined to its parent": (
        "\n\nclass BigLeadDB(LeadDB):\n    __tablename__ = 'delivery_big'\n\n"
        "    id: Mapped[int] = mapped_column(ForeignKey('cam_leads.id'), primary_key=True)\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("more", SAFE.values(), ids=SAFE)
def test_a_key_of_sqlalchemy_can_go(more: str) -> None:
    assert _offered({"shop/cam/models.py": CAM, "shop/delivery/models.py": DELIVERY + more}) == [DROP]


@pytest.mark.parametrize("more", UNSAFE.values(), ids=UNSAFE)
def test_a_key_of_sqlalchemy_stays_where_code_would_break(more: str) -> None:
    assert _offered({"shop/cam/models.py": CAM, "shop/delivery/models.py": DELIVERY + more}) == []


REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down}


def upgrade():
    op.create_table("delivery_mails", sa.Column("lead", sa.Integer(), sa.ForeignKey("cam_leads.id")))
"""


def test_a_revision_that_made_the_key_gets_another_that_drops_it_unless_there_are_several_ends() -> None:
    column = "    lead_id: Mapped[int] = mapped_column('lead', ForeignKey('cam_leads.id'))\n"
    first = REVISION.format(revision="0001", down=None)
    texts = {
        "boundaries.yaml": CONFIG,
        "shop/core/db.py": BASE,
        "shop/cam/models.py": CAM,
        "shop/delivery/models.py": DELIVERY + column,
        "migrations/versions/0001_first.py": first,
    }
    branches = {f"migrations/versions/{name}.py": REVISION.format(revision=name, down='"0001"') for name in "ab"}
    changed = []
    for project in (texts, {**texts, **branches}):
        (finding,) = [found for found in findings(project, DAY) if found.rule == RULE]
        fix = next(fix for fix in fixes_for(project_of(project, DAY), finding, project.get) if fix.title == DROP)
        changed.append([file.path for file in fix.edit.files])
    alone = ["shop/delivery/models.py"]
    assert changed == [[*alone, "migrations/versions/0002_free_delivery_mails_lead.py"], alone]


DJANGO = {
    "nobody uses it": ("c = models.ForeignKey(Customer, models.CASCADE, related_name='+')", "", [FREE, "c_id"]),
    "only the id is used": ("c = models.ForeignKey(Customer, models.CASCADE)", "order.c_id = 1\n", [FREE, "c_id"]),
    "the row is used": ("c = models.ForeignKey(Customer, models.CASCADE)", "order.c.name\n", [FREE]),
    "it is asked for by keyword": ("c = models.ForeignKey(Customer, models.CASCADE)", "f(c__name='x')\n", [FREE]),
    "it is asked for by text": ("c = models.ForeignKey(Customer, models.CASCADE)", "q.order_by('-c')\n", [FREE]),
    "the way back is used": ("c = models.ForeignKey(Customer, models.CASCADE)", "x.order_set.all()\n", [FREE]),
    "the way back has a name": (
        "c = models.ForeignKey(Customer, models.CASCADE, related_name='orders')", "x.orders.all()\n", [FREE]),
    "the key has a type of its own": ("c = models.ForeignKey(Card, models.CASCADE)", "", [FREE]),
    "it refers to another column": (
        "c = models.ForeignKey(Customer, models.CASCADE, to_field='name')", "", [FREE]),
    "there are many": ("c = models.ManyToManyField(Customer)", "", [FREE]),
    "it is the link to a parent": ("c = models.OneToOneField(Customer, models.CASCADE, parent_link=True)", "", []),
}  # fmt: skip


@pytest.mark.parametrize(("field", "use", "expected"), DJANGO.values(), ids=DJANGO)
def test_a_relation_of_django_can_lose_its_constraint_and_sometimes_its_row(
    field: str, use: str, expected: list[str]
) -> None:
    texts = {
        "shop/people/models.py": PEOPLE,
        "shop/orders/models.py": f"{ORDERS}    {field}\n",
        "shop/orders/views.py": f"from shop.orders.models import Order\n\norder = Order.objects.first()\n{use}",
    }
    assert _offered(texts) == [title if title == FREE else f"Hold the id alone, as {title}" for title in expected]
