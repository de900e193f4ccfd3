"""A keystroke: from `didChange` to the diagnostics that show what it did, ours and ruff's in turn."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import Corpus
from tests.bench.figures import Figure
from tests.bench.places import CACHE, EXAMPLE, BenchError, existing, peer, ringfence
from tests.bench.process import median, p95
from tests.bench.rpc import Client, Message

WARM_UP = 10
PAUSE = 0.03
"""Between two changes, so that work after an answer does not count for the next one."""
PATIENCE = 10
GROUP = "A keystroke: didChange → publishDiagnostics"
BIG_FILES = (
    "homeassistant/components/music_assistant/media_player.py",
    "homeassistant/components/zwave_js/api.py",
)
BIG_STATEMENT = "from homeassistant.components.hue.bridge import HueBridge\n"
SMALL_FILE = "aicmo/cam/internal/repository.py"
SMALL_STATEMENT = "from aicmo.domain.intake import ClientIntake\n"


class Typist:
    """Someone who has one file open in one server and adds and removes one line again and again."""

    def __init__(self, client: Client, path: Path, text: str, statement: str) -> None:
        """Open `path` with `text`, and wait until the server has looked at it."""
        self.name = client.name
        self.samples: list[float] = []
        """Milliseconds, warm-up left out."""
        self._client = client
        self._statement = statement
        self._version = 1
        self._line = first_import(text)
        self._uri = client.open(path, text)
        client.wait_for("the first diagnostics", lambda message: self._published(message) is not None)

    def type_once(self) -> None:
        """Add the line when it is not there, else remove it; the time counts from the first byte sent."""
        adds = self._version % 2 == 1
        self._version += 1
        below = {"line": self._line + (0 if adds else 1), "character": 0}
        at = {"start": {"line": self._line, "character": 0}, "end": below}
        document = {"uri": self._uri, "version": self._version}
        changes = [{"range": at, "text": self._statement if adds else ""}]
        start = time.perf_counter()
        self._client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        expected = "the violation" if adds else "the end of the violation"
        _, end = self._client.wait_for(expected, lambda m: self._published(m) is adds, PATIENCE)
        if self._version > WARM_UP + 1:
            self.samples.append((end - start) * 1e3)

    def _published(self, message: Message) -> bool | None:
        """Whether these are the diagnostics of this version, and show the violation; None for others."""
        if message.get("method") != "textDocument/publishDiagnostics":
            return None
        params = message["params"]
        if params["uri"] != self._uri or params.get("version") not in (self._version, None):
            return None
        return any(
            found["range"]["start"]["line"] == self._line and shows_violation(found) for found in params["diagnostics"]
        )


def shows_violation(diagnostic: Message) -> bool:
    """Whether it is ours about an import, or ruff's about an import that nothing uses."""
    code = str(diagnostic.get("code"))
    return code == "F401" or (diagnostic.get("source") == "ringfence" and code.endswith("-import"))


def first_import(text: str) -> int:
    """The line of the first import that is not from `__future__`: where the statement is added."""
    for number, line in enumerate(text.splitlines()):
        if line.startswith(("import ", "from ")) and "__future__" not in line:
            return number
    raise BenchError("The file to type in has no import at the start of a line: choose another one.")


@dataclass(frozen=True, slots=True)
class Scene:
    """One file that is open in one server."""

    name: str
    command: Sequence[str]
    root: Path
    path: Path
    text: str
    statement: str


def measure(corpus: Corpus, changes: int) -> Iterator[Figure]:
    """Type in the big files and in the example, `changes` times after the warm-up each."""
    small = copy_of_example()
    for name in BIG_FILES:
        yield from _big(corpus, small, corpus.root / name, changes)
    yield from _small(small, changes)


def copy_of_example() -> Path:
    """A fresh copy of the example, so that nothing is written beside the real one."""
    existing(EXAMPLE / "boundaries.yaml", "the small project of the bench is the example")
    copy = CACHE / "agency"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns(".*"))
    (copy / "ruff.toml").write_text("")
    return copy


def _big(corpus: Corpus, small: Path, path: Path, changes: int) -> Iterator[Figure]:
    text = path.read_text()
    twin = (small / SMALL_FILE).with_name("bench_twin.py")
    twin.write_text(text)
    ours, ruff = [ringfence(), "server"], [peer("ruff"), "server"]
    typists = _type_in_turn(
        (
            Scene("ringfence-big", ours, corpus.root, path, text, BIG_STATEMENT),
            Scene("ruff-big", ruff, corpus.root, path, text, BIG_STATEMENT),
            Scene("ringfence-small", ours, small, twin, text, SMALL_STATEMENT),
        ),
        changes,
    )
    twin.unlink()
    big, other, same = typists
    lines = f"{text.count(chr(10)):,} lines, {corpus.files:,} files"
    yield from _pair(lines, big, "ruff", other, goals=(None, 2))
    yield from _pair(f"{lines}, same text", big, "in examples/agency", same, goals=(1.5, 1.5))


def _small(small: Path, changes: int) -> Iterator[Figure]:
    path = small / SMALL_FILE
    text = path.read_text()
    ours, ruff = _type_in_turn(
        (
            Scene("ringfence-agency", [ringfence(), "server"], small, path, text, SMALL_STATEMENT),
            Scene("ruff-agency", [peer("ruff"), "server"], small, path, text, SMALL_STATEMENT),
        ),
        changes,
    )
    yield from _pair(f"{text.count(chr(10)):,} lines, examples/agency", ours, "ruff", ruff, goals=(None, None))


def _type_in_turn(scenes: Sequence[Scene], changes: int) -> list[Typist]:
    """Open all scenes at once and type one change after the other in each, the order turning."""
    with ExitStack() as stack:
        typists = []
        for scene in scenes:
            client = stack.enter_context(Client(scene.name, scene.command, scene.root))
            client.initialize()
            if scene.name.startswith("ringfence"):
                client.wait_until_idle()
            typists.append(Typist(client, scene.path, scene.text, scene.statement))
        for turn in range(WARM_UP + changes):
            first = turn % len(typists)
            for typist in typists[first:] + typists[:first]:
                typist.type_once()
                time.sleep(PAUSE)
    return typists


def _pair(
    what: str, ours: Typist, beside: str, theirs: Typist, goals: tuple[float | None, float | None]
) -> Iterator[Figure]:
    samples = {ours.name: ours.samples, theirs.name: theirs.samples}
    for name, of, goal in (("median", median, goals[0]), ("p95", p95, goals[1])):
        label = f"{what}, {name}"
        yield Figure(GROUP, label, of(ours.samples), "ms", beside, of(theirs.samples), goal, samples)
