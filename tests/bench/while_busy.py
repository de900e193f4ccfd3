"""The server while it has much to do: typing while it reads, giving up, going away, another config for every file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from tests.bench.corpus import Corpus
from tests.bench.figures import Figure
from tests.bench.keystroke import BIG_FILES, BIG_STATEMENT, PAUSE, Typist
from tests.bench.places import BenchError, ringfence
from tests.bench.process import median, p95
from tests.bench.rpc import Client, Message

GROUP = "The server in the big project, while it has much to do"
SETTLING = 3.0
REST = 0.4
"""Seconds between two keystrokes of somebody who thinks: long enough for work in the background to begin."""
READ = 70
"""The percentage of the progress from which on all files are read, and judged."""
IDLE = 60
"""Keystrokes that are measured while there is nothing else to do."""
CANCELLED = -32800
SETTLED = "rules:\n"
QUIETER = "rules:\n  forbidden-import: warning\n"
ERROR, WARNING = 1, 2


def measure(corpus: Corpus, runs: int) -> Iterator[Figure]:
    """Start the server `runs` times without a cache and keep it busy; then do the same for each way to go."""
    path = corpus.root / BIG_FILES[0]
    typed: dict[str, list[float]] = {"read": [], "judged": [], "idle": []}
    cancelled: list[float] = []
    changed: list[float] = []
    for _ in range(runs):
        corpus.forget()
        with Client("ringfence-busy", [ringfence(), "server"], corpus.root) as client:
            client.initialize()
            typist = Typist(client, path, path.read_text(), BIG_STATEMENT)
            typed["read"] += _type(typist, PAUSE, lambda client=client: client.percentage < READ)  # type: ignore[misc]
            typed["judged"] += _type(typist, REST, lambda client=client: not client.ended)  # type: ignore[misc]
            client.wait_until_idle()
            changed += _change_config(client, corpus)
            typed["idle"] += _type(typist, PAUSE, lambda typist=typist: len(typist.samples) < IDLE)  # type: ignore[misc]
            cancelled += _cancel(client, 10)
    for when, goal in (("read", 1.5), ("judged", None)):
        for name, of in (("median", median), ("p95", p95)):
            label = f"a keystroke while the project is {when}, {name}"
            samples = {each: typed[each] for each in (when, "idle")}
            yield Figure(GROUP, label, of(typed[when]), "ms", "idle", of(typed["idle"]), goal, samples)
    yield Figure(
        GROUP,
        "$/cancelRequest of a module map → answer, the slowest",
        max(cancelled),
        "ms",
        goal=20,
        samples={"all": cancelled},
    )
    label = "a severity edited in boundaries.yaml → findings of all files told"
    yield Figure(GROUP, label, median(changed), "s", goal=1, samples={"all": changed})
    yield from _ends(corpus, runs)


def _type(typist: Typist, pause: float, goes_on: Callable[[], bool]) -> list[float]:
    """Milliseconds of one keystroke after the other."""
    typist.samples = []
    while goes_on():
        typist.type_once()
        time.sleep(pause)
    if not typist.samples:
        raise BenchError("The project was read too fast to type meanwhile: choose a bigger one.")
    return typist.samples


def _cancel(client: Client, times: int) -> list[float]:
    """Milliseconds from the cancellation of a search through everything to its answer."""
    samples = []
    for _ in range(times):
        number = client.ask("workspace/executeCommand", {"command": "ringfence.moduleMap", "arguments": []})
        time.sleep(PAUSE)
        start = time.perf_counter()
        client.notify("$/cancelRequest", {"id": number})
        answer, end = client.wait_for("the answer", lambda message, number=number: message.get("id") == number)  # type: ignore[misc]
        if answer.get("error", {}).get("code") == CANCELLED:
            samples.append((end - start) * 1e3)
    if not samples:
        raise BenchError("Every answer came before its cancellation: ask for something that takes longer.")
    return samples


def _change_config(client: Client, corpus: Corpus) -> list[float]:
    """Seconds from an edit of `boundaries.yaml` to the last finding that it changes, there and back."""
    path = corpus.root / "boundaries.yaml"
    text = path.read_text()
    uri = client.open(path, text)
    # Opening it has it read again, which is another matter.
    time.sleep(SETTLING)
    waiting = {uri for uri, found in client.published.items() if _severities(found)}
    samples = []
    for version, (new, severity) in enumerate(((text.replace(SETTLED, QUIETER), WARNING), (text, ERROR)), 2):
        start = time.perf_counter()
        document = {"uri": uri, "version": version}
        client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": new}]})
        _, end = client.wait_for("the findings", _all_have(client, waiting, severity))
        samples.append(end - start)
    return samples


def _all_have(client: Client, uris: set[str], severity: int) -> Callable[[Message], bool]:
    return lambda _: all(_severities(client.published.get(uri, [])) == {severity} for uri in uris)


def _severities(found: list[Message]) -> set[int]:
    return {each["severity"] for each in found if each["code"] == "forbidden-import"}


def _ends(corpus: Corpus, runs: int) -> Iterator[Figure]:
    for label, end in (("shutdown and exit", _say_goodbye), ("the end of its input", Client.hang_up)):
        samples = []
        for _ in range(runs):
            corpus.forget()
            with Client("ringfence-end", [ringfence(), "server"], corpus.root) as client:
                client.initialize()
                client.wait_for("progress", _is_reading)
                start = time.perf_counter()
                end(client)
                client.wait_for_end()
                samples.append(time.perf_counter() - start)
        what = f"{label} while the project is read → no process is left"
        yield Figure(GROUP, what, max(samples), "s", goal=1, samples={"all": samples})


def _say_goodbye(client: Client) -> None:
    client.ask("shutdown", None)
    client.notify("exit", None)


def _is_reading(message: Message) -> bool:
    if message.get("method") != "$/progress":
        return False
    return bool(message["params"]["value"].get("percentage", 0) >= 10)
