"""Whatever is edited in whatever order, what is shown is what a fresh look at all texts would find."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ringfence.engine.check import check_all
from ringfence.engine.registry import all_rules
from ringfence.lsp import background, config_source
from ringfence.model.config import Config
from ringfence.model.diagnostic import Status
from ringfence.model.project import Project

from tests.harness.project import findings, read_config
from tests.lsp.client import Json, write_files
from tests.lsp.inside import Inside

TODAY = date(2026, 6, 1)
MODULES = ("cam", "delivery", "domain")
PLACES = ("__init__", "api/__init__", "api/dtos", "internal/db", "service")
PATHS = tuple(f"app/{module}/{place}.py" for module in MODULES for place in PLACES)
INNER = "app/delivery/boundaries.yaml"
NAMES = ("Lead", "LeadDB", "LeadDTO")
MODELS = (
    "from sqlalchemy.orm import DeclarativeBase, Mapped\nclass Base(DeclarativeBase):\n    pass\n"
    "class LeadDB(Base):\n    __tablename__ = 'leads'\n    status: Mapped[str]\n"
)
CODE = (
    MODELS,
    "from app.cam.internal.db import Base\nclass LeadDB(Base):\n    __tablename__ = 'leads'\n    status: Mapped[str]\n",
    "class Lead(LeadDB):\n    score: Mapped[int]\n    __tablename__ = 'best'\n",
    "class LeadDB:\n    status: str\n",
    "def touch(row):\n    row.status = 'new'\n",
    "def touch(row):\n    return row.status\n",
    "from app.cam.internal.db import LeadDB\ndef add(session):\n    session.add(LeadDB())\n",
    "from app.cam.internal.db import LeadDB\ndef find(session):\n    return session.get(LeadDB, 1)\n",
    "from app.cam.service import find, touch\ndef mark(session):\n    touch(find(session))\n",
    "from app.delivery.service import LeadDB\ndef set(row: LeadDB):\n    row.status = 'old'\n",
    "from sqlalchemy import ForeignKey\nfrom sqlalchemy.orm import mapped_column\n"
    "from app.cam.internal.db import Base\n"
    "class LineDB(Base):\n    __tablename__ = 'lines'\n    lead = mapped_column(ForeignKey('leads.id'))\n",
    "def clear(session):\n    session.execute(text('DELETE FROM leads'))\n",
    "from app.cam.internal.db import LeadDB\nclass Worker:\n    def __init__(self, session):\n"
    "        self.row = session.get(LeadDB, 1)\n    def run(self):\n        self.row.status = 'run'\n",
)
"""Models, and what reads and writes them, in pieces that fit together now and then."""
CONFIGS = (
    'version: 1\ndiscover: ["app.*"]\nmodules:\n  delivery: {may_import: [cam]}\n  domain: {kind: god}\n',
    'version: 1\ndiscover: ["app.*"]\ndefaults: {may_import: ["*"]}\nlayers: [delivery, cam]\n',
    'version: 1\ndiscover: ["app.*"]\nexclude: ["app/cam/service.py"]\nmodules: {cam: {public: [api, internal]}}\n',
    'version: 1\ndiscover: ["app.*"]\ntests: ["app/delivery/**"]\nallow:\n'
    "  - {from: app.delivery.service, to: app.cam.internal, reason: not yet}\n",
    'version: 1\ndiscover: ["app.*"]\nmodules:\n  domain: {kind: god, moved: {Lead: app.cam.api.dtos.Lead}}\n'
    "  nothing: {may_import: [nowhere]}\n",
    # As long as the others, so that the places in the last good one exist in it.
    "".join(f"{line:<100}\n" for line in ("version: 1", *["#"] * 9, "modules: [")),
)
BROKEN = CONFIGS[-1]


class World:
    """A project that is changed at random, in the server and on the side, where it is looked at afresh."""

    def __init__(self, root: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.disk = {path: self.text() for path in PATHS if self.rng.random() < 0.6} | {
            "app/__init__.py": "",
            "app/cam/internal/db.py": MODELS,
            "boundaries.yaml": CONFIGS[0],
        }
        self.unsaved: dict[str, str] = {}
        self.good = CONFIGS[0]
        write_files(root, self.disk)
        self.inside = Inside(root, TODAY)

    def text(self) -> str:
        """A random Python text: a few imports, definitions and comments."""
        return "".join(self.a_piece() for _ in range(4))

    def a_piece(self) -> str:
        """A few lines of Python that stand in the first column."""
        return self.rng.choice((self.an_import, self.a_definition, self.a_line, self.some_code, self.some_code))()

    def an_import(self) -> str:
        path = self.rng.choice(PATHS).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        name = self.rng.choice((*NAMES, "*", f"{self.rng.choice(NAMES)} as Other"))
        suppression = self.rng.choice(("", "", "  # ringfence: ignore[private-import] -- not yet"))
        return f"from {path} import {name}{suppression}\n"

    def a_definition(self) -> str:
        return f"class {self.rng.choice(NAMES)}:\n    pass\n"

    def some_code(self) -> str:
        return self.rng.choice(CODE)

    def a_line(self) -> str:
        return self.rng.choice(
            ("\n", "# A remark.\n", "x = (\n", '__all__ = ["Lead"]\n', "import app.cam.internal.db\n")
        )

    def burst(self) -> None:
        """Do some things at once; a new config is the last of them, so that each one is seen."""
        for _ in range(self.rng.choice((1, 1, 2, 5))):
            before = self.unsaved.get("boundaries.yaml")
            self.step()
            if self.unsaved.get("boundaries.yaml") != before:
                return

    def step(self) -> None:
        """Do one thing that somebody at an editor or a shell may do."""
        actions: tuple[Callable[[], None], ...] = (self.open, self.type, self.type, self.close, self.write, self.remove)
        self.rng.choice((*actions, self.configure, self.rename, self.split))()

    def open(self) -> None:
        path = self.rng.choice(PATHS)
        if path not in self.unsaved:
            self.unsaved[path] = self.disk.get(path, self.text())
            self.inside.open(path, self.unsaved[path])

    def type(self) -> None:
        path = self._any_open()
        if path:
            text = self.unsaved[path]
            lines = text.splitlines(keepends=True)
            at = self.rng.randint(0, len(lines))
            inserted = self.a_piece()
            gone = self.rng.randint(0, 2)
            self.unsaved[path] = "".join([*lines[:at], inserted, *lines[at + gone :]])
            self.inside.change(path, self.unsaved[path])

    def close(self) -> None:
        path = self._any_open()
        if path:
            del self.unsaved[path]
            self.inside.close(path)

    def write(self) -> None:
        path = self.rng.choice(PATHS)
        self.disk[path] = self.text()
        write_files(self.inside.root, {path: self.disk[path]})
        self.inside.disk_changed(path)

    def remove(self) -> None:
        path = self.rng.choice(PATHS)
        if self.disk.pop(path, None) is not None:
            (self.inside.root / path).unlink()
            self.inside.disk_changed(path)

    def rename(self) -> None:
        """Move a file as an editor does: on disk first, then an open document is closed and opened again."""
        old, new = self.rng.choice(sorted(self.disk.keys() & set(PATHS)) or [""]), self.rng.choice(PATHS)
        if not old or new in self.disk or new in self.unsaved:
            return
        (self.inside.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.inside.root / old).rename(self.inside.root / new)
        self.disk[new] = self.disk.pop(old)
        self.inside.disk_changed(old, new)
        if old in self.unsaved:
            self.inside.close(old)
            self.unsaved[new] = self.unsaved.pop(old)
            self.inside.open(new, self.unsaved[new])

    def split(self) -> None:
        """Make one folder a project by itself, or no project any more."""
        if self.disk.pop(INNER, None) is None:
            self.disk[INNER] = CONFIGS[0]
            write_files(self.inside.root, {INNER: CONFIGS[0]})
        else:
            (self.inside.root / INNER).unlink()
        self.inside.disk_changed(INNER)

    def configure(self) -> None:
        config = self.rng.choice(CONFIGS)
        if "boundaries.yaml" in self.unsaved:
            self.inside.change("boundaries.yaml", config)
        else:
            self.inside.open("boundaries.yaml", config)
        self.unsaved["boundaries.yaml"] = config

    def _any_open(self) -> str:
        return self.rng.choice(sorted(self.unsaved.keys() - {"boundaries.yaml"}) or [""])

    def expected(self) -> dict[str, list[Json]]:
        """What a fresh look at all texts finds: with the last good config, while the present one is broken."""
        texts = self.disk | self.unsaved
        if INNER in texts:
            texts = {
                path: text for path, text in texts.items() if not path.startswith(INNER.removesuffix("boundaries.yaml"))
            }
        config = texts["boundaries.yaml"]
        if config != BROKEN:
            self.good = config
        found = findings(texts | {"boundaries.yaml": self.good}, TODAY)
        if config == BROKEN:
            on_config = check_all(Project(config=Config()), all_rules(), read_config(texts).diagnostics)
            found = tuple(each for each in found if each.path != "boundaries.yaml") + on_config
        shown: dict[str, list[Json]] = {}
        for each in found:
            if each.status is not Status.SUPPRESSED:
                writer = self.inside.repository.publisher.writer
                shown.setdefault(each.path, []).append(writer.diagnostic(each))
        return shown


async def _settled(inside: Inside) -> None:
    while inside.repository.busy:
        await asyncio.sleep(0.001)


@pytest.mark.parametrize("seed", [*range(12), 211])
async def test_what_is_shown_after_any_edits_is_what_a_fresh_look_finds(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "PAUSE", 0.0)
    monkeypatch.setattr(config_source, "PAUSE", 0.0)
    world = World(tmp_path, seed)
    await world.inside.start()
    assert world.inside.published == world.expected()
    for _ in range(60):
        world.burst()
        async with asyncio.timeout(60):
            await _settled(world.inside)
        assert world.inside.published == world.expected()
    world.inside.stop()
