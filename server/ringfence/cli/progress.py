"""A progress bar for long work, where somebody is looking."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from ringfence.cli.terminal import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PATIENCE = 0.5
"""Seconds after which work is long."""


class Progress:
    """Call it with what is done and what there is in all; the bar appears only when the work turns out long."""

    def __init__(self, stream: TextIO, patience: float = _PATIENCE) -> None:
        """Show on `stream`, if that is a terminal, after `patience` seconds."""
        self._patience = patience
        self._stream = stream
        self._watched = is_terminal(stream)
        self._started = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __call__(self, done: int, total: int) -> None:
        """Move the bar."""
        if not self._watched or total == 0:
            return
        if self._bar is None:
            if time.monotonic() - self._started < self._patience or done >= total:
                return
            self._open(total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)
            self._bar.refresh()

    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        # It is moved by hand: a thread of its own must not run while worker processes are forked.
        self._bar = Bar(
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("files"),
            console=Console(file=self._stream),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task("Reading", total=total)
        self._bar.start()

    def __enter__(self) -> Self:
        """Start the clock."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
