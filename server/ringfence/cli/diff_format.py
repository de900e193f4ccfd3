"""Changes as a unified diff, which `git apply` and `patch -p1` take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ringfence.adapters.edit_files import EditedFile, unified_diff
from ringfence.cli.terminal import Look, Style, look_of

_STYLES = {"+": Style.ADDED, "-": Style.REMOVED, "@": Style.PLACE}


def write_diff(files: Iterable[EditedFile], stream: TextIO) -> None:
    """Write the diff of all files, by path."""
    look = look_of(stream)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(newline="")  # the line breaks are those of the files
    for file in sorted(files, key=lambda file: file.path):
        diff = unified_diff(file)
        stream.write("".join(_painted(line, look) for line in diff.splitlines(keepends=True)) if look.colour else diff)


def _painted(line: str, look: Look) -> str:
    body = line.rstrip("\r\n")
    style = Style.STRONG if body.startswith(("--- ", "+++ ", "diff --git ")) else _STYLES.get(body[:1])
    return (look.paint(body, style) if style else body) + line[len(body) :]
