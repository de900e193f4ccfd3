"""Who writes whose tables, while it is typed: in the file itself, by way of other files, in SQL, and after changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lsp.client import Client, summary, write_files
from tests.lsp.conftest import Serve

CONFIG = """\
version: 1
discover: ["shop.*"]
defaults: {public: [models, service], may_import: ["*"]}
rules: {foreign-model-read: off, multiple-table-writers: off}
"""
MODELS = """\
from sqlalchemy.orm import DeclarativeBase, Mapped


class Base(DeclarativeBase):
    pass


class Lead(Base):
    __tablename__ = "leads"
    status: Mapped[str]
"""
SERVICE = """\
def touch(lead):
    print(lead)
"""
DELIVERY = """\
from shop.cam.models import Lead
from shop.core.service import touch


def finish(session, number):
    lead = session.get(Lead, number)
    touch(lead)
"""
SHOP = {
    "boundaries.yaml": CONFIG,
    "shop/cam/models.py": MODELS,
    "shop/core/service.py": SERVICE,
    "shop/delivery/job.py": DELIVERY,
}
JOB = "shop/delivery/job.py"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project in which delivery could write what cam owns, and does not."""
    return write_files(tmp_path, SHOP)


def _shown(client: Client, path: str) -> list[str]:
    return summary(client.published.get(client.uri(path), []))


def _changed_on_disk(client: Client, path: str, kind: int) -> None:
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri(path), "type": kind}]})


def test_a_write_is_shown_as_it_is_typed_and_gone_when_it_is_taken_back(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    uri = client.open(JOB)
    assert client.diagnostics(uri, 1) == []
    client.replace(uri, 2, DELIVERY + '    lead.status = "done"\n')
    assert summary(client.diagnostics(uri, 2)) == ["8:10 foreign-model-write"]
    client.replace(uri, 3, DELIVERY)
    assert client.diagnostics(uri, 3) == []


def test_a_helper_that_begins_to_write_is_shown_where_it_is_called(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    uri = client.open("shop/core/service.py")
    client.replace(uri, 2, SERVICE.replace("print(lead)", 'lead.status = "done"'))
    client.wait_until(lambda: _shown(client, JOB) == ["7:5 foreign-model-write"])
    client.wait_until(lambda: _shown(client, "shop/core/service.py") == ["2:10 foreign-model-write"])
    client.replace(uri, 3, SERVICE)
    client.wait_until(lambda: _shown(client, JOB) == _shown(client, "shop/core/service.py") == [])


def test_an_import_that_is_typed_brings_a_file_into_reach(shop: Path, serve: Serve) -> None:
    client = serve(write_files(shop, {JOB: "def finish(session, number):\n    session.add(Lead())\n"}))
    client.wait_until_read()
    uri = client.open(JOB)
    client.replace(uri, 2, "from shop.cam.models import Lead\ndef finish(session, number):\n    session.add(Lead())\n")
    client.wait_until(lambda: _shown(client, JOB) == ["3:13 foreign-model-write"])


def test_sql_files_are_followed_on_disk(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    path = "shop/delivery/clean.sql"
    write_files(shop, {path: "-- once a week\nDELETE FROM leads;\n"})
    _changed_on_disk(client, path, 1)
    client.wait_until(lambda: _shown(client, path) == ["2:1 foreign-model-write"])
    write_files(shop, {path: "-- once a week\n"})
    _changed_on_disk(client, path, 2)
    client.wait_until(lambda: _shown(client, path) == [])


def test_another_dialect_has_sql_files_read_anew(shop: Path, serve: Serve) -> None:
    config = CONFIG + "sql: {dialect: %s}\n"
    path = "shop/delivery/clean.sql"
    client = serve(write_files(shop, {"boundaries.yaml": config % "mysql", path: "DELETE FROM `leads`;\n"}))
    client.wait_until_read()
    client.open("boundaries.yaml", config % "postgres")
    client.wait_until_read(2)
    assert _shown(client, path) == ["1:1 foreign-model-write"]


def test_a_fix_that_creates_a_port_is_one_edit_over_files_to_be_confirmed(shop: Path, serve: Serve) -> None:
    text = "from shop.cam.models import Lead\n\n\ndef finish(session, key):\n    lead = session.get(Lead, key)\n"
    with_key = MODELS.replace("Mapped\n", "Mapped, mapped_column\n").replace(
        "    status", "    id: Mapped[int] = mapped_column(primary_key=True)\n    status"
    )
    config = CONFIG.replace("[models", "[api, models")
    files = {"boundaries.yaml": config, "shop/cam/models.py": with_key, JOB: text + "    lead.status = 'done'\n"}
    client = serve(write_files(shop, files))
    client.wait_until_read()
    uri = client.open(JOB)
    found = client.diagnostics(uri, 1)
    params = {"textDocument": {"uri": uri}, "range": found[0]["range"], "context": {"diagnostics": found}}
    first = client.request("textDocument/codeAction", params)[0]
    assert first["title"] == "Create set_lead_status in shop.cam.api.ports and call it"
    assert "isPreferred" not in first
    changed = {each.get("uri") or each["textDocument"]["uri"] for each in first["edit"]["documentChanges"]}
    assert {client.uri("shop/cam/api/ports.py"), uri} <= changed
    assert [each["needsConfirmation"] for each in first["edit"]["changeAnnotations"].values()] == [True]


SESSIONS = {
    "boundaries.yaml": 'version: 1\ndiscover: ["shop.*"]\ndefaults: {public: ["**"], may_import: ["*"]}\n',
    "shop/core/db.py": "from sqlalchemy.orm import sessionmaker\n\nSessionLocal = sessionmaker()\n",
    "shop/delivery/job.py": "from shop.core.db import SessionLocal\n\n\ndef finish():\n    return SessionLocal()\n",
}


def test_factories_that_are_named_while_the_server_runs_are_followed(tmp_path: Path, serve: Serve) -> None:
    client = serve(write_files(tmp_path, SESSIONS))
    config = client.open("boundaries.yaml")
    client.wait_until_read()
    assert _shown(client, JOB) == []
    client.replace(config, 2, SESSIONS["boundaries.yaml"] + "sessions: {factories: [shop.core.db.SessionLocal]}\n")
    client.wait_until(lambda: any("shared-session" in found for found in _shown(client, JOB)))
    client.replace(config, 3, SESSIONS["boundaries.yaml"])
    client.wait_until(lambda: _shown(client, JOB) == [])
