"""The `.sql` files of a repository, read statement by statement."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ringfence.adapters.source_files import FoundFile
from ringfence.adapters.sql_reader import read_script
from ringfence.model.sql import Script
from ringfence.syntax.decode import decode

_MAX_BYTES = 20_000_000


def read_scripts(root: Path, files: Iterable[FoundFile], dialect: str | None) -> dict[str, Script]:
    """The scripts by path; what cannot be opened is left out."""
    found = {file.path: read_script_file(root, file, dialect) for file in files}
    return {path: script for path, script in found.items() if script is not None}


def read_script_file(root: Path, file: FoundFile, dialect: str | None) -> Script | None:
    """One script; None when it cannot be opened, or is a dump of a whole database."""
    try:
        data = (root / file.path).read_bytes() if file.size <= _MAX_BYTES else None
    except OSError:
        return None
    return read_script(decode(data).text, dialect, file.name, is_test=file.is_test) if data is not None else None
