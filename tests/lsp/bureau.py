"""A project whose `boundaries.yaml` says something in every section, with an emoji before much of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.lsp.client import Client, Json, write_files
from tests.lsp.marked import IN_UTF16, MARK

CONFIG = """\
version: 1
discover: ["bureau.*"]
defaults: {may_import: [shared]}
modules:
  sales: {owner: "🚀 growth", may_import: [domain, shared], must_not_import: [billing], contract: [api/ports.py]}
  billing:
    owner: "🚀 money"
    paths: [bureau.billing]
    contract: [api/ports.py, api/events.py]
    public: [api]
    owns: {tables: ["billing_*"], models: ["bureau.billing.db.*"]}
    session: bureau.billing.db.connect
  domain:
    kind: god
    moved: {"Client": bureau.sales.api.ports.Client, Order: bureau.billing.api.ports.Order}
layers: ["sales | billing", shared]
harness: {path: bureau/shared/testing.py, provides: [clock]}
allow:
  - {from: bureau.sales.wiring, to: bureau.billing.db, reason: "🚀 until billing has a port", rule: forbidden-import}
  - from: bureau.billing.api
    to: bureau.sales.api
    reason: nothing uses it
rules: {god-module-import: warning, layer-violation: off}
"""
MODELS = """\
from sqlalchemy.orm import DeclarativeBase, Mapped, Session


class Base(DeclarativeBase):
    pass


class InvoiceDB(Base):
    __tablename__ = "billing_invoices"
    paid: Mapped[bool]


def connect() -> Session: ...
"""
WRITER = """\
from sqlalchemy.orm import Session

from bureau.billing.db import InvoiceDB
from bureau.domain.things import Client
from bureau.billing.api.ports import BillingCommandPort


def pay(session: Session, invoice: InvoiceDB, client: Client) -> None:
    invoice.paid = True
"""
FILES = {
    "boundaries.yaml": CONFIG,
    "bureau/__init__.py": "",
    "bureau/billing/__init__.py": "",
    "bureau/billing/api/__init__.py": "",
    "bureau/billing/api/ports.py": "class BillingCommandPort:\n    pass\n",
    "bureau/billing/db.py": MODELS,
    "bureau/domain/__init__.py": "",
    "bureau/domain/things.py": "class Client:\n    pass\n\n\nclass Order:\n    pass\n",
    "bureau/sales/__init__.py": "",
    "bureau/sales/api/ports.py": "class Client:\n    pass\n",
    "bureau/sales/orders.py": WRITER,
    "bureau/sales/wiring.py": "from bureau.billing.db import connect\n",
    "bureau/shared/__init__.py": "",
    "bureau/shared/testing.py": "def clock():\n    return 0\n",
    "tests/test_orders.py": "from bureau.domain.things import Client\n",
}


@contextmanager
def served(root: Path, capabilities: Json = IN_UTF16, **params: object) -> Iterator[Client]:
    """A client of the project, all of which is read, with its config open."""
    with Client(write_files(root, FILES), capabilities) as client:
        client.start(**params)
        client.wait_until_read()
        client.open("boundaries.yaml")
        yield client


def position(fragment: str, text: str = CONFIG) -> Json:
    """The position of the mark in a fragment of a text, for a client that counts in UTF-16."""
    assert text.count(fragment.replace(MARK, "")) == 1, fragment
    before = text[: text.index(fragment.replace(MARK, "")) + fragment.index(MARK)]
    line = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}


def places(client: Client, locations: list[Json]) -> list[str]:
    """Locations in short: the path, the 1-based line, and the text there."""
    return [_place(client, location) for location in locations]


def _place(client: Client, location: Json) -> str:
    path = location["uri"].removeprefix(client.root.as_uri() + "/")
    start, end = location["range"]["start"], location["range"]["end"]
    line = FILES[path].split("\n")[start["line"]].encode("utf-16-le")
    word = line[start["character"] * 2 : end["character"] * 2].decode("utf-16-le")
    return f"{path}:{start['line'] + 1} {word}".strip()
