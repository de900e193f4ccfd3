"""The client as the rest of the server sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.progress import Create, Notify
from ringfence.lsp.to_lsp import Json


class Channel(Protocol):
    """The one way on which this client gets its diagnostics."""

    def show(self, uri: str, diagnostics: list[Json], version: int | None) -> None:
        """Let the client show these at `uri`, and nothing else any more; `version` is that of the open text."""


@dataclass(frozen=True, slots=True)
class Client:
    """What the client can do, and how to reach it."""

    support: ClientSupport
    notify: Notify
    channel: Channel
    create_progress: Create | None = None
    """None when the client shows no progress."""
