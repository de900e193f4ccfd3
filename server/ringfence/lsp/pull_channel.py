"""Diagnostics for a client that asks for them: `textDocument/diagnostic` and `workspace/diagnostic`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_pullDiagnostics
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from ringfence.lsp.to_lsp import Json

_PAUSE = 0.2
"""Seconds in which changes are gathered before the client is told that there are any."""
_CLOSED = 1.0
"""Seconds after which a client is done with closing a document, and takes what is said about all files for it."""
_NO_ID = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the client is to show at one URI."""

    items: list[Json] = field(default_factory=list)
    version: int | None = None
    result_id: str = _NO_ID
    """The same for the same items, in this process and every other one."""

    def full(self) -> Json:
        """The report for a client that has another one, or none."""
        return {"kind": "full", "resultId": self.result_id, "items": self.items}

    def unchanged(self) -> Json:
        """The report for a client that has it already."""
        return {"kind": "unchanged", "resultId": self.result_id}


NOTHING = Report(result_id="none")


class PullChannel:
    """Keeps the reports until the client asks for them, and tells it when asking is worth it."""

    def __init__(self, refresh: Callable[[], None]) -> None:
        """`refresh` asks the client to ask again about its open documents."""
        self._refresh = refresh
        self._reports: dict[str, Report] = {}
        self._fetched: dict[str, str] = {}
        """The result ids that the client was given for single documents."""
        self._shown: set[str] = set()
        """The open documents in which the client was told of findings, whatever it was told since."""
        self._closed: set[str] = set()
        """What the client has closed since the last answer about all files, and showed findings in."""
        self._news = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    # What is found

    def show(self, uri: str, diagnostics: list[Json], version: int | None) -> None:
        """Let the client show these at `uri`, and nothing else any more; `version` is that of the open text."""
        before = self._reports.get(uri, NOTHING)
        report = Report(diagnostics, version, _result_id(diagnostics)) if diagnostics else NOTHING
        if diagnostics:
            self._reports[uri] = report
        else:
            self._reports.pop(uri, None)
        if report.result_id != before.result_id and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PAUSE, self._tell)

    def forget(self, uri: str) -> None:
        """The client has closed a document: it asks no more about it.

        A client may drop the answer to its last question; then it hears of an empty file with all others.
        """
        known = self._fetched.pop(uri, NOTHING.result_id)
        if known != NOTHING.result_id or uri in self._shown:
            asyncio.get_running_loop().call_later(_CLOSED, self._let_go, uri)

    def _let_go(self, uri: str) -> None:
        self._shown.discard(uri)
        if uri not in self._fetched:
            self._closed.add(uri)
            self._news.set()

    def _tell(self) -> None:
        self._timer = None
        self._news.set()
        # What was asked for since its change needs no second asking.
        current = {uri: self._reports.get(uri, NOTHING).result_id for uri in self._fetched}
        if current != self._fetched:
            # One asking is enough for each change, whether the client shows the document now or later.
            self._fetched = current
            self._refresh()

    # What the client asks

    def document(self, uri: str, known: str | None, *, is_open: bool) -> Json:
        """The report of one document, for a client that has the one with the result id `known`."""
        report = self._reports.get(uri, NOTHING)
        if is_open:
            self._fetched[uri] = report.result_id
            self._shown.update({uri} if report.items else ())
        return report.unchanged() if known == report.result_id else report.full()

    async def workspace(self, known: Mapping[str, str]) -> list[Json]:
        """The reports of all documents that differ from those with the result ids `known`, by URI.

        Waits until there is one: a client asks again as soon as it was answered.
        """
        while True:
            changed = list(self._changed(known))
            self._closed.clear()
            if changed:
                return changed
            self._news.clear()
            await self._news.wait()

    def _changed(self, known: Mapping[str, str]) -> Iterator[Json]:
        for uri, report in self._reports.items():
            if known.get(uri) != report.result_id:
                yield report.full() | {"uri": uri, "version": report.version}
        for uri, result_id in known.items():
            if uri not in self._reports and result_id not in (NOTHING.result_id, _NO_ID):
                yield NOTHING.full() | {"uri": uri, "version": None}
        for uri in self._closed - self._reports.keys() - known.keys():
            yield NOTHING.full() | {"uri": uri, "version": None}


def _result_id(diagnostics: list[Json]) -> str:
    return blake2b(json.dumps(diagnostics).encode(), digest_size=8).hexdigest()
