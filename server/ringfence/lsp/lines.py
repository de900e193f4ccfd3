"""The text of any file of the repository, and its lines for the conversion of columns: unsaved ones first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from ringfence.adapters.disk_texts import DiskTexts
from ringfence.lsp.documents import Document, split_lines
from ringfence.lsp.positions import Encoding
from ringfence.lsp.uris import Root
from ringfence.model.rule import Texts

DocumentAt = Callable[[str], Document | None]
"""The open document of a project path; None when it is not open."""

_KEPT = 512


def current_texts(root: Root, document_at: DocumentAt, config_path: str) -> Texts:
    """The texts by project path: those of open documents, and from disk all as of one moment."""
    disk = DiskTexts(root.folder, config_path)

    def text(path: str) -> str | None:
        document = document_at(path)
        return document.source if document is not None else disk(path)

    return text


class LineIndex:
    """Answers `to_lsp.Lines`: open documents as the client has them, other files as they are on disk."""

    def __init__(
        self,
        root: Root,
        encoding: Encoding,
        document_at: DocumentAt,
        state_of: Callable[[str], object],
        config_path: str,
    ) -> None:
        """Read below `root`. What is kept of a file holds as long as `state_of` its path gives the same object."""
        self._root = root
        self._encoding = encoding
        self._document_at = document_at
        self._state_of = state_of
        self._config_path = config_path
        self._kept: OrderedDict[str, tuple[object, Sequence[str] | None]] = OrderedDict()

    def __call__(self, path: str) -> Sequence[str] | None:
        """The lines of the file at a project path; None when no column in it needs a conversion."""
        document = self._document_at(path)
        if document is not None:
            return document.lines
        if self._encoding is Encoding.UTF32:
            return None
        state = self._state_of(path)
        kept = self._kept.get(path)
        if kept is None or kept[0] is not state:
            text = DiskTexts(self._root.folder, self._config_path)(path)
            kept = self._kept[path] = (state, None if text is None or text.isascii() else split_lines(text))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept[1]
