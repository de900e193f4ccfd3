"""What the server is doing, for a client that shows it: the notification `ringfence/status`."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from ringfence.model.diagnostic import Severity

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json

METHOD = "ringfence/status"
_PAUSE = 0.2
"""Seconds in which changes are gathered before the client is told."""


class Status:
    """Tells the client, whenever something has changed, how things stand; nothing to one that did not ask for it."""

    def __init__(self, server: RingfenceServer) -> None:
        """Speak of the repositories of `server`."""
        self.wanted = False
        """Whether the client has asked for it."""
        self._server = server
        self._timer: asyncio.TimerHandle | None = None
        self._revision = 0
        self._told: Json = {}

    def touch(self) -> None:
        """Something may be other than it was told."""
        self._revision += 1
        if self.wanted and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PAUSE, self._tell)

    def _tell(self) -> None:
        self._timer = None
        now = self.now()
        if now != self._told:
            self._told = now
            self._server.protocol.notify_json(METHOD, now)

    def now(self) -> Json:
        """How things stand: the parameters of the notification."""
        state, message = self._state()
        counts = Counter[Severity]()
        for repository in self._server.repositories:
            counts.update(repository.publisher.counts)
        findings = {severity.value: counts[severity] for severity in Severity if severity is not Severity.OFF}
        return {"state": state, "message": message, "findings": findings, "revision": self._revision}

    def _state(self) -> tuple[str, str]:
        repositories = list(self._server.repositories)
        if not repositories:
            return "off", "There is no boundaries.yaml here. Create one to have boundaries checked."
        if any(not repository.findings.config_usable for repository in repositories):
            return "broken", "boundaries.yaml cannot be used as it is. The last good one is in force."
        if any(repository.loading.shows for repository in repositories):
            return "indexing", "The workspace is being read."
        if any(repository.loading.given_up for repository in repositories):
            return "ready", "Only open files are checked, since reading was stopped. Restart the index to check all."
        modules = sum(len(repository.project.modules) for repository in repositories)
        return "ready", "1 module is checked." if modules == 1 else f"{modules} modules are checked."
