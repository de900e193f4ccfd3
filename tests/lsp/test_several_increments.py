"""Several projects, one inside of the other, edited at random: each file is shown as a fresh look finds it, once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from ringfence.engine.check import check_all
from ringfence.engine.registry import all_rules
from ringfence.lsp import background, config_source, pull_channel
from ringfence.model.config import Config
from ringfence.model.diagnostic import Diagnostic, Status
from ringfence.model.project import Project

from tests.harness.project import findings, read_config
from tests.lsp.client import Json, write_files
from tests.lsp.inside_several import TODAY, Editor, Pulling, Pushing

PLACES = ("", "one/", "one/deep/", "two/")
"""Where there may be a `boundaries.yaml`."""
CODE = tuple(
    f"{place}app/{name}.py"
    for place in PLACES
    for name in ("__init__", "cam/__init__", "cam/internal/db", "cam/api/dtos", "delivery/service")
)
CONFIGS = (
    'version: 1\ndiscover: ["app.*", "one.app.*", "two.app.*"]\n',
    'version: 1\ndiscover: ["app.*", "deep.app.*"]\ndefaults: {may_import: ["*"]}\n',
    'version: 1\ndiscover: ["app.*"]\ndefaults: {may_import: ["*"]}\nrules: {private-import: off}\n',
    'version: 1\ndiscover: ["app.*"]\nexclude: ["**/service.py"]\nmodules: {nothing: {may_import: [nowhere]}}\n',
    'version: 1\nsource_roots: [one, .]\ndiscover: ["app.*"]\n',
    "".join(f"{line:<100}\n" for line in ("version: 1", *["#"] * 9, "modules: [")),
)
BROKEN = CONFIGS[-1]
FOLDERS = (("",), ("",), ("one",), ("", "one"), ("one", "two"), ("two",))
PIECES = (
    "from app.cam.internal.db import Lead\n",
    "from app.cam.api.dtos import Lead\n",
    "from one.app.cam.internal.db import Lead\n",
    "import app.cam.internal.db\n",
    "class Lead:\n    pass\n",
    "x = (\n",
    "\n",
    "# A remark.\n",
)


class World:
    """Some projects that are changed at random, in the server and on the side, where they are looked at afresh."""

    def __init__(self, editor: Editor, seed: int) -> None:
        self.editor = editor
        self.rng = random.Random(seed)
        self.disk = {path: self.text() for path in CODE if self.rng.random() < 0.7}
        self.disk |= {f"{place}boundaries.yaml": CONFIGS[0] for place in PLACES if self.rng.random() < 0.6}
        self.unsaved: dict[str, str] = {}
        self.good: dict[str, str] = {}
        """The last good config of each place that is a project."""
        self.folders: tuple[str, ...] = self.rng.choice(FOLDERS)
        self.only_open = False
        write_files(editor.root, self.disk)
        editor.change_folders(self.folders, ())
        self.note()

    def text(self) -> str:
        """A random Python text."""
        return "".join(self.rng.choice(PIECES) for _ in range(3))

    def step(self) -> bool:
        """Do one thing that somebody at an editor or a shell may do; returns whether to look at once what it did."""
        actions: tuple[Callable[[], bool], ...] = (self.open, self.type, self.close, self.write, self.remove, self.fold)
        ended = self.rng.choice((*actions, self.type, self.configure, self.configure, self.save_config, self.settle))()
        self.note()
        return ended

    def open(self) -> bool:
        path = self.rng.choice(CODE)
        if path not in self.unsaved:
            self.unsaved[path] = self.disk.get(path, self.text())
            self.editor.open(path, self.unsaved[path])
        return False

    def type(self) -> bool:
        path = self._any(self.unsaved.keys() & set(CODE))
        if path:
            self.unsaved[path] = self.rng.choice(PIECES) + self.unsaved[path][: self.rng.randint(0, 200)]
            self.editor.change(path, self.unsaved[path])
        return False

    def close(self) -> bool:
        path = self._any(self.unsaved.keys())
        if path:
            del self.unsaved[path]
            self.editor.close(path)
        return path.endswith(".yaml")

    def write(self) -> bool:
        path = self.rng.choice(CODE)
        self.disk[path] = self.text()
        write_files(self.editor.root, {path: self.disk[path]})
        self.editor.disk_changed(path)
        return False

    def remove(self) -> bool:
        path = self._any(self.disk.keys())
        if path:
            del self.disk[path]
            (self.editor.root / path).unlink()
            self.editor.disk_changed(path)
        return path.endswith(".yaml")

    def configure(self) -> bool:
        """Type another config, in a new file or in one that is there."""
        path = self.rng.choice(PLACES) + "boundaries.yaml"
        is_open = path in self.unsaved
        self.unsaved[path] = self.rng.choice(CONFIGS)
        (self.editor.change if is_open else self.editor.open)(path, self.unsaved[path])
        return True

    def save_config(self) -> bool:
        """Save a config that is open, or write one by another program."""
        path = self.rng.choice(PLACES) + "boundaries.yaml"
        self.disk[path] = self.unsaved.get(path, self.rng.choice(CONFIGS))
        write_files(self.editor.root, {path: self.disk[path]})
        if path in self.unsaved:
            self.editor.save(path)
        self.editor.disk_changed(path)
        return True

    def fold(self) -> bool:
        """Add and remove workspace folders."""
        before, self.folders = self.folders, self.rng.choice(FOLDERS)
        added = [each for each in self.folders if each not in before]
        self.editor.change_folders(added, [each for each in before if each not in self.folders])
        return True

    def settle(self) -> bool:
        """Want the findings of open files alone, or of all."""
        self.only_open = not self.only_open
        self.editor.want(only_open=self.only_open)
        return False

    def _any(self, paths: Iterable[str]) -> str:
        return self.rng.choice(sorted(paths) or [""])

    # What there is to be seen

    def _is_ours(self, place: str) -> bool:
        return any(place.startswith(_inside(folder)) for folder in self.folders)

    def _is_project(self, place: str) -> bool:
        name = place + "boundaries.yaml"
        return name in self.disk or (name in self.unsaved and self._is_ours(place))

    def served(self) -> list[str]:
        """The places that are projects and that a workspace folder has to do with."""
        found = {place for place in PLACES if self._is_project(place) and self._is_ours(place)}
        for folder in map(_inside, self.folders):
            above = [place for place in PLACES if self._is_project(place) and folder.startswith(place)]
            found.update(above[-1:])
        return sorted(found)

    def note(self) -> None:
        """Remember the good configs of what is served now."""
        texts = self.disk | self.unsaved
        served = self.served()
        self.good = {place: text for place, text in self.good.items() if place in served}
        for place in served:
            config = texts[place + "boundaries.yaml"]
            if config != BROKEN:
                self.good[place] = config

    def expected(self) -> dict[str, list[Json]]:
        """What a fresh look finds, by URI."""
        shown: dict[str, list[Json]] = {}
        for place in self.served():
            writer = self.editor.repository_at(place).publisher.writer
            for each in self._found(place):
                path = place + each.path
                if each.status is not Status.SUPPRESSED and (path in self.unsaved or not self.only_open):
                    shown.setdefault(self.editor.uri(path), []).append(writer.diagnostic(each))
        return shown

    def _found(self, place: str) -> tuple[Diagnostic, ...]:
        inner = tuple(each for each in PLACES if each != place and each.startswith(place) and self._is_project(each))
        every = (self.disk | self.unsaved).items()
        texts = {
            path.removeprefix(place): text
            for path, text in every
            if path.startswith(place) and not path.startswith(inner)
        }
        config = texts["boundaries.yaml"]
        good = self.good.get(place)
        found = findings(texts | {"boundaries.yaml": good}, TODAY) if good is not None else ()
        if config == BROKEN:
            on_config = check_all(Project(config=Config()), all_rules(), read_config(texts).diagnostics)
            found = tuple(each for each in found if each.path != "boundaries.yaml") + on_config
        return found


def _inside(folder: str) -> str:
    return folder + "/" if folder else ""


@pytest.mark.parametrize("kind", [Pulling, Pushing])
@pytest.mark.parametrize("seed", (0, 5, 8, 12, 16, 22))
async def test_what_several_projects_show_after_any_edits_is_what_a_fresh_look_finds(
    seed: int, kind: type[Pulling] | type[Pushing], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in ((background, "PAUSE"), (config_source, "PAUSE"), (pull_channel, "_PAUSE")):
        monkeypatch.setattr(module, name, 0.0)
    client = kind()
    editor = Editor(tmp_path, client)
    world = World(editor, seed)
    for _ in range(50):
        async with asyncio.timeout(60):
            await editor.settled()
        assert client.seen() == world.expected()
        client.check_versions(editor.documents)
        for _ in range(world.rng.choice((1, 1, 2, 5))):
            if world.step():
                break
    editor.stop()
