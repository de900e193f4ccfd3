"""Where `boundaries.yaml` is read from: the client's unsaved text first, else the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ringfence.adapters.config_file import LoadedConfig, parse_config
from ringfence.adapters.config_text import read_bytes
from ringfence.engine.registry import all_rules
from ringfence.lsp.documents import Document
from ringfence.lsp.uris import Root
from ringfence.model.config import CONFIG_NAME

Stamp = tuple[int, int, int]

PAUSE = 0.1
"""Seconds without a change after which a file that is being edited is read again."""


class ConfigSource:
    """The file as it was read last."""

    def __init__(self, root: Root, pause_over: Callable[[], None]) -> None:
        """Read the file in the folder of `root`. `pause_over` is called a moment after the last `read_soon`."""
        self._file = root.file(CONFIG_NAME)
        self._pause_over = pause_over
        self._timer: asyncio.Handle | None = None
        self._stamp: Stamp | None = None

    @property
    def waits(self) -> bool:
        """Whether the file is about to be read again."""
        return self._timer is not None

    def read_soon(self) -> None:
        """The file is being edited: it is to be read when that pauses."""
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(PAUSE, self._pause_over)

    def stop(self) -> None:
        """Wait for no pause any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def read(self, document: Document | None) -> LoadedConfig | None:
        """What the open document says, else the file on disk; None when there is neither."""
        self.stop()
        self._stamp = self._stamp_on_disk()
        if document is not None:
            data = document.text.encode("utf-8", "surrogatepass")
        else:
            try:
                data = read_bytes(self._file)
            except OSError:
                return None
        return parse_config(data, CONFIG_NAME, all_rules())

    def differs_on_disk(self) -> bool:
        """Whether the file on disk is not the one any more that was there at the last `read`."""
        return self._stamp_on_disk() != self._stamp

    def _stamp_on_disk(self) -> Stamp | None:
        try:
            status = self._file.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
