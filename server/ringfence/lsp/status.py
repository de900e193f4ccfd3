"""What the server is doing, for a client that shows it: the notification `ringfence/status`."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from lsprotocol.types import WORKSPACE_CODE_LENS_REFRESH

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
        if self._timer is None and (self.wanted or self.has_lenses):
            self._timer = asyncio.get_running_loop().call_later(_PAUSE, self._tell)

    @property
    def has_lenses(self) -> bool:
        """Whether the client shows code lenses, whose figures change with findings and imports."""
        support = self._server.protocol.support
        return support.refreshes_code_lenses and any(each.settings.code_lens for each in self._server.repositories)

    def _tell(self) -> None:
        self._timer = None
        now = self.now() if self.wanted else {}
        if now != self._told:
            self._told = now
            self._server.protocol.notify_json(METHOD, now)
        if self.has_lenses and not any(repository.busy for repository in self._server.repositories):
            self._server.protocol.send_request(WORKSPACE_CODE_LENS_REFRESH, None)

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
        unusable = [repository for repository in repositories if not repository.findings.config_usable]
        if any(repository.session is None for repository in unusable):
            return (
                "broken",
                "boundaries.yaml cannot be used as it is, so nothing is checked. Correct what is marked in it.",
            )
        if unusable:
            return "broken", "boundaries.yaml cannot be used as it is. The last good one is in force."
        if any(repository.loading.shows for repository in repositories):
            return "indexing", "The workspace is being read."
        if any(repository.loading.given_up for repository in repositories):
            return "ready", "Only open files are checked, since reading was stopped. Restart the index to check all."
        modules = sum(len(repository.project.modules) for repository in repositories)
        return "ready", "1 module is checked." if modules == 1 else f"{modules} modules are checked."
