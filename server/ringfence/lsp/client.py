"""The client as the rest of the server sees it."""

from __future__ import annotations

from dataclasses import dataclass

from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.progress import Create, Notify


@dataclass(frozen=True, slots=True)
class Client:
    """What the client can do, and how to reach it."""

    support: ClientSupport
    notify: Notify
    create_progress: Create | None = None
    """None when the client shows no progress."""
