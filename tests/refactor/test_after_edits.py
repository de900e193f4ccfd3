"""What fixes know of other files is what those hold now, however much is handed on from snapshot to snapshot."""

from __future__ import annotations

from datetime import date

import pytest
from ringfence.engine.change import FileChange, apply_change
from ringfence.inference.data.scan import operations_of
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import Fix
from ringfence.model.project import Project
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.command_port import port_fixes

from tests.harness.project import layout_of, project_of, source_file

DAY = date(2026, 6, 1)
PACK = "shop/delivery/pack.py"
COMMANDS = "shop/cam/api/commands.py"
REPORT = "shop/delivery/report.py"
NOTHING = "print('nothing')\n"
IMPORTING = "from shop.delivery.pack import CampaignDB\n\nprint(CampaignDB)\n"
TEXTS = {
    "boundaries.yaml": "version: 1\ndiscover: ['shop.*']\ndefaults: {may_import: ['*']}\n",
    "shop/cam/models.py": """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class CampaignDB(Base):
    __tablename__ = "campaigns"
    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
""",
    "shop/cam/api/__init__.py": "",
    COMMANDS: "def set_campaign_status(campaign_id: int, status: str) -> None: ...\n",
    REPORT: NOTHING,
    PACK: """
from shop.cam.models import CampaignDB


def pack(session, number: int) -> None:
    session.query(CampaignDB).filter(CampaignDB.id == number).update({"status": "packed"})
""",
}


def _fixes(project: Project, texts: dict[str, str]) -> list[Fix]:
    """What is offered for the write in the one file that writes."""
    file = project.files[PACK]
    (write,) = [one for one in operations_of(project, file) if one.is_write]
    diagnostic = Diagnostic(PACK, write.range, "foreign-model-write", "")
    return list(port_fixes(project, file, (write,), diagnostic, texts.get))


def test_a_function_is_called_with_the_parameters_that_it_has_now() -> None:
    project = project_of(TEXTS, DAY)
    _fixes(project, TEXTS)
    # The server hands a file on when an edit leaves its facts as they were, as one of parameters does.
    edited = {**TEXTS, COMMANDS: "def set_campaign_status(campaign_id: int, *, status: str, why: str) -> None: ...\n"}
    after = apply_change(project, FileChange(COMMANDS, project.files[COMMANDS]), DAY)
    assert _fixes(project_of(edited, DAY), edited) == _fixes(after, edited)


@pytest.mark.parametrize(
    ("before", "now", "kept"), [(NOTHING, IMPORTING, True), (IMPORTING, NOTHING, False)], ids=["since", "no more"]
)
def test_an_import_stays_if_another_file_takes_the_name_from_here_now(before: str, now: str, kept: bool) -> None:
    texts = {**TEXTS, REPORT: before}
    project = project_of(texts, DAY)
    _fixes(project, texts)
    edited = {**TEXTS, REPORT: now}
    after = apply_change(project, FileChange(REPORT, source_file(layout_of(project), REPORT, now)), DAY)
    (fix,) = _fixes(after, edited)
    (edits,) = [file.edits for file in fix.edit.files if file.path == PACK]
    assert ("import CampaignDB" in apply_edits(edited[PACK], edits)) is kept
