"""A server that is left running: after 20,000 edits it holds no more than after half of them, and is right."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from statistics import median

import pytest

from tests.lsp.client import Client, Json

EDITS = 20_000
BURST = 10
FILES = 20
SAMPLES = 40
EXAMPLE = Path(__file__).parents[2] / "examples" / "agency"
STATEMENTS = (
    "import os\n",
    "from aicmo.domain.intake import ClientIntake\n",
    "from aicmo.cam.internal.models import LeadDB\n",
    "from aicmo.cam.api.dtos import LeadDTO  # ringfence: ignore[private-import]\n",
    "class Added{number}:\n    pass\n",
    "from aicmo.cam.internal.new_{number} import Added{number}\n",
    "def added_{number}(session):\n    session.add(ClientIntake())\n    return session.query(LeadDB).all()\n",
    "async def unfinished(\n",
    "text = '''\n",
    "x = 'aé€😀'\n",
)
"""What is typed: imports that break a boundary, names that others may want, writes, and what does not parse.

Names never come again: what is remembered by name must be forgotten as well.
"""


PAUSES = 60
"""How often nobody types for a moment, so that other files are judged again."""
_NUMBERS = count()


class Typist:
    """Someone who adds and removes lines in one open file."""

    def __init__(self, client: Client, path: str, rng: random.Random) -> None:
        self.lines = (client.root / path).read_text().splitlines(keepends=True)
        self.path = path
        self.version = 1
        self.uri = client.open(path)
        self._client = client
        self._rng = rng
        self._most = len(self.lines) + 40

    def type(self) -> None:
        """One edit: a statement more, or some lines less."""
        at = self._rng.randint(0, len(self.lines))
        adds = self._rng.random() < (0.5 if len(self.lines) < self._most else 0.2)
        new = self._rng.choice(STATEMENTS).format(number=next(_NUMBERS)) if adds else ""
        last = at if adds else min(len(self.lines), at + self._rng.randint(1, 3))
        self.lines[at:last] = new.splitlines(keepends=True)
        self.version += 1
        where = {"start": {"line": at, "character": 0}, "end": {"line": last, "character": 0}}
        self._client.change(self.uri, self.version, {"range": where, "text": new})


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells what a process holds")
def test_a_server_holds_no_more_after_many_edits_and_is_right(tmp_path: Path) -> None:
    root = shutil.copytree(EXAMPLE, tmp_path / "agency", ignore=shutil.ignore_patterns(".*"))
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py") if path.stat().st_size > 500)
    rng = random.Random(4)
    with Client(root) as client:
        client.start()
        client.wait_until_read()
        typists = [Typist(client, path, rng) for path in paths[:FILES]]
        assert len(typists) == FILES
        held = []
        for burst in range(EDITS // BURST):
            typist = rng.choice(typists)
            for _ in range(BURST):
                typist.type()
            client.diagnostics(typist.uri, typist.version)
            # What it has said is not kept either: a search through all of it would take longer and longer.
            client.messages.clear()
            if burst % (EDITS // BURST // PAUSES) == 0:
                time.sleep(0.4)
            if burst % (EDITS // BURST // SAMPLES) == 0:
                held.append(_held(client.process.pid))
        _check(held)
        assert "".join(client.stderr) + "".join(client.log()) == ""
        _check_findings(client, typists, root)


def _held(pid: int) -> tuple[float, int, int]:
    """Megabytes, threads and open files of a process."""
    process = Path(f"/proc/{pid}")
    megabytes = int((process / "statm").read_text().split()[1]) * 4096 / 1e6
    return megabytes, len(list((process / "task").iterdir())), len(list((process / "fd").iterdir()))


def _check(held: Sequence[tuple[float, int, int]]) -> None:
    middle, end = held[SAMPLES // 2 - 5 : SAMPLES // 2 + 5], held[-5:]
    megabytes = [median(each[0] for each in part) for part in (middle, end)]

    assert megabytes[1] < megabytes[0] * 1.05, held
    for number in (1, 2):
        assert max(each[number] for each in end) <= max(each[number] for each in middle), held


def _check_findings(client: Client, typists: Sequence[Typist], root: Path) -> None:
    """A new server that is shown the same texts finds the same."""
    with Client(root) as fresh:
        fresh.start()
        for typist in typists:
            fresh.open(typist.path, "".join(typist.lines))
        fresh.wait_until_read()
        fresh.wait_until(lambda: bool(fresh.published))
        client.wait_until(lambda: _comparable(client) == _comparable(fresh))


def _comparable(client: Client) -> dict[str, list[Json]]:
    return {uri: sorted(found, key=repr) for uri, found in client.published.items()}
