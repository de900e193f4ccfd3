"""From the spawn to the first answers: the server in the big project, the command line in the small one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.corpus import Corpus
from tests.bench.figures import Figure
from tests.bench.keystroke import BIG_FILES, BIG_STATEMENT, copy_of_example, first_import, shows_violation
from tests.bench.places import BenchError, ringfence
from tests.bench.process import TreeMemory, median, run
from tests.bench.rpc import Client, Message

SERVER = "The server in the big project"
COMMAND = "The command line"
FORBIDDEN = ("pygls", "lsprotocol")


def measure(corpus: Corpus, runs: int) -> Iterator[Figure]:
    """Start the server cold and warm and the command line, `runs` times each."""
    yield from _server(corpus, runs)
    yield from _command_line(copy_of_example(), runs)


def _server(corpus: Corpus, runs: int) -> Iterator[Figure]:
    answered: list[float] = []
    first: dict[str, list[float]] = {"cold": [], "warm": []}
    idle: dict[str, list[float]] = {"cold": [], "warm": []}
    peaks: dict[str, list[float]] = {"cold": [], "warm": []}
    for _ in range(runs):
        corpus.forget()
        for cache in ("cold", "warm"):
            seconds = _start(corpus, cache)
            answered.append(seconds[0])
            first[cache].append(seconds[1])
            idle[cache].append(seconds[2])
            peaks[cache].append(seconds[3])
    yield Figure(SERVER, "spawn → initialize answered", median(answered), "s", samples={"all": answered})
    for cache, what in (("cold", "no cache"), ("warm", "warm cache")):
        samples = {cache: first[cache]}
        label = f"spawn → first diagnostics of an opened file, {what}"
        yield Figure(SERVER, label, median(first[cache]), "s", goal=1.5, samples=samples)
    for cache, what in (("cold", "no cache"), ("warm", "warm cache")):
        samples = {cache: idle[cache]}
        yield Figure(SERVER, f"spawn → everything indexed, {what}", median(idle[cache]), "s", samples=samples)
    for cache, what in (("cold", "no cache"), ("warm", "warm cache")):
        label = f"peak memory of the server and its children, {what}"
        yield Figure(SERVER, label, max(peaks[cache]), "MB", goal=400, samples={cache: peaks[cache]})


def _start(corpus: Corpus, cache: str) -> tuple[float, float, float, float]:
    """Seconds from the spawn to initialize, to the violation shown, to the end of indexing; peak MB."""
    path = corpus.root / BIG_FILES[0]
    lines = path.read_text().splitlines(keepends=True)
    at = first_import("".join(lines))
    text = "".join([*lines[:at], BIG_STATEMENT, *lines[at:]])
    with Client(f"ringfence-start-{cache}", [ringfence(), "server"], corpus.root) as client:
        with TreeMemory(client.pid) as memory:
            answered = client.initialize()
            uri = client.open(path, text)
            _, shown = client.wait_for("the violation", lambda message: _shows(message, uri, at))
            ended = client.wait_until_idle()
        if not ended:
            raise BenchError("The server announced no indexing: it has to report work-done progress.")
        return answered, shown - client.spawned, client.idle_since - client.spawned, memory.peak_mb


def _shows(message: Message, uri: str, line: int) -> bool:
    if message.get("method") != "textDocument/publishDiagnostics" or message["params"]["uri"] != uri:
        return False
    found = message["params"]["diagnostics"]
    return any(each["range"]["start"]["line"] == line and shows_violation(each) for each in found)


def _command_line(example: Path, runs: int) -> Iterator[Figure]:
    python = [sys.executable, "-c", "pass"]
    version = [ringfence(), "--version"]
    check = [ringfence(), "check"]
    commands: Sequence[Sequence[str]] = (python, version, check)
    taken: list[list[float]] = [[], [], []]
    for _ in range(runs + 1):
        for command, seconds in zip(commands, taken, strict=True):
            seconds.append(run(command, example, (0, 1)).seconds * 1e3)
    bare, started, checked = (median(seconds[1:]) for seconds in taken)
    samples = {"python": taken[0][1:], "version": taken[1][1:], "check": taken[2][1:]}
    label = "`ringfence --version`, whole process"
    yield Figure(COMMAND, label, started, "ms", goal=150, samples=samples)
    yield Figure(COMMAND, "of this, Python itself (`python -c pass`)", bare, "ms")
    imports = [_import_ms(example) for _ in range(runs)]
    label = "imports of `ringfence check`, summed by Python"
    yield Figure(COMMAND, label, median(imports), "ms", goal=150, samples={"imports": imports})
    yield Figure(COMMAND, "`ringfence check` in examples/agency, whole process", checked, "ms")


def _import_ms(example: Path) -> float:
    """What Python says that the imports of a check took; stops when the server's libraries are among them."""
    log = run([sys.executable, "-X", "importtime", "-m", "ringfence", "check"], example, (0, 1)).stderr
    rows = re.findall(r"^import time:\s+(\d+) \|\s+\d+ \| +(\S+)$", log, re.MULTILINE)
    for _, name in rows:
        if name.partition(".")[0] in FORBIDDEN:
            raise BenchError(f"`ringfence check` imports {name}: only the server may.")
    return sum(int(own) for own, _ in rows) / 1000
