"""A full check of the big project from the command line: ours, tach's and import-linter's in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tests.bench.corpus import PACKAGE, Corpus
from tests.bench.figures import Figure
from tests.bench.places import peer, ringfence
from tests.bench.process import Run, median, run, tree_peak

GROUP = f"A full check of {PACKAGE}, whole process"
FOUND = (0, 1)
"""Exit codes of a check that has come to its end: clean, or with findings."""
COLD, WARM = "ringfence, no cache", "ringfence, warm cache"
TACH = "tach"
LINTER_COLD, LINTER_WARM = "import-linter, no cache", "import-linter, warm cache"


def measure(corpus: Corpus, runs: int) -> Iterator[Figure]:
    """Run every command `runs` times, one after the other, after one round that fills the caches."""
    commands: dict[str, Sequence[str]] = {
        COLD: [ringfence(), "check", "--no-cache"],
        WARM: [ringfence(), "check"],
        TACH: [peer("tach"), "check"],
        LINTER_COLD: [peer("lint-imports"), "--no-cache"],
        LINTER_WARM: [peer("lint-imports")],
    }
    corpus.forget()
    for command in commands.values():
        run(command, corpus.root, FOUND)
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    names = list(commands)
    for turn in range(runs):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            taken[name].append(run(commands[name], corpus.root, FOUND))
    yield from _times("", {name: [each.seconds for each in done] for name, done in taken.items()})
    busy = {name: [each.processor_seconds for each in done] for name, done in taken.items()}
    for figure in _times(", processor time", busy):
        yield replace(figure, goal=None)
    for name, done in taken.items():
        largest = median([each.peak_mb for each in done])
        peak = tree_peak(commands[name], corpus.root) or largest
        yield Figure(GROUP, f"{name}: peak memory with its children", peak, "MB")


def _times(suffix: str, seconds: Mapping[str, Sequence[float]]) -> Iterator[Figure]:
    pairs = (
        (COLD, TACH, 1.5),
        (COLD, LINTER_COLD, None),
        (WARM, TACH, 1.0),
        (WARM, LINTER_WARM, 1.0),
    )
    for ours, theirs, goal in pairs:
        samples = {ours: seconds[ours], theirs: seconds[theirs]}
        mine, other = median(seconds[ours]), median(seconds[theirs])
        what = ours.removeprefix("ringfence, ") + suffix
        yield Figure(GROUP, what, mine, "s", theirs, other, goal, samples)
