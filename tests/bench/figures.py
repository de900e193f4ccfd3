"""A measured figure beside its goal, and the ways to show many: table, Markdown, JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

from tests.bench.places import BenchError

BEGIN = "<!-- bench:begin -->"
END = "<!-- bench:end -->"
HEADINGS = ("Measured", "ringfence", "beside it", "ratio", "goal", "reached")

PIPE_WIDTH = 150
"""Columns of the table where there is no terminal to fit into."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    group: str
    what: str
    ours: float
    unit: Literal["ms", "s", "MB", ""]
    beside: str = ""
    """What the figure is held against: another tool, or ourselves somewhere else."""
    theirs: float | None = None
    goal: float | None = None
    """The most that the ratio may be; without anything beside it, the most that the figure may be."""
    samples: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """The single measurements, by contestant, in the unit of the figure."""

    @property
    def ratio(self) -> float | None:
        """Ours divided by theirs."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        judged = self.ratio if self.beside else self.ours
        return None if self.goal is None or judged is None else judged <= self.goal


def cells(figure: Figure) -> tuple[str, ...]:
    """The figure as the six cells of its table row."""
    theirs = "" if figure.theirs is None else f"{_amount(figure.theirs, figure.unit)} {figure.beside}"
    goal = "" if figure.goal is None else f"≤ {figure.goal:g} ×" if figure.beside else ""
    if figure.goal is not None and not figure.beside:
        goal = f"≤ {figure.goal:g} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    reached = {None: "", True: "reached", False: "not reached"}[figure.reached]
    return figure.what, _amount(figure.ours, figure.unit), theirs, ratio, goal, reached


def machine() -> str:
    """The machine, the Python and the day of a measurement, in one line."""
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores, {_processor()}, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def show(figures: Iterable[Figure], notes: Iterable[str]) -> None:
    """Print the table and the notes below it."""
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    table = Table(*HEADINGS, title="ringfence bench", caption=machine())
    group = ""
    for figure in figures:
        if figure.group != group:
            group = figure.group
            table.add_section()
            table.add_row(f"[bold]{group}")
        style = {None: "", True: "green", False: "yellow"}[figure.reached]
        table.add_row(*cells(figure), style=style)
    console.print(table)
    for note in notes:
        console.print(f"- {note}", highlight=False, markup=False)


def write_json(path: Path, figures: Iterable[Figure], notes: Iterable[str]) -> None:
    """Write every figure with its samples to `path`."""
    rows = [asdict(figure) | {"ratio": figure.ratio, "reached": figure.reached} for figure in figures]
    report = {"machine": machine(), "argv": sys.argv[1:], "figures": rows, "notes": list(notes)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n")


def write_markdown(path: Path, figures: Iterable[Figure], notes: Iterable[str]) -> None:
    """Put the table between the markers of the document at `path`."""
    before, begin, rest = path.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BenchError(f"{path.name} has lost its markers: put {BEGIN} and {END} around the table.")
    table = "\n".join(_markdown(figures, notes))
    path.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}")


def _markdown(figures: Iterable[Figure], notes: Iterable[str]) -> Iterator[str]:
    yield f"Measured {machine()}."
    group = ""
    for figure in figures:
        if figure.group != group:
            group = figure.group
            yield f"\n**{group}**\n"
            yield f"| {' | '.join(HEADINGS)} |"
            yield "|---|--:|--:|--:|--:|---|"
        yield f"| {' | '.join(cells(figure))} |"
    yield ""
    yield from (f"- {note}" for note in notes)


def _amount(value: float, unit: str) -> str:
    if unit == "s":
        return f"{value:.2f} s"
    if unit == "ms":
        return f"{value:.1f} ms"
    return f"{value:,.0f} {unit}".rstrip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    named = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return named or platform.machine()
