"""`python -m tests.bench`: measure everything, show the table, and on request write it into the documentation."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench import agreement, figures, full_check, keystroke, startup, while_busy
from tests.bench.corpus import Corpus, pins, prepare
from tests.bench.figures import Figure
from tests.bench.places import PERFORMANCE, RESULTS, BenchError, alone


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bench, and how often it measures each thing."""

    measure: Callable[[Corpus, int], Iterator[Figure]]
    times: int
    quick: int


PARTS: Mapping[str, Part] = {
    "keystroke": Part(keystroke.measure, 100, 20),
    "check": Part(full_check.measure, 5, 1),
    "startup": Part(startup.measure, 5, 1),
    "busy": Part(while_busy.measure, 3, 1),
}
BUSY = 0.5
"""The load average from which a note says that the machine was not idle."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the chosen parts; 0 when all could be measured, whatever the figures say, else 2."""
    options = _parser().parse_args(argv)
    if options.write and (options.quick or options.only):
        print("Only a full run is written into the documentation: leave out --quick and --only.", file=sys.stderr)
        return 2
    try:
        with alone():
            measured, notes = _run(options.only or list(PARTS), options.quick)
        figures.write_json(RESULTS, measured, notes)
        figures.show(measured, notes)
        if options.write:
            figures.write_markdown(PERFORMANCE, measured, notes)
    except (BenchError, TimeoutError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    return 0


def _run(names: Sequence[str], quick: bool) -> tuple[list[Figure], list[str]]:
    busy = os.getloadavg()[0]
    _say("preparing the big project and the other tools")
    corpus = prepare()
    measured: list[Figure] = []
    for name in names:
        part = PARTS[name]
        times = part.quick if quick else part.times
        _say(f"measuring: {name}, {times} times each")
        measured += part.measure(corpus, times)
        figures.write_json(RESULTS, measured, [])
    notes = [f"Beside ringfence: {', '.join(pins())}."]
    if "check" in names:
        notes += agreement.notes(corpus)
    if busy > BUSY:
        notes.append(f"The machine had other work when the run began (load {busy:.1f}): times are too high.")
    if quick:
        notes.append("A quick run: too few measurements to quote.")
    return measured, notes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few measurements, to see that everything works")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="run this part; may be repeated")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PERFORMANCE.name}")
    return parser


def _say(text: str) -> None:
    print(f"bench: {text} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
