"""What hangs on classes and helpers of other files is found anew when those are edited."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from ringfence.inference.data.model_types import owner_of
from ringfence.inference.data.models import models_of
from ringfence.model.modules import ModuleMap
from ringfence.model.project import Memo, Project

from tests.inference.corpus import Corpus, load
from tests.inference.test_after_edits import after, findings, fresh

_ADMIN = "from django.contrib import admin\nclass OrderAdmin(admin.ModelAdmin):\n"
_REGISTERED = (
    "from django.contrib import admin\nfrom shop.orders.models import Order\nfrom shop.payments.other import OrderAdmin\n"
    "admin.site.register(Order, OrderAdmin)\n"
)
_KIDS = "from django.db import models\nfrom shop.payments.other import Base\nclass A(Base):\n    pass\n"
_EDITS: dict[str, tuple[str, str, str, tuple[str, str, str]]] = {
    "a class of the admin site has another base": (
        "django",
        _REGISTERED,
        _ADMIN + "    def save_model(self, request, obj):\n        obj.delete()\n",
        ("other.py", "(admin.ModelAdmin)", ""),
    ),
    "a class of the admin site has one method more": (
        "django",
        _REGISTERED,
        _ADMIN + "    page = 1\n",
        ("other.py", "    page = 1\n", "    def save_model(self, request, obj):\n        obj.delete()\n"),
    ),
    "a method of the admin site calls its row otherwise": (
        "django",
        _REGISTERED,
        _ADMIN + "    def save_model(self, request, row):\n        row.delete()\n",
        ("other.py", "row):\n        row.", "obj):\n        obj."),
    ),
    "actions are those of the admin site no more": (
        "django",
        "from django.contrib import admin\nfrom shop.orders.models import Order\n"
        "from shop.payments.other import OrderAdmin\n"
        "def publish(modeladmin, request, rows):\n    rows.delete()\n"
        "@admin.register(Order)\nclass Mine(OrderAdmin):\n    actions = [publish]\n",
        _ADMIN + "    pass\n",
        ("other.py", "(admin.ModelAdmin)", ""),
    ),
    "an abstract model has a second child": (
        "django",
        _KIDS + "class B(models.Model):\n    pass\n",
        "from django.db import models\nclass Base(models.Model):\n    status = models.CharField()\n"
        "    class Meta:\n        abstract = True\n    def mark(self):\n        self.status = 1\n        self.save()\n",
        ("case.py", "class B(models.Model)", "class B(Base)"),
    ),
    "a mixin has its first child": (
        "sqlalchemy",
        "from app.cam.db_models import LeadDB\nfrom app.delivery.other import Mixin\nclass Kid:\n"
        "    def find(self) -> LeadDB:\n        return self.row\n",
        "class Mixin:\n    def run(self):\n        self.find().status = 1\n",
        ("case.py", "class Kid:", "class Kid(Mixin):"),
    ),
    "a class with very many children has one method more": (
        "sqlalchemy",
        "from app.cam.db_models import LeadDB\nfrom app.delivery.other import Base\n"
        + "".join([f"class Kid{n}(Base):\n    pass\n" for n in range(50)])
        + "def f(lead: LeadDB):\n    Kid49().mark(lead)\n",
        "class Base:\n    pass\n",
        ("other.py", "    pass\n", "    def mark(self, row):\n        row.status = 1\n"),
    ),
    "a declared column is another one": (
        "sqlalchemy",
        "from app.delivery.other import ThingDB\ndef f(thing: ThingDB):\n    thing.title = 1\n",
        "from app.core.db import Base\nfrom sqlalchemy.orm import declared_attr, mapped_column\nclass Mixin:\n"
        "    @declared_attr\n    def title(cls):\n        return mapped_column()\n"
        "class ThingDB(Mixin, Base):\n    __tablename__ = 'things'\n    id = mapped_column(primary_key=True)\n",
        ("other.py", "def title(", "def name("),
    ),
}


@pytest.fixture(scope="module")
def corpora() -> dict[str, Corpus]:
    return {orm: load(orm) for orm in ("django", "sqlalchemy")}


@pytest.mark.parametrize("name", _EDITS)
def test_an_edit_elsewhere_is_seen(corpora: dict[str, Corpus], name: str) -> None:
    orm, case, other, (edited, old, new) = _EDITS[name]
    texts = {"case.py": case, "other.py": other}
    project = corpora[orm].project(texts)
    before = findings(project)
    assert old in texts[edited]
    project = after(project, corpora[orm].path_of(edited), texts[edited].replace(old, new, 1))
    assert findings(project) == findings(fresh(project))
    assert findings(project) != before


def test_a_helper_that_becomes_more_is_looked_through_for_its_callers(corpora: dict[str, Corpus]) -> None:
    case = (
        "from app.cam.db_models import LeadDB\nfrom app.delivery.other import run\n"
        "def find(model) -> list[LeadDB]:\n    return load(model)\n"
        "def f():\n    for lead in run(find, LeadDB):\n        lead.status = 1\n"
    )
    corpus = corpora["sqlalchemy"]
    project = corpus.project({"case.py": case, "other.py": "def run(call, row):\n    return call(row)\n"})
    as_helper = _with_helper(project, corpus.path_of("other.py"), is_helper=True)
    before = findings(as_helper)
    more = _with_helper(as_helper, corpus.path_of("other.py"), is_helper=False)
    assert findings(more) == findings(fresh(more))
    assert findings(more) != before


def _with_helper(project: Project, path: str, *, is_helper: bool) -> Project:
    code = msgspec.structs.replace(project.code[path], is_helper=is_helper)
    return replace(project, code=project.code.with_item(path, code), memo=Memo())


def test_a_table_in_another_schema_belongs_to_the_owner_of_that_schema(corpora: dict[str, Corpus]) -> None:
    text = (
        "from app.core.db import Base\nfrom sqlalchemy.orm import mapped_column\nclass ThingDB(Base):\n"
        "    __tablename__ = 'things'\n    __table_args__ = {'schema': 'first'}\n"
        "    id = mapped_column(primary_key=True)\n"
    )
    corpus = corpora["sqlalchemy"]
    project = corpus.project({"other.py": text})
    modules = [replace(each, owned_tables=("second.*",)) if each.name == "cam" else each for each in project.modules]
    project = replace(project, modules=ModuleMap(modules))
    assert _owner(project) == "delivery"
    project = after(project, corpus.path_of("other.py"), text.replace("'first'", "'second'"))
    assert _owner(project) == "cam"


def _owner(project: Project) -> str:
    owner = owner_of(project, models_of(project).by_name["app.delivery.other.ThingDB"])
    return owner.name if owner is not None else ""
