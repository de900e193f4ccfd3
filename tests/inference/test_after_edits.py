"""After any edits the inference finds what a fresh look finds, though it keeps what the edits cannot have touched."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.scan import operations_of
from ringfence.model.project import Memo, Project

from tests.inference.corpus import MODULES, load, read_file

_SETTINGS = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_CORPORA = {orm: load(orm) for orm in MODULES}
_NAME = re.compile(r"\b[A-Za-z_]\w{3,}\b")
_TELLING = re.compile(r"^\s*(?:from|import|def|class|return|yield|@)|=|\(")
_WEIGHTY = ("tier4", "tier1_imports", "tier1_managers", "tier2_a", "tier3", "raw_text")
"""Cases that hang on other files."""
_ADDED = {
    "blank": "\n\n",
    "import": "from app.cam.db_models import LeadDB as CampaignDB\nfrom shop.orders.models import Order as Product",
    "class": "class LeadDB:\n    status = 1\n\n\nclass Mixin:\n    def mark(self):\n        self.status = 1",
    "function": "def finish(row):\n    row.status = 'done'\n\n\ndef mark_all(rows, status):\n    pass",
    "field": "    status = None\n    model = None",
    "value": "LEADS = 'cam_campaigns'\nINVOICES = 'cam_leads'\nsession = None",
    "decorator": "    @property",
}
_KINDS = ("rename", "rename", "rename", "drop", "double", "swap", "comment", "back", *_ADDED)


def after(project: Project, path: str, text: str) -> Project:
    """The snapshot after an edit, which takes along what is remembered of names."""
    file, code = read_file(path, text)
    files = project.files.with_item(path, file)
    return replace(project, files=files, code=project.code.with_item(path, code), memo=Memo())


def fresh(project: Project) -> Project:
    """The same snapshot with nothing remembered."""
    return replace(project, memo=Memo(), structure=Memo(), resolution=Memo())


def findings(project: Project) -> dict[str, tuple[Operation, ...]]:
    return {path: operations_of(project, file) for path, file in project.files.items()}


def edited(draw: st.DrawFn, text: str, original: str) -> str:
    lines = text.split("\n")
    at = draw(st.sampled_from([n for n, line in enumerate(lines) if _TELLING.search(line)] or [0]))
    kind = draw(st.sampled_from(_KINDS))
    if kind == "back":
        return original
    if kind == "drop":
        del lines[at : at + draw(st.integers(1, 3))]
    elif kind == "double":
        lines[at:at] = lines[at : at + draw(st.integers(1, 8))]
    elif kind == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "comment":
        lines[at] = "#" + lines[at]
    elif kind == "rename" and (names := _NAME.findall(lines[at])):
        old, new = draw(st.sampled_from(names)), draw(st.sampled_from(_NAME.findall(original)))
        lines[at] = re.sub(rf"\b{old}\b", new, lines[at])
    elif kind in _ADDED:
        lines.insert(0 if kind in ("import", "value") else at, _ADDED[kind])
    return "\n".join(lines)


@st.composite
def editings(draw: st.DrawFn) -> tuple[str, dict[str, str], list[tuple[str, str]]]:
    """A project with a few of its cases, and edits of its files, one after the other."""
    orm = draw(st.sampled_from(sorted(MODULES)))
    corpus = _CORPORA[orm]
    weighty = [name for name in corpus.cases if name.startswith(_WEIGHTY) and name.endswith(".py")]
    cases = {name: corpus.cases[name] for name in draw(st.lists(st.sampled_from(weighty), min_size=1, max_size=2))}
    original = {**corpus.base, **{corpus.path_of(name): text for name, text in cases.items()}}
    texts = dict(original)
    edits: list[tuple[str, str]] = []
    for _ in range(draw(st.integers(1, 6))):
        path = draw(st.sampled_from([path for path, text in texts.items() if text.count("\n") > 3]))
        texts[path] = edited(draw, texts[path], original[path])
        edits.append((path, texts[path]))
    return orm, cases, edits


@_SETTINGS
@given(editings())
def test_after_edits_everything_is_found_as_by_a_fresh_look(
    editing: tuple[str, dict[str, str], list[tuple[str, str]]],
) -> None:
    orm, cases, edits = editing
    project = _CORPORA[orm].project(cases)
    findings(project)
    for path, text in edits:
        project = after(project, path, text)
        assert findings(project) == findings(fresh(project))


_HEAD = "from app.cam.db_models import CampaignDB, LeadDB, TagDB\n"
_MARKS, _SERVICE, _MODELS = "app/tracking/marks.py", "app/cam/service.py", "app/cam/db_models.py"
_REPOSITORY, _BILLING, _STEPS = "app/core/repository.py", "app/billing/models.py", "app/delivery/steps.py"
_CASE = "app/delivery/case.py"
_EDITS = {
    "a helper sets a column no more": (
        "from app.tracking import marks\ndef f(lead: LeadDB):\n    marks.touch(lead)\n",
        (_MARKS, "row.updated_at = now()", "row.id"),
    ),
    "a helper of a helper deletes": (
        "from app.tracking import marks\ndef g(s, row):\n    marks.touch(row)\ndef f(s, lead: LeadDB):\n    g(s, lead)\n",
        (_MARKS, "row.updated_at = now()", "session.delete(row)"),
    ),
    "a helper takes its parameters in another order": (
        "from app.tracking.marks import store\ndef f(session, lead: LeadDB):\n    store(session, lead)\n",
        (_MARKS, "def store(session, row)", "def store(row, session)"),
    ),
    "a helper is gone": (
        "from app.tracking.marks import touch\ndef f(lead: LeadDB):\n    touch(lead)\n",
        (_MARKS, "def touch(", "def touch_no_more("),
    ),
    "a helper is there that was missing": (
        "from app.tracking.marks import touch_all\ndef f(lead: LeadDB):\n    touch_all(lead)\n",
        (_MARKS, "def touch(", "def touch_all("),
    ),
    "a function returns another row": (
        "from app.cam.service import find_lead\ndef f(session):\n    find_lead(session, '').status = 1\n",
        (_SERVICE, "session.query(LeadDB)", "session.query(CampaignDB)"),
    ),
    "a function is imported from elsewhere": (
        "from app.delivery.steps import DeliveryDB as Row\ndef f(session):\n    session.add(Row())\n",
        (_STEPS, "import DeliveryDB", "import DeliveryItemDB as X\nfrom app.cam.db_models import LeadDB as DeliveryDB"),
    ),
    "a name is imported that shadows": (
        "def f(session):\n    session.add(LeadDB())\n",
        (_CASE, _HEAD, _HEAD + "from app.analytics.snapshots import LeadDB\n"),
    ),
    "a method of a base does more": (
        "from app.core.repository import Repository\nclass Leads(Repository[LeadDB]):\n    model = LeadDB\n"
        "def f(session, lead: LeadDB):\n    Leads(session).get(1).status = 1\n    Leads(session).purge()\n",
        (
            _REPOSITORY,
            "    def all(self)",
            "    def purge(self):\n        self.db.query(self.model).delete()\n\n    def all(self)",
        ),
    ),
    "a class attribute is another model": (
        "from app.core.repository import Repository\nclass Leads(Repository[LeadDB]):\n    model = LeadDB\n"
        "def f(session):\n    Leads(session).get(1).status = 1\n",
        (_CASE, "model = LeadDB", "model = CampaignDB"),
    ),
    "a class has another base": (
        "from app.core.repository import Repository\nclass Leads(Repository[LeadDB]):\n    model = LeadDB\n"
        "def f(session, lead: LeadDB):\n    Leads(session).add(lead)\n",
        (_CASE, "class Leads(Repository[LeadDB])", "class Leads(dict)"),
    ),
    "a class has a new parent in the middle": (
        "class A:\n    pass\nclass B(A):\n    def run(self, lead: LeadDB):\n        self.mark(lead)\n",
        (_CASE, "class A:\n    pass", "class A:\n    def mark(self, row):\n        row.status = 1"),
    ),
    "another method sets an attribute": (
        "class A:\n    def set(self, session):\n        self.x = None\n    def run(self):\n        self.x.status = 1\n",
        (_CASE, "self.x = None", "self.x = session.get(LeadDB, 1)"),
    ),
    "a model has one column less": (
        "def f(lead: LeadDB):\n    lead.score = 1\n",
        (_MODELS, "    score: Mapped[float] = mapped_column(default=0.0)\n", ""),
    ),
    "a model lies in another table": (
        "def f(session):\n    session.execute('DELETE FROM cam_tags')\n",
        (_MODELS, '__tablename__ = "cam_tags"', '__tablename__ = "cam_words"'),
    ),
    "a table is named by another constant": (
        "def f(session):\n    session.execute('DELETE FROM billing_invoices')\n",
        (_BILLING, 'INVOICES = "billing_invoices"', 'INVOICES = "billing_bills"'),
    ),
    "a class is a model no more": (
        "def f(session):\n    session.add(TagDB())\n",
        (_MODELS, "class TagDB(Base)", "class TagDB"),
    ),
    "a constant is another text": (
        "T = 'cam_leads'\ndef f(session):\n    session.execute(f'DELETE FROM {T}')\n",
        (_CASE, "T = 'cam_leads'", "T = 'cam_tags'"),
    ),
    "an alias of a type means another one": (
        "Rows = list[LeadDB]\ndef f(rows: Rows):\n    rows[0].status = 1\n",
        (_CASE, "Rows = list[LeadDB]", "Rows = list[CampaignDB]"),
    ),
    "a call passes another row": (
        "def g(row):\n    row.status = 1\ndef f(lead: LeadDB):\n    g(lead)\n",
        (_CASE, "def f(lead: LeadDB)", "def f(lead: CampaignDB)"),
    ),
    "a call somewhere else passes a row": (
        "def g(row):\n    row.status = 1\n",
        (
            _STEPS,
            "def pause(",
            "def other(lead: LeadDB):\n    from app.delivery.case import g\n    g(lead)\n\n\ndef pause(",
        ),
    ),
    "a call somewhere else passes it through": (
        "def h(row):\n    row.status = 1\ndef g(row):\n    h(row)\n",
        (
            _STEPS,
            "def pause(",
            "def other(lead: LeadDB):\n    from app.delivery.case import g\n    g(lead)\n\n\ndef pause(",
        ),
    ),
    "a property is none any more": (
        "class A:\n    @property\n    def row(self):\n        return self.db.get(LeadDB, 1)\n    def run(self):\n"
        "        self.row.status = 1\n",
        (_CASE, "    @property\n", ""),
    ),
    "everything is a line further down": (
        "def f(lead: LeadDB):\n    lead.status = 1\n",
        (_CASE, _HEAD, "\n\n" + _HEAD),
    ),
}


@pytest.mark.parametrize("name", _EDITS)
def test_an_edit_in_one_file_is_seen_in_all(name: str) -> None:
    text, (path, old, new) = _EDITS[name]
    corpus = _CORPORA["sqlalchemy"]
    project = corpus.project({"case.py": _HEAD + text})
    before = findings(project)
    edited_text = {**corpus.base, _CASE: _HEAD + text}[path]
    assert old in edited_text
    project = after(project, path, edited_text.replace(old, new, 1))
    assert findings(project) == findings(fresh(project))
    assert findings(project)[_CASE] != before[_CASE]
    project = after(project, path, edited_text)
    assert findings(project) == before
