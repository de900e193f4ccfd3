"""Between the client's URIs, file names, and the project's own paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

_DRIVE = re.compile(r"/[a-zA-Z]:")


def file_of(uri: str) -> Path | None:
    """The file that a URI names, its links not followed; None for untitled and other documents that are no files."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    name = os.fsdecode(unquote_to_bytes(parts.path))
    if not name.startswith("/") or "\0" in name:
        return None
    if _DRIVE.match(name):
        name = name[1].lower() + name[2:]
    elif parts.netloc not in ("", "localhost"):
        name = f"//{parts.netloc}{name}"
    return Path(os.path.normpath(name))


def files_of(uris: Iterable[str]) -> list[Path]:
    """The files that URIs name; documents that are no files are left out."""
    return [file for file in map(file_of, uris) if file is not None]


def uri_of(file: Path) -> str:
    """The usual URI of an absolute file name."""
    return file.as_uri()


class Root:
    """The folder of `boundaries.yaml`, as the client spells it and as it really is."""

    def __init__(self, folder: Path) -> None:
        """Take the folder in the client's spelling; links in it are followed once, here."""
        self.folder = folder
        # Every root is asked about every document: strings take a fraction of what paths take.
        self._spelled = str(folder).rstrip(os.sep) + os.sep
        self._real = os.path.realpath(folder).rstrip(os.sep) + os.sep

    def file(self, path: str) -> Path:
        """The file at a project path, in the client's spelling."""
        return self.folder / path

    def uri(self, path: str) -> str:
        """The URI of a project path, below the root as the client spells it."""
        return uri_of(self.folder / path)

    def paths(self, file: Path) -> tuple[str, ...]:
        """The project paths that a file may have, the likeliest first; empty for one outside of the root.

        The first is the name as the client spells it, the second the one behind all links.
        """
        found = [_below(self._spelled, str(file)), _below(self._real, os.path.realpath(file))]
        return tuple(dict.fromkeys(path for path in found if path))


def _below(folder: str, file: str) -> str:
    """The POSIX path of a file below a folder, whose name ends with a slash; empty for one outside."""
    is_below = os.path.normcase(file).startswith(os.path.normcase(folder))
    return file[len(folder) :].replace(os.sep, "/") if is_below else ""
