"""Work-done progress: how far the reading of a workspace is.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workDoneProgress
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any

Create = Callable[[str], "Future[Any]"]
"""Asks the client to show the progress of a token."""
Notify = Callable[[str, dict[str, Any]], None]

_TOKENS = count(1)


class Progress:
    """One piece of work that the client shows, from its creation to `end`; a client that cannot sees nothing."""

    def __init__(self, title: str, create: Create | None, notify: Notify) -> None:
        """Ask the client to show `title`; without `create` nothing is ever sent."""
        self._title = title
        self.token = f"ringfence/{next(_TOKENS)}"
        self._notify = notify
        self._begun = False
        self._ended = create is None
        self._percentage = 0
        if create is not None:
            create(self.token).add_done_callback(self._created)

    def report(self, percentage: int, message: str) -> None:
        """Say how far the work is; what is not further than before is not sent."""
        if percentage > self._percentage:
            self._percentage = percentage
            if self._begun and not self._ended:
                self._send({"kind": "report", "percentage": percentage, "message": message})

    def end(self) -> None:
        """The work is done, or given up."""
        if not self._ended:
            self._ended = True
            if self._begun:
                self._send({"kind": "end"})

    def _created(self, answer: Future[Any]) -> None:
        if answer.cancelled() or answer.exception() is not None:
            self._ended = True
            return
        self._begun = True
        self._send({"kind": "begin", "title": self._title, "cancellable": True, "percentage": self._percentage})
        if self._ended:
            self._send({"kind": "end"})

    def _send(self, value: dict[str, Any]) -> None:
        self._notify("$/progress", {"token": self.token, "value": value})
