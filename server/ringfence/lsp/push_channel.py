"""Diagnostics for a client that is told about them: `textDocument/publishDiagnostics`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_publishDiagnostics
"""

from __future__ import annotations

from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.progress import Notify
from ringfence.lsp.to_lsp import Json


class PushChannel:
    """Sends every list of diagnostics at once."""

    def __init__(self, support: ClientSupport, notify: Notify) -> None:
        """Send with `notify` to a client with `support`."""
        self._support = support
        self._notify = notify

    def show(self, uri: str, diagnostics: list[Json], version: int | None) -> None:
        """Let the client show these at `uri`, and nothing else any more; `version` is that of the open text."""
        params: Json = {"uri": uri, "diagnostics": diagnostics}
        if version is not None and self._support.versions:
            params["version"] = version
        self._notify("textDocument/publishDiagnostics", params)
