"""The texts of a repository as they stand on disk, each read once, with the bytes that it was made of."""

from __future__ import annotations

import codecs
import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from ringfence.model.edit import is_inside
from ringfence.syntax.decode import DEFAULT_ENCODING, Decoded, decode

_MAX_BYTES = 20_000_000


class Original(NamedTuple):
    """A file as it was read."""

    data: bytes
    decoded: Decoded

    @property
    def digest(self) -> bytes:
        """Of the bytes, as in `fact_cache.FactRecord`."""
        return hashlib.blake2b(self.data, digest_size=16).digest()


class DiskTexts:
    """Answers `model.rule.Texts` from disk. What was read once is not read again, so all answers fit together."""

    def __init__(self, root: Path, config_path: str) -> None:
        """Read below `root`. The file at `config_path` (POSIX, relative to it) is YAML, all others are Python."""
        self._root = root
        self._real = os.path.realpath(root).rstrip(os.sep) + os.sep
        self._config_path = config_path
        self._read: dict[str, Original | None] = {}

    def __call__(self, path: str) -> str | None:
        """The text of the file at POSIX `path`, its line breaks as they are; None when it cannot be read."""
        original = self.original(path)
        return original.decoded.text if original else None

    def original(self, path: str) -> Original | None:
        """The file at POSIX `path` with its bytes; None when it cannot be read."""
        if path not in self._read:
            self._read[path] = self._load(path)
        return self._read[path]

    def _load(self, path: str) -> Original | None:
        target = self._root / path
        if not is_inside(path) or not os.path.realpath(target).startswith(self._real):
            return None
        try:
            if not target.is_file() or target.stat().st_size > _MAX_BYTES:
                return None
            data = target.read_bytes()
        except (OSError, ValueError):
            return None
        return Original(data, _decode_yaml(data) if path == self._config_path else decode(data))


def _decode_yaml(data: bytes) -> Decoded:
    # YAML knows no PEP 263: a comment about the encoding says nothing.
    bom = data.startswith(codecs.BOM_UTF8)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(body.decode(DEFAULT_ENCODING), DEFAULT_ENCODING, bom)
    except UnicodeDecodeError:
        return Decoded(body.decode("latin-1"), "latin-1", bom, "it is not UTF-8")
