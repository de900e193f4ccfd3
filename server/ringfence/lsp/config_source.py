"""Where `boundaries.yaml` is read from: the client's unsaved text first, else the disk."""

from __future__ import annotations

from ringfence.adapters.config_file import LoadedConfig, parse_config
from ringfence.engine.registry import all_rules
from ringfence.lsp.documents import Document
from ringfence.lsp.uris import Root
from ringfence.model.config import CONFIG_NAME

Stamp = tuple[int, int, int]


class ConfigSource:
    """The file as it was read last."""

    def __init__(self, root: Root) -> None:
        """Read the file in the folder of `root`."""
        self._file = root.file(CONFIG_NAME)
        self._stamp: Stamp | None = None

    def read(self, document: Document | None) -> LoadedConfig | None:
        """What the open document says, else the file on disk; None when there is neither."""
        self._stamp = self._stamp_on_disk()
        if document is not None:
            data = document.text.encode("utf-8", "surrogatepass")
        else:
            try:
                data = self._file.read_bytes()
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
